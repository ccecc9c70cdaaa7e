// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A local dies at the end of its own scope, whatever comes after: blocks,
// init statements, loop headers, handlers, shadowed names. The finding is at
// the variable.
#include "../Inputs/user_task.h"
#include <optional>
#include <utility>

task<> f();
task<int> g();
bool cond();
void work();
void spawn(task<> t);

task<> lost_in_a_block() {
  {
    auto t = f(); // X: dies at the brace
    // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
    work();
  }
  co_return;
}
task<> shadowed() {
  auto t = f();
  {
    auto t = f(); // X: another t; the await below is for the outer one
    // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
    work();
  }
  co_await std::move(t);
}
task<> shadows_and_is_awaited() {
  auto t = f(); // X: the await is for the inner one
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  {
    auto t = g();
    (void)co_await std::move(t);
  }
}
task<> in_an_init_statement(bool c) {
  if (auto t = f(); c) // X: dies after the else
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
    work();
  else
    cond();
  switch (auto t = g(); c) { // X: dies after the switch
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'g' never runs [coro-unawaited-task]}}
  default:
    work();
  }
  for (auto t = f(); cond();) // X: dies after the loop
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
    work();
  co_return;
}
task<> in_a_condition_variable() {
  while (auto n = (f(), cond())) // X: dropped left of the comma
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    work();
  co_return;
}
task<> in_a_case(int n) {
  switch (n) {
  case 1: {
    auto t = f(); // X: dies with the case's block
    // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
    break;
  }
  case 2: {
    auto t = f();
    co_await std::move(t);
    break;
  }
  }
}
task<> in_a_handler() {
  try {
    co_await f();
  } catch (...) {
    auto t = f(); // X: dies with the handler
    // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
    work();
  }
}
task<> left_by_goto() {
  {
    auto t = f(); // X: the goto leaves it behind
    // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
    if (cond())
    // expected-note@-1 {{the use is skipped when this condition is true}}
      goto done;
    co_await std::move(t);
  }
done:
  work();
}
task<> left_by_break(int n) {
  for (int i = 0; i < n; ++i) {
    auto t = g(); // X: lost by the break
    // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'g' never runs [coro-unawaited-task]}}
    if (cond())
    // expected-note@-1 {{the use is skipped when this condition is true}}
      break;
    (void)co_await std::move(t);
  }
}
