// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "limit.h"
#include "user_task.h"

task<> lenient() {
  limit::hold(); // E: hold -> usleep
  co_return;
}
