// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A helper that gets a task by reference or by value and consumes it, and
// helpers whose body nobody can see. Nothing is reported.
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

void logs(const task<> &t) { log(t.valid()); }

// Helpers that consume.
task<> awaits_reference(task<> &t) { co_await std::move(t); }
task<> awaits_pointer(task<> *t) { co_await std::move(*t); }
task<> awaits_value(task<> t) { co_await std::move(t); }
task<> awaits_rvalue(task<> &&t) { co_await std::move(t); }
void spawns(task<> &t) { spawn(std::move(t)); }
void stores(std::vector<task<>> &v, task<> t) { v.push_back(std::move(t)); }
task<> *stored;
void stores_address(task<> &t) { stored = &t; }
task<> &returns_it(task<> &t) { return t; }
void spawns_if_valid(task<> &t) {
  if (t.valid())
    spawn(std::move(t));
}
void hands_on(task<> &t) { spawns(t); }
template <class T> void takes_any(T &t) { spawn(std::move(t)); }
struct worker {
  std::vector<task<>> queue;
  void add(task<> &&t) { queue.push_back(std::move(t)); }
  template <class... A> void emplace(A &&...a) {
    queue.emplace_back(std::forward<A>(a)...);
  }
};
struct keeper {
  task<> &t;
  explicit keeper(task<> &t) : t(t) {}
  task<> run() { co_await std::move(t); }
};

task<> consumed(std::vector<task<>> &all, worker &w) {
  auto a = f();
  co_await awaits_reference(a); // V: awaited there
  auto b = f();
  co_await awaits_pointer(&b);
  co_await awaits_value(f());
  auto c = f();
  co_await awaits_rvalue(std::move(c));
  auto d = f();
  spawns(d); // V: moved from
  auto e = f();
  stores(all, std::move(e));
  auto h = f();
  stores_address(h); // V: anybody may use it now
  auto i = f();
  co_await std::move(returns_it(i)); // V: through what the helper returns
  auto j = f();
  spawns_if_valid(j); // V: it is valid
  auto k = f();
  hands_on(k); // V: two helpers deep
  auto l = f();
  takes_any(l);
  w.add(f());
  w.emplace(f());
  auto m = f();
  keeper keep(m);
  co_await keep.run();
  auto n = f();
  logs(n); // V: looked at, then awaited
  co_await std::move(n);
}

// Bodies that nobody can see here.
void unknown_reference(task<> &t);
void unknown_const(const task<> &t);
void unknown_pointer(task<> *t);
void unknown_value(task<> t);
template <class T> void unknown_template(T &&t);
struct sink {
  virtual void take(task<> &t) { log(t.valid()); }
};
task<> unknown(sink &s, void (*pointer)(task<> &)) {
  auto a = f();
  unknown_reference(a); // V
  auto b = f();
  unknown_const(b); // V
  auto c = f();
  unknown_pointer(&c); // V
  unknown_value(f()); // V
  auto d = f();
  unknown_template(d); // V
  auto e = f();
  s.take(e); // V: virtual: others may override it
  auto h = f();
  pointer(h); // V: any function
  co_return;
}
