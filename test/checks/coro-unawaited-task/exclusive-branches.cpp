// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Branches of which one is taken: the task is consumed in each, in different
// ways, or in one too few. Cases 15 and 20; locals.cpp has the plain forms.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

enum class mode { wait, spawn, forward, skip };
task<> f();
task<int> g();
bool cond();
void work();
void spawn(task<> t);
void unreachable [[noreturn]] ();

task<> one_of_three_forgets(int n) {
  auto t = f(); // X: the last arm
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (n == 1)
    co_await std::move(t);
  else if (n == 2)
  // expected-note@-1 {{the use is skipped when this condition is false}}
    spawn(std::move(t));
  else
    work();
}
task<> no_last_else(int n) {
  auto t = f(); // X: for any other n
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (n == 1)
    co_await std::move(t);
  else if (n == 2)
  // expected-note@-1 {{the use is skipped when this condition is false}}
    spawn(std::move(t));
}
task<> a_case_falls_out(mode m) {
  auto t = f(); // X: in mode::skip
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  switch (m) {
  case mode::wait:
    co_await std::move(t);
    break;
  case mode::spawn:
  case mode::forward:
    spawn(std::move(t));
    break;
  case mode::skip:
    break;
  }
}
task<> no_default(int n) {
  auto t = f(); // X: for any other n
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  switch (n) {
  case 1:
    co_await std::move(t);
    break;
  case 2:
    spawn(std::move(t));
    break;
  }
}
task<> a_branch_in_a_branch(bool a, bool b) {
  auto t = f(); // X: a and not b
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (a) {
    if (b)
    // expected-note@-1 {{the use is skipped when this condition is false}}
      co_await std::move(t);
    work();
  } else {
    spawn(std::move(t));
  }
}
task<> conditional_operator(bool c) {
  auto t = f(); // X: when c is false
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  c ? spawn(std::move(t)) : work();
  // expected-note@-1 {{the use is skipped when this condition is false}}
  co_return;
}
task<> short_circuit(bool c) {
  auto t = f(); // X: when c is false
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  c && (spawn(std::move(t)), true);
  // expected-note@-1 {{the use is skipped when this condition is false}}
  co_return;
}
task<> two_variables(bool c) {
  auto a = f(); // X: when c is false
  // expected-warning@-1 {{'a' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  auto b = f(); // X: when c is true
  // expected-warning@-1 {{'b' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (c)
  // expected-note@-1 {{the use is skipped when this condition is false}}
  // expected-note@-2 {{the use is skipped when this condition is true}}
    co_await std::move(a);
  else
    co_await std::move(b);
}
task<> race_without_a_winner(bool c) {
  auto a = f();
  auto b = g(); // X: only when c
  // expected-warning@-1 {{'b' holds a lazy task that is not awaited on every path; there, the body of 'g' never runs [coro-unawaited-task]}}
  co_await std::move(a);
  if (c)
  // expected-note@-1 {{the use is skipped when this condition is false}}
    (void)co_await std::move(b);
}
