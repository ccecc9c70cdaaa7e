// RUN: %check_coro %s
//
// Plain functions lose tasks too. There is no co_await to offer there.
// Cases 6, 12.
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"

task<> f();
task<int> g();
seastar::future<> started();
void spawn(task<> t);
template <class T> T run(task<T> t);
bool cond();

void plain() {
  f();          // X: lazy, never runs
  auto t = g(); // X: never used
  started();    // X: eager and [[nodiscard]]
}

struct service {
  service() { f(); }                // X: constructor
  ~service() { f(); }               // X: destructor
  service(int) : id((f(), 1)) {}    // X: member initialiser
  void operator()() { f(); }        // X: call operator
  operator bool() { f(); return true; } // X: conversion
  void on_event() noexcept { f(); } // X: dropped
  int id = 0;
  int other = (f(), 2);             // X: default member initialiser, once
};

static int at_start = (f(), 1);       // X: static initialiser
thread_local int per_thread = (f(), 1); // X: thread_local initialiser
inline int inline_variable = (f(), 1);  // X: dropped
void with_default(int n = (f(), 1));    // X: default argument, once
task<> kept_in_a_global = f();          // V: stored
auto spawned = (spawn(f()), 1);         // V: passed

int one_path(bool c) {
  auto t = g(); // X: lost when c is false
  if (c)
    return run(std::move(t));
  return 0;
}

task<> forwarded() { return f(); }
task<> forwarded_local() {
  auto t = f();
  cond();
  return t;
}
task<> forwarded_on_one_path(bool c) {
  auto t = f(); // X: lost by the other return
  if (c)
    return t;
  return task<>();
}
void passed() {
  spawn(f());
  run(g());
  auto t = f();
  spawn(std::move(t));
}
auto as_a_callable = [] { return f(); };
auto losing_callable = [] { f(); }; // X: in a lambda at namespace scope

int main() {
  f(); // X: in main
  run(f());
  service s;
  return run(g());
}
