// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A helper in this file that gets a task by reference or by value: what its
// body does with the task decides. A body nobody can see may do anything.
#include "../Inputs/user_task.h"
#include <memory>
#include <optional>
#include <utility>
#include <vector>

task<> f();
task<int> g();
bool cond();
void log(bool b);
void spawn(task<> t);

// Helpers that only look.
void logs(const task<> &t) { log(t.valid()); }
void logs_mutable(task<> &t) { log(t.valid()); }
void logs_pointer(const task<> *t) { log(t != nullptr && t->valid()); }
bool asks(const task<> &t) { return t.valid(); }
void ignores(task<> &) {}
void logs_twice(const task<> &t) {
  logs(t);
  log(asks(t));
}
template <class T> void logs_any(const T &t) { log(t.valid()); }

task<> only_looked_at() {
  auto a = f(); // X: logs looks at it
  // expected-warning@-1 {{'a' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  logs(a);
  auto b = f(); // X: although the reference is mutable
  // expected-warning@-1 {{'b' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  logs_mutable(b);
  auto c = f(); // X: through a pointer
  // expected-warning@-1 {{'c' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  logs_pointer(&c);
  auto d = f(); // X: the answer is about it, not its value
  // expected-warning@-1 {{'d' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  if (asks(d))
    log(true);
  auto e = f(); // X: the helper does not even look
  // expected-warning@-1 {{'e' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  ignores(e);
  auto h = f(); // X: two helpers deep
  // expected-warning@-1 {{'h' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  logs_twice(h);
  auto i = f(); // X: a template that looks
  // expected-warning@-1 {{'i' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  logs_any(i);
  auto j = f(); // X: in a lambda that looks
  // expected-warning@-1 {{'j' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  [&] { log(j.valid()); }();
  co_return;
}

// Helpers that take it by value and let it die.
void drops(task<> t) {}
// expected-note@-1 {{the parameter is not awaited}}
void logs_and_drops(task<> t) { log(t.valid()); }
// expected-note@-1 {{the parameter is not awaited}}
void drops_rvalue(task<> &&t) { log(t.valid()); }
// expected-note@-1 {{the parameter is not awaited}}
template <class T> void drops_any(T) {}
task<> handed_to_one_that_drops() {
  drops(f());                // X: dies in there
  // expected-warning@-1 {{'f' returns a lazy task, and 'drops' does not await it; its body never runs [coro-unawaited-task]}}
  auto a = f(); // X: no await here
  // expected-warning@-1 {{'a' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  logs_and_drops(std::move(a)); // X: dies there
  // expected-warning@-1 {{'f' returns a lazy task, and 'logs_and_drops' does not await it; its body never runs [coro-unawaited-task]}}
  drops_rvalue(f());         // X: nobody moves from the reference
  // expected-warning@-1 {{'f' returns a lazy task, and 'drops_rvalue' does not await it; its body never runs [coro-unawaited-task]}}
  drops_any(f());            // V: a template that takes anything may be a sink on purpose
  co_return;
}
