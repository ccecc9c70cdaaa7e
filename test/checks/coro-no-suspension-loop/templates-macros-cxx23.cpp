// RUN: %check_coro %s -- -std=c++23
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops in templates, behind macros, in lambdas, and C++23.
#include "../Inputs/corun.h"
#include <atomic>
#include <utility>

corun::task<> step();
std::atomic<bool> stop;
void work();
bool cond();

// --- templates
template <class T> corun::task<T> non_dependent(T value) {
  for (;;) // X: known without an instantiation
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    work();
  co_return value;
}
template <class F> corun::task<> dependent(F f) {
  for (;;) // V: left by break
    if (f())
      break;
  co_return;
}
template corun::task<> dependent(bool (*)());
template <class F> corun::task<> spins(F f) {
  while (true) // X: once, for two instantiations
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    f();
  co_return;
}
struct first {
  void operator()();
};
struct second {
  int operator()();
};
template corun::task<> spins(first);
template corun::task<> spins(second);
template <bool Suspends> corun::task<> by_constant() {
  while (true) { // X: where Suspends is false
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    if constexpr (Suspends)
      co_await step();
    work();
  }
  co_return;
}
template corun::task<> by_constant<true>();
template corun::task<> by_constant<false>();
template <class T> corun::task<> never_instantiated(T t) {
  while (!t.done()) // V: dependent: done may do the work
    ;
  co_return;
}
template <class T> class service {
public:
  corun::task<> run() {
    for (;;) // X: a member of a class template
    // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
      work();
    co_return;
  }
};
template class service<int>;

// --- macros
#define FOREVER for (;;)
#define ONCE(statement) do { statement; } while (false)
#define AWAIT(task) co_await task
#define UNTIL(condition) while (!(condition))

corun::task<> macro_for_the_loop() {
  FOREVER work(); // X: the expansion
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
  co_return;
}
corun::task<> macro_with_a_condition() {
  UNTIL(stop) {} // X: the expansion
  // expected-warning@-1 {{this loop waits for others to change its condition without suspending; nothing else on its event loop runs meanwhile [coro-no-suspension-loop]}}
  co_return;
}
corun::task<> macro_that_awaits() {
  FOREVER { // V: suspends
    AWAIT(step());
  }
}
corun::task<> macro_that_runs_once() {
  ONCE(work()); // V: once
  co_return;
}

// --- lambdas
auto lambda = []() -> corun::task<> {
  for (;;) // X: in a lambda coroutine
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    work();
  co_return;
};
corun::task<> called_here() {
  [] {
    while (!stop) // V: not a coroutine itself, though it runs in one
      ;
  }();
  co_return;
}
auto plain_lambda = [] {
  for (;;) // V: no coroutine
    work();
};

// --- C++23
struct worker {
  bool done = false;
  template <class Self> corun::task<> run(this Self &self) {
    while (!self.done) // X: an explicit object
    // expected-warning@-1 {{this loop waits for others to change its condition without suspending; nothing else on its event loop runs meanwhile [coro-no-suspension-loop]}}
      ;
    co_return;
  }
};
corun::task<> uses(worker &w) { co_await w.run(); }
corun::task<> ends_in_unreachable() {
  while (true) { // V: left, it says, by unreachable
    if (cond())
      std::unreachable();
  }
  co_return;
}
