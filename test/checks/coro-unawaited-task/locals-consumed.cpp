// RUN: %check_coro %s
// expected-no-diagnostics
//
// Locals that look forgotten and are not: consumed on every path, or handed to
// somebody else. Cases 15, 18, 20.
#include "../Inputs/user_task.h"
#include <vector>

task<> f();
task<int> g();
bool cond();
void take(task<>);
void take_ref(task<> &);
void take_const(const task<> &);
void spawn(task<>);
template <class T> void sink(T &&);

task<> both_arms() {
  task<> t;
  if (cond())
    t = f();
  else
    t = f();
  co_await std::move(t); // V: whichever it was
}

task<> on_all_paths(int n) {
  auto t = f();
  for (int i = 0; i < n; ++i)
    cond();
  co_await std::move(t); // V: after a loop
  auto u = f();
  if (cond())
    co_await std::move(u);
  else
    spawn(std::move(u));
  auto v = f();
  while (true) {
    if (cond()) {
      co_await std::move(v);
      break;
    }
  }
}

struct owner {
  task<> member;
  std::vector<task<>> list;
  owner(task<> t);
};
task<> *global;

task<> consumed_otherwise(owner &o) {
  auto a = f();
  o.member = std::move(a); // V: the owner's now
  auto b = f();
  o.list.push_back(std::move(b));
  auto c = f();
  take(std::move(c));
  auto d = f();
  take_ref(d); // V: unknown reference
  auto e = f();
  take_const(e); // V: even const, we don't see what it does
  auto h = f();
  sink(std::move(h));
  auto i = f();
  owner local(std::move(i));
  auto j = f();
  global = &j; // V: address taken
  auto k = f();
  auto run = [k = std::move(k)]() mutable -> task<> { co_await std::move(k); };
  co_await run();
  auto l = f();
  auto byref = [&]() -> task<> { co_await std::move(l); };
  co_await byref();
  task<> empty; // V: holds no task
  static auto s = f(); // V: outlives the function
  co_return;
}

task<> returned() {
  auto t = f();
  return t;
}
task<int> awaited_value() {
  auto t = g();
  int n = co_await std::move(t);
  auto u = g();
  co_return n + co_await std::move(u);
}
void parameter(task<> t); // V: declarations hold nothing
