// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A once-only task is spent by its first await. The finding stands at the
// second. Case 59.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <utility>

task<> f();
task<int> g();
bool cond();
void use(int);
void refill(task<> &t);
void look_at(const task<> &t);

task<> awaited_twice() {
  auto t = f();
  co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(t); // X: already awaited
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<int> awaited_twice_for_its_value() {
  task<int> t = g();
  int a = co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  int b = co_await std::move(t); // X: the result is gone
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
  co_return a + b;
}
task<int> twice_in_one_expression() {
  auto t = g();
  int sum = co_await std::move(t) + co_await std::move(t); // X: whichever comes second
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
  // expected-note@-2 {{awaited here before}}
  co_return sum;
}
task<> awaited_by_static_cast() {
  auto t = f();
  co_await static_cast<task<> &&>(t);
  // expected-note@-1 {{awaited here before}}
  co_await static_cast<task<> &&>(t); // X: as std::move
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> awaited_through_a_reference() {
  auto t = f();
  auto &same = t;
  co_await std::move(same);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(t); // X: the reference names t
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<> parameter_awaited_twice(task<> t) {
  co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(t); // X: by-value parameter
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
task<int> returned_after_the_await() {
  auto t = g();
  use(co_await std::move(t));
  // expected-note@-1 {{awaited here before}}
  co_return co_await std::move(t); // X: in the co_return
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}

task<> awaited_once() {
  auto t = f();
  co_await std::move(t); // V: once
}
task<> two_tasks() {
  auto t = f();
  auto u = f();
  co_await std::move(t);
  co_await std::move(u); // V: another task
}
task<> assigned_again() {
  auto t = f();
  co_await std::move(t);
  t = f();
  co_await std::move(t); // V: a new task
}
task<> swapped_for_a_fresh_one() {
  auto t = f();
  auto fresh = f();
  co_await std::move(t);
  std::swap(t, fresh);
  co_await std::move(t); // V: the fresh one
}
task<> exchanged() {
  auto t = f();
  co_await std::exchange(t, f());
  co_await std::move(t); // V: exchange left a new task
}
task<> refilled_by_a_function() {
  auto t = f();
  co_await std::move(t);
  refill(t);
  co_await std::move(t); // V: refill may have assigned it
}
task<> refilled_by_a_lambda() {
  auto t = f();
  auto again = [&] { t = f(); };
  co_await std::move(t);
  again();
  co_await std::move(t); // V: the lambda assigns it
}
task<> shadowed() {
  auto t = f();
  co_await std::move(t);
  {
    auto t = f();
    co_await std::move(t); // V: another variable of that name
  }
}
task<> called_twice() {
  co_await f();
  co_await f(); // V: each call makes a task
}
task<> made_twice_by_a_lambda() {
  auto make = [] { return f(); };
  co_await make();
  co_await make(); // V: likewise
}
task<> asked_after_the_await() {
  auto t = f();
  co_await std::move(t);
  look_at(t);        // V: looked at, not awaited
  if (!t.valid())    // V: that it is spent is what is asked
    t = f();
  co_await std::move(t); // V: a new task where it was spent
}
task<> unevaluated() {
  auto t = g();
  co_await std::move(t);
  using result = decltype(std::move(t)); // V: not evaluated
  static_assert(sizeof(std::move(t)) > 0); // V: not evaluated
}
