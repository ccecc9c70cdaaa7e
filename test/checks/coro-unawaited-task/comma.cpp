// RUN: %check_coro %s
//
// Either side of a comma is lost unless it is awaited. Case 2.
#include "../Inputs/user_task.h"

task<> f();
task<int> g();
void log(const char *);

task<> lost() {
  f(), g();                         // X: two findings, left and right operand
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  // expected-warning@-2 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  f(), log("sent");                 // X: left operand
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  log("sending"), f();              // X: right operand
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  (f(), co_await g());              // X: left operand only
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_await f(), g();                // X: right operand only
  // expected-warning@-1 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  int n = (g(), 3);                 // X: left operand; the comma's value is 3
  // expected-warning@-1 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  log("a"), (f(), log("b"));        // X: nested
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  for (int i = 0; i < n; ++i, f()) { // X: in the increment
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  }
  co_return;
}

task<> awaited() {
  co_await f(), 1;
  co_await f(), co_await g();
  co_await (log("x"), f()); // V: the comma's value is the task
  int n = (log("x"), co_await g());
  (void)n;
}

task<int> returned() { return log("x"), g(); }
