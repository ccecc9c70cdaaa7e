// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// What the members of standard holders do with a pending task: reset, clear,
// erase, assign and emplace drop it (the finding is there), value, get and
// extract hand it out. Cases 13, 16, 18.
#include "../Inputs/user_task.h"
#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

task<> f();
task<int> g();
bool cond();
void work();
void spawn(task<> t);

task<> emptied() {
  std::optional<task<>> o = f();
  // expected-note@-1 {{the task is made here}}
  o.reset();             // X: pending
  // expected-warning@-1 {{'o' is emptied while it holds tasks that were never awaited; their bodies never run [coro-unawaited-task]}}
  std::optional<task<>> p{f()};
  // expected-note@-1 {{the task is made here}}
  p = std::nullopt;      // X: assigned away
  // expected-warning@-1 {{'p' is overwritten while it holds tasks that were never awaited; their bodies never run [coro-unawaited-task]}}
  std::optional<task<>> q(f());
  // expected-note@-1 {{the task is made here}}
  q.emplace(f());        // X: replaces a pending one
  // expected-warning@-1 {{'q' is overwritten while it holds tasks that were never awaited; their bodies never run [coro-unawaited-task]}}
  co_await std::move(*q);
  std::vector<task<>> v;
  v.push_back(f());
  // expected-note@-1 {{the task is made here}}
  v.clear();             // X: all of them
  // expected-warning@-1 {{'v' is emptied while it holds tasks that were never awaited; their bodies never run [coro-unawaited-task]}}
  std::vector<task<>> w;
  w.push_back(f());
  // expected-note@-1 {{the task is made here}}
  w.pop_back();          // X: the last
  // expected-warning@-1 {{'w' is emptied while it holds tasks that were never awaited; their bodies never run [coro-unawaited-task]}}
  std::map<int, task<>> m;
  m.emplace(1, f());
  // expected-note@-1 {{the task is made here}}
  m.clear();             // X: all of them
  // expected-warning@-1 {{'m' is emptied while it holds tasks that were never awaited; their bodies never run [coro-unawaited-task]}}
  auto u = std::make_unique<task<>>(f());
  // expected-note@-1 {{the task is made here}}
  u.reset();             // X: deleted
  // expected-warning@-1 {{'u' is emptied while it holds tasks that were never awaited; their bodies never run [coro-unawaited-task]}}
  std::variant<std::monostate, task<>> e = f();
  // expected-note@-1 {{the task is made here}}
  e = std::monostate{};  // X: assigned away
  // expected-warning@-1 {{'e' is overwritten while it holds tasks that were never awaited; their bodies never run [coro-unawaited-task]}}
}
task<> never_consumed() {
  std::optional<task<>> o = f();                // X: never awaited
  // expected-warning@-1 {{'o' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  std::variant<int, task<>> e = f();            // X: never awaited
  // expected-warning@-1 {{'e' holds tasks that are not awaited on every path; there, their bodies never run [coro-unawaited-task]}}
  std::tuple<int, task<>> t{1, f()};            // X: never awaited
  // expected-warning@-1 {{'t' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  std::pair p{f(), 1};                          // X: never awaited
  // expected-warning@-1 {{'p' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  auto u = std::make_unique<task<>>(f());       // X: never awaited
  // expected-warning@-1 {{'u' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  std::array<task<>, 2> a{f(), f()};            // X: never awaited
  // expected-warning@-1 {{'a' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  std::list<task<>> l;                          // X: filled, never drained
  // expected-warning@-1 {{'l' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  l.push_back(f());
  if (o.has_value() && e.index() == 1 && !l.empty())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    work(); // asked, not awaited
  co_return;
}
task<> one_element_forgotten() {
  std::tuple t{f(), g()};  // V: a use of one element counts for all
  co_await std::move(std::get<0>(t));
  std::pair p{f(), g()};   // V: likewise
  co_await std::move(p.first);
}
task<> on_one_path() {
  std::optional<task<>> o = f(); // X: when cond() is false
  // expected-warning@-1 {{'o' holds tasks that are not awaited on every path; there, their bodies never run [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(*o);
}
task<> lost_by_the_reset_alone() {
  std::optional<task<>> o = f();
  // expected-note@-1 {{the task is made here}}
  if (cond())
    o.reset(); // X: pending
    // expected-warning@-1 {{'o' is emptied while it holds tasks that were never awaited; their bodies never run [coro-unawaited-task]}}
  if (o)
    co_await std::move(*o);
}
