// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// The result of an await is itself a task, or holds tasks, and is dropped:
// one co_await too few. The finding is at the co_await, or at the variable
// that keeps the result. Case 14.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

corun::task<int> answer();
corun::task<> work();
corun::task<corun::task<int>> nested();
corun::task<std::vector<corun::task<>>> plan();
corun::task<std::optional<corun::task<>>> next();
corun::task<std::pair<int, corun::task<>>> with_number();
int compute();
void take(corun::task<int> t);
void run_all(std::vector<corun::task<>> all);
bool cond();

corun::task<> dropped(bool c) {
  co_await nested();                              // X: the inner task never runs
  // expected-warning@-1 {{this co_await gives another task, which is dropped here; its body never runs [coro-task-of-task]}}
  co_await plan();                                // X: a vector of tasks
  // expected-warning@-1 {{this co_await gives a 'std::vector<corun::task<>>', whose tasks are dropped here; their bodies never run [coro-task-of-task]}}
  co_await next();                                // X: an optional task
  // expected-warning@-1 {{this co_await gives a 'std::optional<corun::task<>>', whose tasks are dropped here; their bodies never run [coro-task-of-task]}}
  co_await with_number();                         // X: half of a pair
  // expected-warning@-1 {{this co_await gives a 'std::pair<int, corun::task<>>', whose tasks are dropped here; their bodies never run [coro-task-of-task]}}
  co_await corun::to_thread(answer);              // X: the thread only makes the task
  // expected-warning@-1 {{this co_await gives another task, which is dropped here; its body never runs [coro-task-of-task]}}
  co_await corun::to_thread([]() -> corun::task<int> { co_return 1; }); // X: likewise
  // expected-warning@-1 {{this co_await gives another task, which is dropped here; its body never runs [coro-task-of-task]}}
  co_await corun::gather(nested(), work());       // X: the tuple holds one
  // expected-warning@-1 {{this co_await gives a 'std::tuple<corun::task<int>, std::monostate>', whose tasks are dropped here; their bodies never run [coro-task-of-task]}}
  co_await corun::wait_for(nested(), std::chrono::seconds(1)); // X: so does what wait_for gives
  // expected-warning@-1 {{this co_await gives another task, which is dropped here; its body never runs [coro-task-of-task]}}
  if (c)
    co_await nested();                            // X: without braces
    // expected-warning@-1 {{this co_await gives another task, which is dropped here; its body never runs [coro-task-of-task]}}
  c ? co_await nested() : co_await nested();      // X: either arm
  // expected-warning@-1 2 {{this co_await gives another task, which is dropped here; its body never runs [coro-task-of-task]}}
  co_await nested(), compute();                   // X: left of a comma
  // expected-warning@-1 {{this co_await gives another task, which is dropped here; its body never runs [coro-task-of-task]}}
}

corun::task<> kept_and_forgotten() {
  auto inner = co_await nested();                 // X: never awaited
  // expected-warning@-1 {{'inner' holds a task that came out of a co_await and is never awaited; its body never runs [coro-task-of-task]}}
  auto all = co_await plan();                     // X: never drained
  // expected-warning@-1 {{'all' holds tasks that came out of a co_await and are never awaited; their bodies never run [coro-task-of-task]}}
  auto result = co_await corun::to_thread(answer); // X: a task, not an int
  // expected-warning@-1 {{'result' holds a task that came out of a co_await and is never awaited; its body never runs [coro-task-of-task]}}
  auto [a, b] = co_await corun::gather(nested(), work()); // X: a is never awaited
  // expected-warning@-1 {{'a' holds a task that came out of a co_await and is never awaited; its body never runs [coro-task-of-task]}}
  co_return;
}
corun::task<> kept_and_awaited_on_one_path() {
  auto inner = co_await nested();                 // X: lost when cond() is false
  // expected-warning@-1 {{'inner' holds a task that came out of a co_await and is not awaited on every path; there, its body never runs [coro-task-of-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(inner);
}
template <class F> corun::task<> dropped_in_a_template(F fn) {
  co_await corun::to_thread(fn);                  // X: for callables that return tasks
  // expected-warning@-1 {{this co_await gives another task, which is dropped here; its body never runs [coro-task-of-task]}}
}
template <class F> corun::task<> no_task_in_a_template(F fn) {
  co_await corun::to_thread(fn);                  // V: never given one
}

corun::task<int> awaited() {
  int n = co_await co_await nested();             // V: both layers
  auto inner = co_await nested();
  n += co_await std::move(inner);                 // V: later
  auto all = co_await plan();
  for (auto &t : all)
    co_await std::move(t);
  co_await corun::gather(co_await plan());        // V: gathered
  if (auto t = co_await next())
    co_await std::move(*t);
  auto [m, t] = co_await with_number();
  co_await std::move(t);
  auto [a, b] = co_await corun::gather(nested(), work());
  n += co_await std::move(a);
  co_return n + m;
}
corun::task<> no_tasks_in_the_result() {
  co_await answer();                              // V: an int
  co_await work();
  co_await corun::to_thread(compute);             // V: an int
  co_await corun::gather(answer(), work());       // V: values
  co_await corun::to_thread([] { corun::run(answer()); }); // V: waited for in the thread
  co_await dropped_in_a_template(answer);
  co_await no_task_in_a_template(compute);
}
corun::task<corun::task<int>> handed_on(bool c) {
  take(co_await nested());                        // V: another function's
  run_all(co_await plan());
  auto shared = std::make_shared<corun::task<int>>(co_await nested());
  std::function<void()> later = [shared] { take(std::move(*shared)); };
  (void)co_await nested();                        // V: said aloud
  std::ignore = co_await nested();                // V: likewise
  co_await corun::create_task(co_await nested()); // V: started
  if (c)
    co_return co_await nested();                  // V: the caller's, as the signature says
  auto inner = co_await nested();
  co_return std::move(inner);
}
