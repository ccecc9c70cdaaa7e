// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#define LIMIT_WAITS
#include "limit.h"
#include "user_task.h"

task<> strict() {
  limit::hold(); // E: hold -> usleep
  co_return;
}
