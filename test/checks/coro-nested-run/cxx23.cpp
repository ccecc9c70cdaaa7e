// RUN: %check_coro %s -- -std=c++23
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++23: deducing this, static call operators, if consteval, std::generator's
// shape, std::move_only_function.
#include "../Inputs/corun.h"
#include "../Inputs/std_coroutines.h"
#include <functional>
#include <utility>

corun::task<int> ask(int n);
corun::task<> step();
void log(int);

struct service {
  corun::task<int> ask();
  template <class Self> int load(this Self &&self) { return corun::run(self.ask()); }
  // expected-note@-1 {{'service::load' calls 'corun::run' here}}
  template <class Self> corun::task<int> get(this Self &&self) {
    co_return corun::run(self.ask()); // X: with an explicit object
    // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  }
  corun::task<> use(this service self) {
    log(self.load()); // X: service::load -> corun::run
    // expected-warning@-1 {{'service::load' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
    co_await step();
  }
};
corun::task<int> uses(service &s) { co_return co_await s.get(); }

auto recursive = [](this auto self, int n) -> corun::task<int> {
  if (n > 0)
    co_return co_await self(n - 1);
  co_return corun::run(ask(n)); // X: in a lambda coroutine
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
};
corun::task<> calls_it() { co_await recursive(3); }

struct loader {
  static int operator()(int n) { return corun::run(ask(n)); }
  // expected-note@-1 {{'loader::operator()' calls 'corun::run' here}}
};
corun::task<> static_operator() {
  log(loader()(1)); // X: loader::operator() -> corun::run
  // expected-warning@-1 {{'loader::operator()' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}
constexpr int value() {
  if consteval {
    return 1;
  } else {
    return corun::run(ask(1));
    // expected-note@-1 {{'value' calls 'corun::run' here}}
  }
}
corun::task<> constant() {
  constexpr int n = value(); // V: evaluated by the compiler
  log(n);
  log(value()); // X: value -> corun::run
  // expected-warning@-1 {{'value' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}
corun::task<> stored(std::move_only_function<int()> &job) {
  job = [] { return corun::run(ask(1)); }; // V: not called here
  co_await step();
}
std::generator<int> numbers() {
  co_yield corun::run(ask(1)); // V: a generator
}
int plain() {
  return service().load(); // V: no coroutine
}
