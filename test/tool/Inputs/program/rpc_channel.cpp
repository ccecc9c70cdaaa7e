// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rpc_channel.h"

bool rpc::Channel::ready() { return client.open() > 0; }
