// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// A loop run on another thread holds nobody up; a callable counts where it is
// called, not where it is written.
#include "../Inputs/asio.h"
#include "../Inputs/concurrencpp.h"
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/libcoro.h"
#include <algorithm>
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <vector>

corun::task<int> ask(int n);
corun::task<> step();
cppcoro::task<int> cpp_ask();
coro::task<int> lib_ask();
folly::coro::Task<int> folly_ask();
folly::coro::Task<> folly_step();
concurrencpp::result<int> cc_ask();
void log(int);
void later(std::function<void()> job);
int load() { return corun::run(ask(1)); }
// expected-note@-1 2 {{'load' calls 'corun::run' here}}

// --- run here
corun::task<> called_at_once(std::vector<int> v) {
  [] { corun::run(step()); }(); // X: this lambda -> corun::run
  // expected-warning@-1 {{this lambda waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  // expected-note@-2 {{this lambda calls 'corun::run' here}}
  auto go = [](int n) { return corun::run(ask(n)); };
  // expected-note@-1 {{this lambda calls 'corun::run' here}}
  log(go(1)); // X: this lambda -> corun::run
  // expected-warning@-1 {{this lambda waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  std::for_each(v.begin(), v.end(), [](int n) { corun::run(ask(n)); }); // X: this lambda -> corun::run
  // expected-warning@-1 {{this lambda waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  // expected-note@-2 {{this lambda calls 'corun::run' here}}
  std::invoke(load); // X: load -> corun::run
  // expected-warning@-1 {{'load' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}
auto lambda_coroutine = []() -> corun::task<> {
  corun::run(step()); // X: in a lambda coroutine
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return;
};
corun::task<> nested_lambda_coroutine() {
  auto inner = []() -> corun::task<int> {
    co_return load(); // X: load -> corun::run
    // expected-warning@-1 {{'load' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  };
  log(co_await inner()); // V: the inner coroutine has the finding
}
void spawned_from_a_plain_function(asio::io_context &io) {
  asio::co_spawn(io, [&io]() -> asio::awaitable<void> {
    io.run_one(); // X: a coroutine, whoever spawns it
    // expected-warning@-1 {{'asio::io_context::run_one' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
    co_return;
  }, asio::detached);
  io.run(); // V: a plain function
}
template <class F> auto measured(F f) { return f(); }
corun::task<> by_a_helper_that_calls_it() {
  log(measured([] { return corun::run(ask(1)); })); // X: measured -> this lambda -> corun::run
  // expected-warning@-1 {{this lambda waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  // expected-note@-2 {{this lambda calls 'corun::run' here}}
  co_await step();
}

// --- run elsewhere
corun::task<> on_a_thread() {
  std::thread t([] { corun::run(step()); }); // V: a thread with a loop of its own
  t.detach();
  std::thread(load).detach(); // V: likewise
  auto f = std::async(std::launch::async, load); // V: likewise
  co_await corun::to_thread(load); // V: offloaded
  co_await corun::to_thread([] { return corun::run(ask(1)); }); // V: likewise
  co_await corun::to_thread([] {
    corun::event_loop loop;
    loop.run_until_complete(step()); // V: likewise
  });
  later([] { corun::run(step()); }); // V: nothing says that it is called here
}
corun::task<> a_context_on_a_thread(std::shared_ptr<asio::io_context> io) {
  std::jthread worker([io] { io->run(); }); // V: the thread's loop
  worker.detach();
  co_await step();
}
asio::awaitable<void> posted(asio::io_context &io, asio::thread_pool &pool) {
  asio::post(pool, [] { load(); }); // V: run on the pool
  asio::post(io, [] { log(1); });
  co_return;
}
corun::task<> stored(std::vector<std::function<int()>> &jobs) {
  jobs.push_back(load); // V: not called here
  jobs.push_back([] { return corun::run(ask(1)); }); // V: likewise
  co_await step();
}
corun::task<> a_local_class() {
  struct job {
    int operator()() { return corun::run(ask(1)); } // V: not called
  };
  later([j = job()]() mutable { j(); });
  co_await step();
}
concurrencpp::result<int>
submitted(std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  co_return co_await pool->submit([] { return cc_ask().get(); }); // V: on the pool
}

// --- off the loop
cppcoro::task<> after_a_switch(cppcoro::static_thread_pool &pool, cppcoro::io_service &io) {
  log(cppcoro::sync_wait(cpp_ask())); // X: still on the loop
  // expected-warning@-1 {{'cppcoro::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await pool.schedule();
  log(cppcoro::sync_wait(cpp_ask())); // V: on the pool
  co_await io.schedule();
  log(cppcoro::sync_wait(cpp_ask())); // X: back on the loop
  // expected-warning@-1 {{'cppcoro::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
coro::task<> on_one_branch(coro::thread_pool &pool, bool c) {
  if (c)
    co_await pool.schedule();
  log(coro::sync_wait(lib_ask())); // X: on the loop when c is false
  // expected-warning@-1 {{'coro::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
concurrencpp::result<int>
resumed_elsewhere(std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  co_await concurrencpp::resume_on(pool);
  co_return cc_ask().get(); // V: on the pool
}
