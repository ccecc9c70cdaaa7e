// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A local object whose members are tasks, each of them consumed. Nothing is
// reported. members-of-locals.cpp has the other half.
#include "../Inputs/corun.h"
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include <memory>
#include <optional>
#include <utility>
#include <vector>

task<> f();
task<int> g();
bool cond();
void spawn(task<> t);

struct stages {
  task<> a, b;
};
struct named {
  int id;
  task<int> work;
};
struct nested {
  stages first;
  int id;
};
stages dispatch();
named begin();
nested deep();
void take(stages s);
void look(const stages &s);
void run(named n);

task<int> all_awaited() {
  auto s = dispatch();
  co_await std::move(s.a);
  co_await std::move(s.b);
  auto n = begin();
  int id = n.id;
  co_return id + co_await std::move(n.work);
}
stages returned() {
  auto s = dispatch();
  return s; // V: its caller's
}
stages built_and_returned() {
  stages s;
  s.a = f();
  s.b = f();
  return s;
}
task<> handed_on(std::vector<stages> &all) {
  auto s = dispatch();
  take(std::move(s)); // V: the whole of it
  auto t = dispatch();
  look(t); // V: a reference to what we don't see
  auto u = dispatch();
  all.push_back(std::move(u));
  auto v = dispatch();
  spawn(std::move(v.a));
  co_await std::move(v.b);
  run({.id = 1, .work = g()});
  co_return;
}
task<> both_arms() {
  auto s = dispatch();
  if (cond()) {
    co_await std::move(s.a);
    co_await std::move(s.b);
  } else {
    spawn(std::move(s.b));
    spawn(std::move(s.a));
  }
}
task<> captured() {
  auto s = dispatch();
  auto run = [s = std::move(s)]() mutable -> task<> {
    co_await std::move(s.a);
    co_await std::move(s.b);
  };
  co_await run();
}
task<> empty_members() {
  stages s; // V: default-constructed: no task yet
  s.a = f();
  co_await std::move(s.a);
}
task<> drained_through_a_pointer() {
  auto s = std::make_unique<stages>(dispatch());
  co_await std::move(s->a);
  co_await std::move(s->b);
}

// Objects that await their own members.
struct joiner {
  task<> pending;
  explicit joiner(task<> t) : pending(std::move(t)) {}
  task<> join() { co_await std::move(pending); }
};
task<> joins() {
  joiner j(f());
  co_await j.join(); // V: its own business
}
struct parent {
  stages s = dispatch(); // V: a member of a class
  task<> stop() {
    co_await std::move(s.a);
    co_await std::move(s.b);
  }
};
