// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// GNU statement expressions: the last statement is the value, all others are
// dropped as anywhere else. Macros are made of them.
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include <utility>

task<> f();
task<int> g();
seastar::future<int> read();
bool cond();
void work();
void spawn(task<> t);

task<> dropped(bool c) {
  ({ f(); });                          // X: the value of the whole, dropped
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  ({ f(); work(); });                  // X: not the last statement
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  int n = ({ f(); 1; });               // X: before the value
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = ({ work(); f(); });         // X: kept, never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  ({ ({ f(); }); });                   // X: two deep
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_await ({ g(); f(); });            // X: g's; f's is awaited
  // expected-warning@-1 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  if (({ f(); c; }))                   // X: in a condition
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    work();
  ({
    auto u = f();                      // X: dies at the end of the statement expression
    // expected-warning@-1 {{'u' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
    work();
  });
  c ? ({ f(); }) : f();                // X: either arm
  // expected-warning@-1 2 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  (void)n;
}
seastar::future<int> eager() {
  int n = ({ read(); 1; });            // X: eager, dropped
  // expected-warning@-1 {{'read' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  co_return n;
}

#define TRY(expr)                                                              \
  ({                                                                           \
    auto &&result = (expr);                                                    \
    std::move(result);                                                         \
  })
#define RUN(expr) ({ (void)(expr); })
#define LOG(expr) ({ work(); (expr); })
task<> by_macros() {
  LOG(f());                            // X: the macro hands the task on, and it is dropped
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = LOG(f());                   // X: kept, never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  LOG(work());
  RUN(f());                            // V: the macro says (void)
  co_await LOG(f());
  co_await TRY(f());
}

task<int> silent(bool c) {
  co_await ({ f(); });                 // V: the value is awaited
  co_await ({ work(); f(); });
  int n = co_await ({ work(); g(); });
  n += ({ co_await g(); });            // V: awaited inside
  ({ co_await f(); });
  ({ (void)f(); });
  auto t = ({ f(); });
  co_await std::move(t);
  spawn(({ f(); }));                   // V: passed on
  if (({ co_await f(); c; }))
    work();
  ({
    auto u = f();
    co_await std::move(u);
  });
  ({ work(); });                       // V: no task
  co_return ({ n + 1; });
}
task<> forwarded() { return ({ work(); f(); }); }
int in_a_plain_function() {
  ({ f(); });                          // X: nothing to await with
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  return ({ cond() ? 1 : 2; });
}
unsigned long unevaluated() {
  return sizeof(({ f(); 1; })) + sizeof(decltype(f())); // V: not evaluated
}
