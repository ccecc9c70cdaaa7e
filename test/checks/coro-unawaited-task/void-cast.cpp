// RUN: %check_coro %s
//
// A discard that says it is one is left alone (option WarnOnVoid reports it).
// Case 7.
#include "../Inputs/user_task.h"
#include <tuple>

task<> f();
eager_task<int> g();

task<> said_aloud() {
  (void)f();
  static_cast<void>(f());
  std::ignore = f();
  (void)g();
  std::ignore = g();
  (void)(f());
  co_return;
}

task<> a_local_said_aloud() {
  auto t = f();
  (void)t; // V: as loud as the cast of the call
  auto u = f();
  std::ignore = std::move(u);
  co_return;
}

task<> not_said(bool c) {
  f(), (void)0;          // X: the cast is of the other operand
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  c ? (void)f() : void(); // V
  (void)(f(), 1);        // X: the cast is of 1
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

task<> named_on_purpose() {
  [[maybe_unused]] auto e = g(); // V: eager, it runs; opting out is legitimate
  [[maybe_unused]] auto t = f(); // X: lazy, nothing runs: the attribute can only hide the bug
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_return;
}
