// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Branches of which one is taken, each of which consumes the task in its own way.
// Nothing is reported. exclusive-branches.cpp has the other half.
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

task<> each_in_its_way(int n) {
  auto t = f();
  if (n == 1)
    co_await std::move(t);
  else if (n == 2)
    spawn(std::move(t));
  else
    (void)std::move(t); // V: said aloud
}
task<> every_case(mode m) {
  auto t = f();
  switch (m) {
  case mode::wait:
    co_await std::move(t);
    break;
  case mode::spawn:
  case mode::forward:
    spawn(std::move(t));
    break;
  case mode::skip:
    throw std::runtime_error("skipped"); // V: the function failed
  }
}
task<> enumerators_are_all_there(mode m) {
  auto t = f();
  switch (m) { // V: no default, and none is needed
  case mode::wait:
  case mode::skip:
    co_await std::move(t);
    break;
  case mode::spawn:
  case mode::forward:
    spawn(std::move(t));
    break;
  }
}
task<> default_cannot_happen(int n) {
  auto t = f();
  switch (n) {
  case 1:
    co_await std::move(t);
    break;
  default:
    unreachable(); // V: never comes back
  }
}
task<> falls_through(int n) {
  auto t = f();
  switch (n) {
  case 1:
    work();
    [[fallthrough]];
  default:
    co_await std::move(t); // V: every way ends here
  }
}
task<> made_in_the_branch_that_awaits(bool c) {
  if (c) {
    auto t = f();
    co_await std::move(t);
  } else {
    auto t = g();
    (void)co_await std::move(t);
  }
}
task<> chosen_then_awaited(bool c) {
  auto t = c ? f() : task<>();
  co_await std::move(t);
}
task<> both_operands(bool c) {
  auto t = f();
  c ? spawn(std::move(t)) : (void)std::move(t); // V: each arm
  co_return;
}
task<> complementary(bool c) {
  auto t = f();
  if (c)
    co_await std::move(t);
  if (!c)
    spawn(std::move(t)); // V: one of the two
}
task<> constant_conditions() {
  auto t = f();
  if (true)
    co_await std::move(t); // V: always
  auto u = f();
  if constexpr (sizeof(int) >= 2)
    co_await std::move(u);
  auto v = f();
  do
    co_await std::move(v);
  while (false);
}
