// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A local object whose members are tasks: each member is an obligation; the
// finding is at the variable.
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

task<> never_awaited() {
  auto s = dispatch();          // X: neither a nor b
  // expected-warning@-1 {{'s.a' holds a lazy task that is never awaited; its body never runs [coro-unawaited-task]}}
  co_return;
}
task<> one_forgotten() {
  auto s = dispatch();          // X: b
  // expected-warning@-1 {{'s.b' holds a lazy task that is never awaited; its body never runs [coro-unawaited-task]}}
  co_await std::move(s.a);
}
task<> made_here() {
  stages s{f(), f()};           // X: a
  // expected-warning@-1 {{'s.a' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_await std::move(s.b);
}
task<> designated() {
  named n{.id = 1, .work = g()}; // X: work
  // expected-warning@-1 {{'n.work' holds a lazy task that is never awaited; the body of 'g' never runs [coro-unawaited-task]}}
  cond();
  co_return;
}
task<> assigned_later() {
  stages s;
  s.a = f();
  s.b = f();                    // X: b is never awaited
  // expected-warning@-1 {{'s.b' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_await std::move(s.a);
}
task<> overwritten_member() {
  auto s = dispatch();
  // expected-note@-1 {{the task is made here}}
  s.a = f();                    // X: the task that a held is dropped
  // expected-warning@-1 {{'s.a' is overwritten while it holds a lazy task that was never awaited; its body never runs [coro-unawaited-task]}}
  co_await std::move(s.a);
  co_await std::move(s.b);
}
task<> on_one_path() {
  auto s = dispatch();          // X: b is lost when cond() is false
  // expected-warning@-1 {{'s.b' holds a lazy task that is not awaited on every path; there, its body never runs [coro-unawaited-task]}}
  co_await std::move(s.a);
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(s.b);
}
task<> member_of_a_member() {
  auto n = deep();              // V: members of members are not followed
  co_await std::move(n.first.a);
}
task<> only_looked_at() {
  auto s = dispatch();          // X: asked, not awaited
  // expected-warning@-1 {{'s.a' holds a lazy task that is never awaited; its body never runs [coro-unawaited-task]}}
  if (s.a.valid() && s.b.valid())
    cond();
  co_return;
}
void in_a_plain_function() {
  auto n = begin();             // X: work
  // expected-warning@-1 {{'n.work' holds a lazy task that is never awaited; its body never runs [coro-unawaited-task]}}
  cond();
}
seastar::future<int> read();
struct request {
  seastar::future<int> header, body;
};
request send();
seastar::future<int> eager_members() {
  auto r = send();              // X: body
  // expected-warning@-1 {{'r.body' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  co_return co_await std::move(r.header);
}

task<> from_a_temporary() {
  co_await std::move(dispatch().a); // V: what else a temporary has is not followed
  co_await std::move(begin().work);
}
