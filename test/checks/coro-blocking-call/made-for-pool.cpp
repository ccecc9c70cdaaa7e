// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coroutines that are given to a pool of threads wherever they are called run
// off the loop, and so does what only they call.
#include "../Inputs/asio.h"
#include "../Inputs/cppcoro.h"
#include <thread>

using namespace std::chrono_literals;
void nap() { std::this_thread::sleep_for(1s); }
// expected-note@-1 3 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}

asio::awaitable<void> inner() {
  nap(); // V: called on the pool only
  co_return;
}
asio::awaitable<void> outer() {
  nap(); // V: on the pool
  co_await inner();
}
asio::awaitable<void> both() {
  nap(); // X: given to the loop as well
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
asio::awaitable<void> nobodys() {
  nap(); // X: nothing says where it runs
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
cppcoro::task<> scheduled() {
  nap(); // V: on the pool
  co_return;
}
void start(asio::io_context &io, asio::thread_pool &pool, cppcoro::static_thread_pool &threads) {
  asio::co_spawn(pool, outer(), asio::detached);
  asio::co_spawn(pool, both(), asio::detached);
  asio::co_spawn(io, both(), asio::detached);
  asio::co_spawn(pool, []() -> asio::awaitable<void> {
    nap(); // V: on the pool
    co_return;
  }, asio::detached);
  asio::co_spawn(io, []() -> asio::awaitable<void> {
    nap(); // X: on the loop
    // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
    co_return;
  }, asio::detached);
  auto task = cppcoro::schedule_on(threads, scheduled());
}
