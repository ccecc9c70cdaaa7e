// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task made before a loop and awaited in it is awaited again in the second
// iteration. The finding stands at the await in the loop. Case 59.
#include "../Inputs/user_task.h"
#include <optional>
#include <stdexcept>
#include <utility>

task<> f();
task<int> g();
task<bool> more();
task<> breathe();
bool cond();
void log(int);

task<> in_a_for(int n) {
  auto t = f();
  for (int i = 0; i < n; ++i)
    co_await std::move(t); // X: from the second iteration
    // expected-warning@-1 {{'t' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
}
task<> in_a_while() {
  auto t = f();
  while (cond()) {
    co_await breathe();
    co_await std::move(t); // X: likewise
    // expected-warning@-1 {{'t' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
  }
}
task<> in_a_do_while() {
  auto t = g();
  do {
    log(co_await std::move(t)); // X: likewise
    // expected-warning@-1 {{'t' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
  } while (cond());
}
task<> in_the_condition() {
  auto t = more();
  while (co_await std::move(t)) // X: the condition runs again
  // expected-warning@-1 {{'t' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
    co_await breathe();
}
task<> retried_after_an_exception() {
  auto t = f();
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_await std::move(t); // X: a retry awaits the spent task
      // expected-warning@-1 {{'t' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
      break;
    } catch (const std::exception &) {
      log(attempt);
    }
  }
}
task<> continues_on_some_path() {
  auto t = g();
  while (true) {
    int n = co_await std::move(t); // X: continue comes back
    // expected-warning@-1 {{'t' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
    if (n < 0)
      continue;
    log(n);
    break;
  }
}
task<> assigned_on_one_path_only() {
  auto t = g();
  while (cond()) {
    int n = co_await std::move(t); // X: again when n was positive
    // expected-warning@-1 {{'t' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
    if (n <= 0)
      t = g();
  }
}

task<> made_in_the_loop(int n) {
  for (int i = 0; i < n; ++i) {
    auto t = f();
    co_await std::move(t); // V: a task an iteration
  }
}
task<> assigned_at_the_end() {
  auto t = g();
  while (cond()) {
    log(co_await std::move(t)); // V: assigned before it comes back
    t = g();
  }
  co_await std::move(t); // V: the last one assigned
}
task<> assigned_in_the_increment(int n) {
  auto t = f();
  for (int i = 0; i < n; ++i, t = f())
    co_await std::move(t); // V: a new task each time
}
task<> prefetch(int n) {
  auto next = g();
  for (int i = 0; i < n; ++i) {
    auto current = std::exchange(next, g());
    log(co_await std::move(current)); // V: the pipeline's idiom
  }
  log(co_await std::move(next)); // V: the one left
}
task<> breaks_after_the_await() {
  auto t = f();
  while (cond()) {
    if (!cond())
      continue;
    co_await std::move(t); // V: the loop ends here
    break;
  }
}
task<int> returns_after_the_await() {
  auto t = g();
  for (;;) {
    if (cond())
      co_return co_await std::move(t); // V: leaves the function
    co_await breathe();
  }
}
task<> throws_after_the_await() {
  auto t = g();
  for (;;) {
    if (!cond()) {
      co_await breathe();
      continue;
    }
    int n = co_await std::move(t); // V: leaves by the throw
    throw std::runtime_error(n ? "some" : "none");
  }
}
task<> optional_reset() {
  std::optional<task<>> pending;
  while (cond()) {
    if (!pending)
      pending = f();
    if (cond()) {
      co_await std::move(*pending); // V: reset and made anew
      pending.reset();
    }
  }
}
task<> asked_in_the_condition() {
  auto t = f();
  while (t.valid())
    co_await std::move(t); // V: ends when it is spent
}
