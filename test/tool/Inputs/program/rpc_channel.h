// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "net_client.h"

namespace rpc {
class Channel {
public:
  bool ready();

private:
  net::Client client;
};
} // namespace rpc
