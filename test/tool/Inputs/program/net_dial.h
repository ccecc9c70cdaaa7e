// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
namespace net {
int dial(const char *name);
void flush(int fd);
} // namespace net
