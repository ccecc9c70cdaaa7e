// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Awaits behind macros: the finding stands at the expansion, or where the
// argument is spelt.
#include "../Inputs/user_task.h"
#include <utility>

task<> f();
task<int> g();
void log(const char *);
void use(int);

#define AWAIT(t) co_await std::move(t)
#define AWAIT_AND_LOG(t) do { AWAIT(t); log(#t); } while (false)
#define AWAIT_TWICE(t) AWAIT(t); AWAIT(t)
#define FRESH(t) t = f()
#define AWAIT_CALL(call) do { auto t_ = (call); co_await std::move(t_); } while (false)
#define RETURN_IF(c) if (c) co_return
#define MAX(a, b) ((a) > (b) ? (a) : (b))

task<> lost() {
  auto t = f();
  AWAIT(t);
  // expected-note@-1 {{awaited here before}}
  AWAIT(t); // X: the expansion
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> lost_in_statements() {
  auto t = f();
  AWAIT_AND_LOG(t);
  // expected-note@-1 {{awaited here before}}
  AWAIT_AND_LOG(t); // X: the expansion
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> lost_inside_one_macro() {
  auto t = f();
  AWAIT_TWICE(t); // X: both in the macro
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
  // expected-note@-2 {{awaited here before}}
}
task<> lost_half_in_a_macro() {
  auto t = f();
  co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  AWAIT(t); // X: the expansion
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> argument_evaluated_twice() {
  auto t = g();
  use(MAX(co_await std::move(t), 0)); // X: MAX evaluates the argument twice
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
  // expected-note@-2 {{awaited here before}}
}

task<> silent() {
  auto t = f();
  AWAIT(t); // V: once
  FRESH(t);
  AWAIT_AND_LOG(t); // V: a new task
}
task<> a_task_in_the_macro() {
  AWAIT_CALL(f());
  AWAIT_CALL(f()); // V: each expansion has a variable of its own
}
task<> left_by_a_macro(bool c) {
  auto t = f();
  if (c) {
    AWAIT(t);
    RETURN_IF(true);
  }
  RETURN_IF(!t.valid());
  AWAIT(t); // V: left before, or asked
}
task<> not_awaited_by_the_macro() {
  auto t = f();
  log("t");
  AWAIT(t); // V: once
}
