// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
namespace net {
int resolve_host(const char *name);
}
