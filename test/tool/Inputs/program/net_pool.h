// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
namespace net {
class Pool {
public:
  explicit Pool(const char *name) : name(name) {}
  int acquire();

private:
  const char *name;
};
} // namespace net
