// RUN: %check_coro %s
//
// Either side of a comma is lost unless it is awaited. Case 2.
#include "../Inputs/user_task.h"

task<> f();
task<int> g();
void log(const char *);

task<> lost() {
  f(), g();                         // X: two findings, left and right operand
  f(), log("sent");                 // X: left operand
  log("sending"), f();              // X: right operand
  (f(), co_await g());              // X: left operand only
  co_await f(), g();                // X: right operand only
  int n = (g(), 3);                 // X: left operand; the comma's value is 3
  log("a"), (f(), log("b"));        // X: nested
  for (int i = 0; i < n; ++i, f()) { // X: in the increment
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
