// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Once-only by their types, library by library: the promise or the operator
// takes the task as an rvalue or by value. Case 59.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include "../Inputs/folly.h"
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include <utility>

folly::coro::Task<int> folly_task();
folly::coro::Task<> folly_twice() {
  auto t = folly_task();
  int a = co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  int b = co_await std::move(t); // X: Task is awaited as an rvalue
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
  (void)(a + b);
}
folly::coro::Task<> folly_scheduled_then_awaited(folly::Executor *ex) {
  auto t = folly_task();
  co_await std::move(t).scheduleOn(ex);
  // expected-note@-1 {{moved away here}}
  co_await std::move(t); // X: scheduleOn took it
  // expected-warning@-1 {{'t' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
}
folly::coro::Task<> folly_loop() {
  auto t = folly_task();
  for (int i = 0; i < 2; ++i)
    co_await std::move(t); // X: from the second iteration
    // expected-warning@-1 {{'t' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
}
folly::coro::Task<> folly_generator(folly::coro::AsyncGenerator<int> gen) {
  while (auto item = co_await gen.next()) // V: a new task each time
    (void)*item;
}
folly::coro::Task<> folly_two() {
  auto t = folly_task();
  auto u = folly_task();
  co_await folly::coro::collectAll(std::move(t), std::move(u)); // V: each once
  t = folly_task();
  co_await std::move(t); // V: assigned
}

asio::awaitable<int> asio_op();
asio::awaitable<void> asio_void();
asio::awaitable<void> asio_twice() {
  auto a = asio_op();
  co_await std::move(a);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(a); // X: await_transform takes it by value
  // expected-warning@-1 {{'a' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
asio::awaitable<void> asio_raced_then_awaited() {
  using namespace asio::experimental::awaitable_operators;
  auto a = asio_void();
  co_await (std::move(a) || asio_void());
  // expected-note@-1 {{moved away here}}
  co_await std::move(a); // X: the operator took it
  // expected-warning@-1 {{'a' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
}
asio::awaitable<void> asio_timer(asio::steady_timer &timer) {
  for (;;) {
    timer.expires_after(std::chrono::seconds(1));
    co_await timer.async_wait(asio::use_awaitable); // V: an operation each time
  }
}
asio::awaitable<void> asio_executor() {
  auto which = asio::this_coro::executor;
  auto ex = co_await which;
  auto again = co_await which; // V: a tag, not a task
  asio::co_spawn(ex, asio_void(), asio::detached);
  asio::co_spawn(again, asio_void(), asio::detached);
}

seastar::future<int> seastar_op();
seastar::future<> seastar_twice() {
  auto f = seastar_op();
  co_await std::move(f);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(f); // X: the operator takes the future by value
  // expected-warning@-1 {{'f' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
seastar::future<> seastar_chained_then_awaited() {
  auto f = seastar_op();
  co_await std::move(f).then([](int) {});
  // expected-note@-1 {{moved away here}}
  co_await std::move(f); // X: then() took its state
  // expected-warning@-1 {{'f' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
}
seastar::future<> seastar_ready(seastar::semaphore &sem) {
  auto units = seastar::get_units(sem, 1);
  if (!units.available())
    co_await seastar::sleep(std::chrono::milliseconds(1));
  auto u = co_await std::move(units); // V: once
  auto f = seastar_op();
  f = std::move(f).handle_exception([](auto) { return 0; });
  co_await std::move(f); // V: assigned to itself by the chain
}

corun::task<int> corun_op();
corun::task<> corun_twice() {
  auto t = corun_op();
  int n = co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  n += co_await std::move(t); // X: operator co_await() &&
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
corun::task<> corun_timeout_loop() {
  for (int i = 0; i < 3; ++i) {
    auto t = corun_op();
    co_await corun::wait_for(std::move(t), std::chrono::seconds(1)); // V: made in the loop
  }
}

based_task<> base_op();
based_task<> promise_in_a_base() {
  auto t = base_op();
  co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(t); // X: the base's operator co_await() &&
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
traits_task<> traits_op();
traits_task<> promise_by_traits() {
  auto t = traits_op();
  co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(t); // X: a task by coroutine_traits
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
eager_task<> eager_op();
eager_task<> operator_takes_an_lvalue() {
  auto t = eager_op();
  co_await t;
  co_await t; // V: nothing says that it is awaited once
}
