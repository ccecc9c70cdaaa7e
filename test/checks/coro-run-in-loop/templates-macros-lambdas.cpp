// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops in templates, behind macros and in lambdas.
#include "../Inputs/corun.h"
#include <utility>
#include <vector>

corun::task<> handle(int request);
corun::task<> all();
void log(int);

#define RUN(task) corun::run(task)
#define FOR_EACH(x, range) for (auto &x : range)
#define REPEAT(n, statement) for (int i_ = 0; i_ < (n); ++i_) { statement; }
#define ONCE(statement) do { statement; } while (false)

template <class R> void each(const R &requests) {
  for (auto r : requests)
  // expected-note@-1 {{the iterations are of this loop}}
    corun::run(handle(r)); // X: for vector
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
}
template void each(const std::vector<int> &);
template <class... Ts> void pack(Ts... ts) {
  (corun::run(handle(ts)), ...); // V: no loop
}
template void pack(int, int);
template <class T> void never_instantiated(T tasks) {
  for (auto &t : tasks)
    run(std::move(t)); // V: nothing says which run that is
}
template <class L> void on_a_given_loop(L &loop) {
  for (int i = 0; i < 3; ++i)
    loop.run_until_complete(handle(i)); // V: not made here
}
template void on_a_given_loop(corun::event_loop &);

void macro_for_the_call() {
  for (int i = 0; i < 3; ++i)
  // expected-note@-1 {{the iterations are of this loop}}
    RUN(handle(i)); // X: the expansion
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
}
void macro_for_the_loop(std::vector<int> v) {
  FOR_EACH(x, v)
  // expected-note@-1 {{the iterations are of this loop}}
    corun::run(handle(x)); // X: the macro is a loop
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
}
void macro_with_the_call_as_argument() {
  REPEAT(3, corun::run(all())); // X: the argument
  // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
  // expected-note@-2 {{the iterations are of this loop}}
}
void macro_that_is_no_loop() {
  ONCE(corun::run(all())); // V: runs once
  RUN(all()); // V: no loop
}

auto lambda = [](const std::vector<int> &requests) {
  for (int r : requests)
  // expected-note@-1 {{the iterations are of this loop}}
    corun::run(handle(r)); // X: in a lambda
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
};
auto lambda_once = [] { corun::run(all()); }; // V: no loop
void lambda_around_a_loop() {
  auto go = [] {
    corun::event_loop loop;
    for (int i = 0; i < 3; ++i)
      loop.run_until_complete(handle(i)); // V: made outside
  };
  go();
}
