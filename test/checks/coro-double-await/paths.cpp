// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The second await is reported if some path runs both; branches that exclude
// each other are fine. Case 59.
#include "../Inputs/user_task.h"
#include <stdexcept>
#include <utility>

task<> f();
task<int> g();
task<> breathe();
bool cond();
int choose();
void log(const char *);

task<> awaited_if_then_always(bool c) {
  auto t = f();
  if (c)
    co_await std::move(t);
    // expected-note@-1 {{awaited here before}}
  co_await std::move(t); // X: twice when c
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> awaited_then_if(bool c) {
  auto t = f();
  co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  if (c)
    co_await std::move(t); // X: twice when c
    // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> two_ifs_that_can_both_hold(bool a, bool b) {
  auto t = f();
  if (a)
    co_await std::move(t);
    // expected-note@-1 {{awaited here before}}
  if (b)
    co_await std::move(t); // X: twice when a and b
    // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> switch_falls_through() {
  auto t = f();
  switch (choose()) {
  case 0:
    co_await std::move(t);
    // expected-note@-1 {{awaited here before}}
    [[fallthrough]];
  case 1:
    co_await std::move(t); // X: from case 0
    // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
    break;
  default:
    co_await std::move(t); // V: case 0 does not come here
  }
}
// The await that threw has spent the task all the same.
task<> awaited_again_after_it_failed() {
  auto t = f();
  bool failed = false;
  try {
    co_await std::move(t);
    // expected-note@-1 {{awaited here before}}
  } catch (const std::exception &) {
    failed = true;
  }
  if (failed)
    co_await std::move(t); // X: a retry needs a new task
    // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> conditional_operator(bool c) {
  auto t = g();
  int n = c ? co_await std::move(t) : 0;
  // expected-note@-1 {{awaited here before}}
  n += co_await std::move(t); // X: twice when c
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> short_circuit() {
  auto t = g();
  if (cond() && co_await std::move(t) > 0)
  // expected-note@-1 {{awaited here before}}
    log("positive");
  co_await std::move(t); // X: twice when cond()
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}

task<> either_branch(bool c) {
  auto t = f();
  if (c)
    co_await std::move(t);
  else
    co_await std::move(t); // V: exclusive
}
task<> early_return(bool c) {
  auto t = f();
  if (c) {
    co_await std::move(t);
    co_return;
  }
  co_await std::move(t); // V: the first left the function
}
task<> early_throw(bool c) {
  auto t = f();
  if (c) {
    co_await std::move(t);
    throw std::runtime_error("done");
  }
  co_await std::move(t); // V: likewise
}
task<> same_condition_negated(bool c) {
  auto t = f();
  if (c)
    co_await std::move(t);
  log("between");
  if (!c)
    co_await std::move(t); // V: never both, c does not change
}
task<> every_case_breaks() {
  auto t = f();
  switch (choose()) {
  case 0:
    co_await std::move(t);
    break;
  case 1:
    co_await std::move(t); // V: exclusive
    break;
  default:
    co_await std::move(t); // V: exclusive
  }
}
task<> either_arm(bool c) {
  auto t = g();
  int n = c ? co_await std::move(t) : -co_await std::move(t); // V: exclusive
  log(n ? "some" : "none");
}
task<> validity_is_asked(bool c) {
  auto t = f();
  if (c)
    co_await std::move(t);
  if (t.valid())
    co_await std::move(t); // V: asked first
}
task<> boolean_is_asked(bool c) {
  auto t = f();
  if (c)
    co_await std::move(t);
  if (t)
    co_await std::move(t); // V: asked first
}
task<> a_flag_remembers(bool c) {
  auto t = f();
  bool joined = false;
  if (c) {
    co_await std::move(t);
    joined = true;
  }
  if (!joined)
    co_await std::move(t); // V: the flag says not yet
}
task<> new_task_for_the_retry() {
  auto t = f();
  bool failed = false;
  try {
    co_await std::move(t);
  } catch (const std::exception &) {
    t = f();
    failed = true;
  }
  if (failed)
    co_await std::move(t); // V: a new task
}
task<> awaited_in_try_or_never_started() {
  task<> t = f();
  try {
    log("before");
    co_await std::move(t); // V: once
  } catch (...) {
    log("failed");
  }
}
