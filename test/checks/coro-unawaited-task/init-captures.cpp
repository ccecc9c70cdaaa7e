// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task made in, or moved into, an init-capture belongs to the closure; a
// closure that is never called and goes nowhere takes it along.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <functional>
#include <memory>
#include <utility>
#include <vector>

task<> f();
task<int> g(int n);
bool cond();
void log(bool b);
void spawn(task<> t);
template <class F> void later(F fn) { new F(std::move(fn)); }
template <class F> task<> run(F fn) { co_await fn(); }
template <class T> struct box {
  T value;
};

task<> never_called() {
  auto a = [t = f()]() mutable -> task<> { co_await std::move(t); }; // X: never called: t never runs
  // expected-warning@-1 {{'a' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  auto t = f();
  auto b = [t = std::move(t)]() mutable { spawn(std::move(t)); }; // X: likewise
  // expected-warning@-1 {{'b' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_return;
}
task<> never_awaited_inside() {
  auto a = [t = f()] { log(t.valid()); }; // X: the body only looks
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  a();
  auto b = [t = f(), n = 1] { return n; }; // X: the body does not even look
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  b();
  co_return;
}
task<> closure_dropped() {
  [t = f()] {}; // X: the closure dies where it stands
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_return;
}
task<> inside_the_body() {
  auto a = [n = 1]() -> task<> {
    auto t = g(n); // X: a local of the lambda
    // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'g' never runs [coro-unawaited-task]}}
    co_return;
  };
  co_await a();
  auto b = [n = 2] { g(n); }; // X: dropped in the lambda
  // expected-warning@-1 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  b();
}
task<> expression_in_a_capture() {
  auto a = [n = (f(), 1)] { return n; }; // X: dropped left of the comma
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  a();
  co_return;
}
task<> original_used_up() {
  auto t = f();
  auto a = [&t] { log(t.valid()); }; // V: see lambda-captures.cpp
  a();
  co_await std::move(t);
}

task<> called() {
  auto a = [t = f()]() mutable -> task<> { co_await std::move(t); };
  co_await a(); // V: awaited in the body
  auto t = f();
  auto b = [t = std::move(t)]() mutable { spawn(std::move(t)); };
  b();
  co_await [t = f()]() mutable -> task<> { co_await std::move(t); }();
  auto c = [t = g(1)]() mutable -> task<int> { co_return co_await std::move(t); };
  int n = co_await c();
  auto d = [t = f()]() mutable { return std::move(t); };
  co_await d(); // V: hands it out
  (void)n;
}
task<> handed_on(std::vector<std::function<task<>()>> &all) {
  later([t = f()]() mutable { spawn(std::move(t)); }); // V: the callee's closure
  co_await run([t = f()]() mutable -> task<> { co_await std::move(t); });
  auto a = [t = f()]() mutable -> task<> { co_await std::move(t); };
  later(std::move(a)); // V: moved on
  auto shared = std::make_shared<task<>>(f());
  all.push_back([shared] { return std::move(*shared); }); // V: shared
  auto b = [t = f()]() mutable -> task<> { co_await std::move(t); };
  auto boxed = box{std::move(b)};
  co_await boxed.value();
}
auto returned() {
  return [t = f()]() mutable -> task<> { co_await std::move(t); }; // V: its caller's
}
task<> on_both_paths() {
  auto a = [t = f()]() mutable -> task<> { co_await std::move(t); };
  if (cond())
    co_await a();
  else
    later(std::move(a));
}
task<> nested() {
  auto outer = [t = f()]() mutable {
    return [t = std::move(t)]() mutable -> task<> { co_await std::move(t); };
  };
  co_await outer()();
}
corun::task<> work();
corun::task<> handles() {
  auto wait = [h = corun::create_task(work())]() -> corun::task<> { co_await h; };
  co_await wait();
}
task<> references() {
  auto t = f();
  auto a = [&t = t]() -> task<> { co_await std::move(t); }; // V: by reference
  co_await a();
  auto u = f();
  auto b = [p = &u]() -> task<> { co_await std::move(*p); }; // V: its address
  co_await b();
}
