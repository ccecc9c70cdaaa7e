// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The child becomes another program in a function of its own.
#include "../Inputs/user_task.h"
#include <unistd.h>

[[noreturn]] void child() {
  execlp("true", "true", nullptr);
  _exit(127);
}
task<> spawns() {
  pid_t pid = fork(); // V: child() executes
  if (pid == 0)
    child();
  co_return;
}
