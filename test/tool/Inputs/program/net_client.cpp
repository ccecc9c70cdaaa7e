// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "net_client.h"

int net::Client::open() { return pool.acquire() + 1; }
