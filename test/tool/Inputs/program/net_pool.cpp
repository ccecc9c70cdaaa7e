// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "net_pool.h"
#include "net_dial.h"

int net::Pool::acquire() { return dial(name); }
