// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++23
//
// A task where its value was meant: the test asks whether there is a task,
// and the answer is always yes. Case 23.
#include "../Inputs/user_task.h"
#include <coroutine>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

task<bool> check();
task<int> count();
task<> f();
bool cond();
void work();
#define REQUIRE(x) ((x) ? work() : void())

task<> fresh_results(bool c) {
  if (check())                     // X: always true
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    co_return;
  while (check())                  // X: endless
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    work();
  do
    work();
  while (!check());                // X: ends at once
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  for (; check();)                 // X: endless
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    work();
  int n = check() ? 1 : 2;         // X: always 1
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  bool a = !check();               // X: always false
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  bool b = check() && c;           // X: left of &&
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  bool d = c || check();           // X: right of ||
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  bool e(check());                 // X: direct initialisation
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  if (c && !(check()))             // X: in parentheses
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    work();
  if (count())                     // X: an int was meant
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    work();
  if (int m = 1; check())          // X: after an init statement
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    work();
  if ([]() -> task<bool> { co_return true; }()) // X: a lambda's task
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    work();
  REQUIRE(check());                // X: in a macro's argument
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  if (cond() ? check() : check())  // X: both arms are tasks
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    work();
}

task<> variables_from_a_call(bool c) {
  auto t = check();
  if (t)                           // X: it was just made
  // expected-warning@-1 {{'t' surely holds a task; this does not ask for its result; without co_await it is always true [coro-task-condition]}}
    work();
  bool known = c && !t;            // X: still there
  // expected-warning@-1 {{'t' surely holds a task; this does not ask for its result; without co_await it is always true [coro-task-condition]}}
  co_await std::move(t);
  const auto u = count();
  while (u)                        // X: endless
  // expected-warning@-1 {{'u' surely holds a task; this does not ask for its result; without co_await it is always true [coro-task-condition]}}
    work();
}

void in_a_plain_function() {
  if (check())                     // X: no co_await to offer, but as wrong
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    work();
}
template <class T> task<> in_a_template(T) {
  if (check())                     // X: without an instantiation
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    work();
  co_return;
}
template <class F> task<> dependent(F fn) {
  if (fn())                        // X: for callables that return tasks
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    work();
  co_return;
}
template <class F> task<> dependent_without_tasks(F fn) {
  if (fn())                        // V: bool
    work();
  co_return;
}
task<> instantiations() {
  co_await in_a_template(1);
  co_await dependent(check);
  co_await dependent_without_tasks(cond);
}

task<> awaited(bool c) {
  if (co_await check())            // V: the value
    work();
  while (!co_await check())
    work();
  if (c && co_await check() && co_await count() == 3)
    work();
  int n = co_await check() ? 1 : 2;
  if (bool ok = co_await check())
    work();
  auto t = check();
  bool ok = co_await std::move(t);
  if (ok)
    work();
  REQUIRE(co_await check());
}
