// RUN: %check_coro %s
//
// A coroutine lambda that is called where it stands. Case 25.
#include "../Inputs/user_task.h"

task<> f();
void work();

task<> lost(int n) {
  []() -> task<> { co_return; }();          // X: the body never runs
  // expected-warning@-1 {{this lambda returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  [n]() -> task<> { co_await f(); }();      // X: nor with captures
  // expected-warning@-1 {{this lambda returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  [&] { return f(); }();                    // X: not a coroutine, but returns a task
  // expected-warning@-1 {{this lambda returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  [](auto x) -> task<> { co_return; }(1);   // X: generic
  // expected-warning@-1 {{this lambda returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = []() -> task<> { co_return; }(); // X: kept, never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; its body never runs [coro-unawaited-task]}}
  auto body = []() -> task<> { co_return; };
  body();                                   // X: named, then called
  // expected-warning@-1 {{this lambda returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

task<> silent(int n) {
  co_await []() -> task<> { co_return; }();
  co_await [n]() -> task<> { co_await f(); }();
  auto t = []() -> task<> { co_return; }();
  co_await std::move(t);
  []() -> detached { co_await f(); }();     // V: a detached type
  [] { work(); }();                         // V: no task
  [&] { (void)f(); }();                     // V: said aloud
  [] { return 1; }();
  auto body = []() -> task<> { co_return; }; // V: a closure is no task
}

void in_a_plain_function() {
  []() -> task<> { co_return; }();          // X: lazy: never runs
  // expected-warning@-1 {{this lambda returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  []() -> detached { co_return; }();
}
