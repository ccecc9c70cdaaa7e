// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locals consumed before the end of their own scope. Nothing is reported.
// scopes.cpp has the other half.
#include "../Inputs/user_task.h"
#include <optional>
#include <utility>

task<> f();
task<int> g();
bool cond();
void work();
void spawn(task<> t);

task<> awaited_in_its_block() {
  {
    auto t = f();
    work();
    co_await std::move(t); // V: before the brace
  }
  {
    auto t = f();
    spawn(std::move(t));
  }
}
task<> declared_outside() {
  task<> t;
  {
    t = f();
    work();
  }
  co_await std::move(t); // V: outlives the block
}
task<> moved_out_of_the_block() {
  std::optional<task<>> outer;
  {
    auto t = f();
    outer = std::move(t); // V: moved to what outlives it
  }
  co_await std::move(*outer);
}
task<> shadowed_and_both_awaited() {
  auto t = f();
  {
    auto t = g();
    (void)co_await std::move(t);
  }
  co_await std::move(t);
}
task<> init_statements(bool c) {
  if (auto t = f(); c)
    co_await std::move(t);
  else
    spawn(std::move(t)); // V: in both arms
  for (auto t = f();;) {
    co_await std::move(t);
    break;
  }
  switch (auto t = g(); c) {
  default:
    (void)co_await std::move(t);
  }
}
task<> goto_within_the_scope() {
  auto t = f();
  if (cond())
    goto wait;
  work();
wait:
  co_await std::move(t); // V: both ways lead here
}
task<> retry() {
again:
  auto t = f();
  co_await std::move(t);
  if (cond())
    goto again; // V: awaited before it dies
}
task<> nested_functions() {
  auto t = f();
  struct local {
    static task<> run() {
      auto t = f();
      co_await std::move(t); // V: another function's t
    }
  };
  co_await local::run();
  co_await std::move(t);
}
task<> lifetime_extended() {
  auto &&t = f();
  {
    work();
  }
  co_await std::move(t); // V: lives as long as the reference
}
