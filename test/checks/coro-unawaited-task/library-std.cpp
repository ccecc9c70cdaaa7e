// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++23
//
// The standard library: std::generator, which is nobody's obligation, and
// std::execution::task, lazy and a sender.
#include "../Inputs/std_coroutines.h"
#include "../Inputs/user_task.h"
#include <vector>

namespace ex = std::execution;
std::generator<int> numbers(int n);
std::generator<task<>> jobs();
ex::task<int> answer();
ex::task<void> work();
task<> f();
bool cond();
void use(int n);
void log(bool b);

ex::task<void> lost() {
  answer();                 // X: lazy
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  work();                   // X: lazy
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = answer();        // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
  auto u = work();          // X: when cond() is false
  // expected-warning@-1 {{'u' holds a lazy task that is not awaited on every path; there, the body of 'work' never runs [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(u);
  std::vector<ex::task<void>> all; // X: filled, never drained
  // expected-warning@-1 {{'all' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  all.push_back(work());
}
void lost_in_a_plain_function() {
  work();                   // X: nothing connects it
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}
task<> tasks_of_a_generator() {
  for (task<> t : jobs())   // X: made by the generator, never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; its body never runs [coro-unawaited-task]}}
    log(t.valid());
  co_return;
}
std::generator<int> lost_in_a_generator() {
  f();                      // X: a generator cannot await it, nor can it drop it
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_yield 1;
}

ex::task<int> awaited() {
  int n = co_await answer();
  co_await work();
  auto t = answer();
  use(1);
  n += co_await std::move(t);
  co_await ex::when_all(work(), answer()); // V: adapted and awaited
  n += co_await ex::then(answer(), [](int m) { return m * 2; });
  n += co_await ex::just(1);
  co_return n;
}
ex::task<void> scoped() {
  ex::counting_scope scope;
  ex::spawn(work(), scope.get_token());    // V: the scope has it
  use(co_await ex::spawn_future(answer(), scope.get_token()));
  co_await scope.join();
}
int waited_for() {
  std::this_thread::sync_wait(work());     // V: waits
  auto t = answer();
  auto [n] = *std::this_thread::sync_wait(std::move(t));
  return n;
}
ex::task<int> forwarded() { return answer(); }

std::generator<int> generators(int n) {
  for (int i : numbers(n))                 // V: pulled
    co_yield i;
  numbers(n);                              // V: a generator carries no obligation
  auto g = numbers(n);                     // V: nor does a local one
}
task<> tasks_pulled_and_awaited() {
  for (task<> t : jobs())
    co_await std::move(t);
  for (auto &&t : jobs())
    co_await std::move(t);
}
