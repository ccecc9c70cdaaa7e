// RUN: %check_coro %s checks=-*,coro-unused-suppression,coro-exit
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A glob is judged only if every check that it stands for ran.
#include "../Inputs/user_task.h"
#include <cstdlib>

task<> f();

task<> globs() {
  co_await f(); // NOLINT(coro-*)  V: other checks may report something
  co_await f(); // NOLINT(coro-ex*) X
  // expected-warning@-1 {{this comment suppresses 'coro-ex*', which reports nothing here [coro-unused-suppression]}}
  std::exit(1); // NOLINT(coro-ex*)  V: hides a finding
}
task<> blocks() {
  // NOLINTBEGIN(coro-exit)  V: closed by its own NOLINTEND
  // NOLINTBEGIN(bugprone-foo)
  co_await f();
  // NOLINTEND(bugprone-foo)
  std::exit(1);
  // NOLINTEND(coro-exit)
}
