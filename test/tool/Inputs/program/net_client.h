// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "net_pool.h"

namespace net {
class Client {
public:
  int open();

private:
  Pool pool{"db"};
};
} // namespace net
