// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lambda coroutines that exit, and plain lambdas that a coroutine runs or
// hands over. Case 62.
#include "../Inputs/asio.h"
#include "../Inputs/user_task.h"
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <thread>
#include <unistd.h>
#include <vector>

task<> f();
bool cond();
void on_signal(std::function<void(int)> handler);

auto lambda_coroutine = []() -> task<> {
  co_await f();
  std::exit(0); // X: in a lambda coroutine
  // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
};
task<> nested_lambda_coroutine() {
  auto stop = []() -> task<> {
    co_await f();
    std::quick_exit(0); // X: in the inner coroutine
    // expected-warning@-1 {{'quick_exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  };
  co_await stop();
}
void spawned_from_a_plain_function(asio::io_context &io) {
  asio::co_spawn(io, []() -> asio::awaitable<void> {
    std::exit(0); // X: a coroutine, whoever spawns it
    // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
    co_return;
  }, asio::detached);
}
task<> called_at_once() {
  [] { std::exit(0); }(); // X: run here
  // expected-warning@-1 {{this lambda calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  // expected-note@-2 {{this lambda calls 'exit' here}}
  co_await f();
}
task<> named_and_called() {
  auto die = [](int code) { std::exit(code); };
  // expected-note@-1 {{this lambda calls 'exit' here}}
  co_await f();
  if (cond())
    die(1); // X: run here
    // expected-warning@-1 {{this lambda calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> run_by_an_algorithm(std::vector<int> v) {
  std::for_each(v.begin(), v.end(), [](int n) { if (n < 0) std::exit(n); }); // X: run here
  // expected-warning@-1 {{this lambda calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  // expected-note@-2 {{this lambda calls 'exit' here}}
  co_await f();
}

task<> handed_to_a_signal_handler() {
  on_signal([](int) { std::exit(0); }); // V: not run by the coroutine
  co_await f();
}
task<> named_and_not_called() {
  auto die = [] { std::exit(1); }; // V: only defined
  co_await f();
  on_signal([die](int) { die(); });
}
task<> posted(asio::io_context &io) {
  asio::post(io, [] { std::exit(0); }); // V: run by the loop, not by the coroutine
  co_await f();
}
void plain_lambda_in_a_plain_function() {
  auto die = [] { std::exit(1); };
  if (cond())
    die(); // V: no coroutine
}
asio::awaitable<void> serve();
void spawned_plain_lambda(asio::io_context &io) {
  asio::co_spawn(io, [&io] {
    if (!cond())
      std::exit(1); // V: not a coroutine: it runs and returns one
    return serve();
  }, asio::detached);
}
task<> local_class() {
  struct guard {
    void stop() { std::exit(1); } // V: not called
  };
  guard g;
  co_await f();
}
