// RUN: %check_coro %s
//
// Short-circuit operators and the other operators around a lost task. Case 4.
#include "../Inputs/user_task.h"

task<> f();
task<bool> check();
bool start(task<> t);
bool log(const char *);

task<> lost(bool cond, bool flag) {
  cond && (f(), true);        // X: lost on the right of &&
  cond || (f(), true);        // X: lost on the right of ||
  (f(), cond) && flag;        // X: lost on the left
  cond && flag || (f(), log("x")); // X: deeper
  !(f(), cond);               // X: under a unary operator
  bool b = cond && (f(), flag); // X: in an initialiser
  if (cond && (f(), flag))    // X: in a condition
    co_return;
  while ((f(), flag))         // X: in a loop's condition
    flag = false;
  (void)b;
  co_return;
}

task<> awaited(bool cond, bool flag) {
  cond && (co_await f(), true);
  flag || start(f()); // V: the callee has it
  cond && co_await check();
  if (cond && co_await check())
    co_return;
}
