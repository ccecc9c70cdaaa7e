// RUN: %check_coro %s checks=-*,coro-unused-suppression,coro-unawaited-task
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comments that hide nothing stay behind when the code is mended.
#include "../Inputs/user_task.h"

task<> f();
bool cond();

task<> used() {
  f(); // NOLINT(coro-unawaited-task)  V: hides a finding
  f(); // NOLINT(coro-*)  V: likewise
  // NOLINTNEXTLINE(coro-unawaited-task)  V: on the next line
  f();
  // NOLINTBEGIN(coro-unawaited-task)  V: within the block
  cond();
  f();
  // NOLINTEND(coro-unawaited-task)
  f(); // NOLINT  V: for every check
  co_return;
}
task<> unused() {
  co_await f(); // NOLINT(coro-unawaited-task) X
  // expected-warning@-1 {{this comment suppresses 'coro-unawaited-task', which reports nothing here [coro-unused-suppression]}}
  // NOLINTNEXTLINE(coro-unawaited-task) X
  // expected-warning@-1 {{this comment suppresses 'coro-unawaited-task', which reports nothing here [coro-unused-suppression]}}
  co_await f();
  // NOLINTBEGIN(coro-unawaited-task) X
  // expected-warning@-1 {{this comment suppresses 'coro-unawaited-task', which reports nothing here [coro-unused-suppression]}}
  co_await f();
  // NOLINTEND(coro-unawaited-task)
  co_await f(); // NOLINT(bugprone-foo, coro-unawaited-task) X
  // expected-warning@-1 {{this comment suppresses 'coro-unawaited-task', which reports nothing here [coro-unused-suppression]}}
  co_await f(); // NOLINT(coro-unaw*) X
  // expected-warning@-1 {{this comment suppresses 'coro-unaw*', which reports nothing here [coro-unused-suppression]}}
}
task<> not_judged() {
  co_await f(); // NOLINT(coro-blocking-call)  V: that check did not run
  co_await f(); // NOLINT(bugprone-foo)  V: no check of ours
  co_await f(); // NOLINT  V: for every check
  const char *text = "NOLINT(coro-unawaited-task)"; // V: a string
  (void)text;
}
