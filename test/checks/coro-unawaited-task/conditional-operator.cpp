// RUN: %check_coro %s
//
// A conditional expression has the task of the arm it took. Case 3.
#include "../Inputs/user_task.h"

task<> f();
task<> g();
task<> stored();
[[noreturn]] void fail();

task<> lost(bool c, bool d) {
  c ? f() : g();             // X: both arms
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  // expected-warning@-2 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  c ? f() : task<>{};        // X: the arm that made a task
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  c ? f() : throw 1;         // X: the other arm has no value
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  c ? throw 1 : f();         // X: likewise on the right
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  c ? f() : d ? g() : f();   // X: nested
  // expected-warning@-1 2 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  // expected-warning@-2 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  (c ? f() : g());           // X: parentheses
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  // expected-warning@-2 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  c ? (void)0 : (f(), void()); // X: lost inside an arm
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

task<> awaited(bool c) {
  co_await (c ? f() : g());
  c ? co_await f() : co_await g();
  c ? (void)co_await f() : fail();
  auto t = c ? f() : g();
  co_await std::move(t);
}

task<> returned(bool c) { return c ? f() : g(); }

void take(task<> t);
void passed(bool c) { take(c ? f() : g()); }
