// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "rpc_channel.h"

namespace rpc {
class Stub {
public:
  int fetch(int key);
  int cached(int key) const { return key + last; }

private:
  Channel channel;
  int last = 0;
};
} // namespace rpc
