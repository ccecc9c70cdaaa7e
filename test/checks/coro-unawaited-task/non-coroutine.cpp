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
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = g(); // X: never used
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'g' never runs [coro-unawaited-task]}}
  started();    // X: eager and [[nodiscard]]
  // expected-warning@-1 {{'started' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
}

struct service {
  service() { f(); }                // X: constructor
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  ~service() { f(); }               // X: destructor
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  service(int) : id((f(), 1)) {}    // X: member initialiser
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  void operator()() { f(); }        // X: call operator
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  operator bool() { f(); return true; } // X: conversion
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  void on_event() noexcept { f(); } // X: dropped
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  int id = 0;
  int other = (f(), 2);             // X: default member initialiser, once
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
};

static int at_start = (f(), 1);       // X: static initialiser
// expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
thread_local int per_thread = (f(), 1); // X: thread_local initialiser
// expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
inline int inline_variable = (f(), 1);  // X: dropped
// expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
void with_default(int n = (f(), 1));    // X: default argument, once
// expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
task<> kept_in_a_global = f();          // V: stored
auto spawned = (spawn(f()), 1);         // V: passed

int one_path(bool c) {
  auto t = g(); // X: lost when c is false
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'g' never runs [coro-unawaited-task]}}
  if (c)
  // expected-note@-1 {{the use is skipped when this condition is false}}
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
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (c)
  // expected-note@-1 {{the use is skipped when this condition is false}}
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
// expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}

int main() {
  f(); // X: in main
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  run(f());
  service s;
  return run(g());
}
