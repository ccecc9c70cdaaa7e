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
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  cond || (f(), true);        // X: lost on the right of ||
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  (f(), cond) && flag;        // X: lost on the left
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  cond && flag || (f(), log("x")); // X: deeper
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  !(f(), cond);               // X: under a unary operator
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  bool b = cond && (f(), flag); // X: in an initialiser
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  if (cond && (f(), flag))    // X: in a condition
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    co_return;
  while ((f(), flag))         // X: in a loop's condition
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
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
