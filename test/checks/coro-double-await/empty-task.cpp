// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that may hold nothing when it is awaited: made by the default
// constructor, assigned on some paths only. DA03.
#include "../Inputs/qcoro.h"
#include "../Inputs/user_task.h"
#include <utility>

QCoro::Task<int> compute();
task<int> fetch();
task<int> fallback();
void use(int);

QCoro::Task<int> DA03_assigned_if(bool c) {
  QCoro::Task<int> t;
  // expected-note@-1 {{made empty here}}
  if (c)
    t = compute();
  co_return co_await t; // X: empty when !c
  // expected-warning@-1 {{'t' is awaited where it may hold no task; it was made empty, and not every path gives it one [coro-double-await]}}
}
task<int> assigned_if(bool c) {
  task<int> t;
  // expected-note@-1 {{made empty here}}
  if (c)
    t = fetch();
  co_return co_await std::move(t); // X: empty when !c
  // expected-warning@-1 {{'t' is awaited where it may hold no task; it was made empty, and not every path gives it one [coro-double-await]}}
}
task<int> never_assigned() {
  task<int> t;
  // expected-note@-1 {{made empty here}}
  co_return co_await std::move(t); // X: empty
  // expected-warning@-1 {{'t' is awaited where it may hold no task; it was made empty, and not every path gives it one [coro-double-await]}}
}
task<int> one_case_forgotten(int kind) {
  task<int> t;
  // expected-note@-1 {{made empty here}}
  switch (kind) {
  case 0:
    t = fetch();
    break;
  case 1:
    t = fallback();
    break;
  }
  co_return co_await std::move(t); // X: empty for other kinds
  // expected-warning@-1 {{'t' is awaited where it may hold no task; it was made empty, and not every path gives it one [coro-double-await]}}
}

task<int> assigned_on_both(bool c) {
  task<int> t;
  if (c)
    t = fetch();
  else
    t = fallback();
  co_return co_await std::move(t); // V: assigned on every path
}
task<int> returns_if_not_assigned(bool c) {
  task<int> t;
  if (c)
    t = fetch();
  else
    co_return 0;
  co_return co_await std::move(t); // V: assigned where it comes here
}
task<int> validity_is_asked(bool c) {
  task<int> t;
  if (c)
    t = fetch();
  co_return t.valid() ? co_await std::move(t) : 0; // V: asked
}
task<int> same_condition(bool c) {
  task<int> t;
  if (c)
    t = fetch();
  use(1);
  if (c)
    co_return co_await std::move(t); // V: assigned under the same condition
  co_return 0;
}
void fill(task<int> &out);
task<int> filled_by_a_function() {
  task<int> t;
  fill(t);
  co_return co_await std::move(t); // V: fill may have assigned it
}
task<int> filled_by_a_lambda(void (*post)(int)) {
  task<int> t;
  auto start = [&t] { t = fetch(); };
  start();
  co_return co_await std::move(t); // V: the lambda assigned it
}
