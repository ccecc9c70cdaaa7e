// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// cppcoro's and libcoro's tasks may be awaited as lvalues again and again, but
// an rvalue await takes the result out of the promise: the second one gets
// what was left. Case 59.
#include "../Inputs/cppcoro.h"
#include "../Inputs/libcoro.h"
#include <string>
#include <utility>

cppcoro::task<std::string> read();
coro::task<std::string> fetch();
void use(std::string);

cppcoro::task<> moved_out_twice() {
  auto t = read();
  use(co_await std::move(t));
  // expected-note@-1 {{awaited here before}}
  use(co_await std::move(t)); // X: the string was moved out
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
coro::task<> moved_out_twice_on_libcoro() {
  auto t = fetch();
  use(co_await std::move(t));
  // expected-note@-1 {{awaited here before}}
  use(co_await std::move(t)); // X: likewise
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
cppcoro::task<> moved_out_in_a_loop() {
  auto t = read();
  for (int i = 0; i < 2; ++i)
    use(co_await std::move(t)); // X: from the second iteration
    // expected-warning@-1 {{'t' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
}
cppcoro::task<> given_away_then_awaited() {
  auto t = read();
  co_await cppcoro::when_all(std::move(t));
  // expected-note@-1 {{moved away here}}
  use(co_await std::move(t)); // X: when_all took the task
  // expected-warning@-1 {{'t' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
}

cppcoro::task<> lvalues_then_an_rvalue() {
  auto t = read();
  use(co_await t);
  use(co_await t);            // V: the result is kept
  use(co_await std::move(t)); // V: the first to take it
}
coro::task<> ready_is_asked() {
  auto t = fetch();
  if (!t.is_ready())
    co_await t;
  use(co_await std::move(t)); // V: taken once
}
cppcoro::task<> assigned_again() {
  auto t = read();
  use(co_await std::move(t));
  t = read();
  use(co_await std::move(t)); // V: a new task
}
cppcoro::task<> shared() {
  auto t = cppcoro::make_shared_task(read());
  use(co_await t);
  use(co_await t); // V: shared
}
