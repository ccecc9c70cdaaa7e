// RUN: %check_coro %s
//
// A task captured by a closure is the closure's; a lambda's body is a
// function of its own. Cases 15, 18, 21.
#include "../Inputs/user_task.h"
#include <functional>
#include <utility>

task<> f();
task<int> g();
void spawn(task<>);
void on_event(std::function<void()> fn);
template <class F> void later(F fn);
template <class F> void keep(F &&fn) {}
template <class F> task<> run(F fn) { co_await fn(); }

task<> captured() {
  auto a = f();
  auto run_a = [a = std::move(a)]() mutable -> task<> { co_await std::move(a); };
  co_await run_a();
  auto b = f();
  auto run_b = [&b]() -> task<> { co_await std::move(b); }; // V: by reference
  co_await run_b();
  auto c = f();
  keep([c = std::move(c)]() mutable { spawn(std::move(c)); });
  keep([d = f()]() mutable { spawn(std::move(d)); }); // V: init-capture
  auto e = f();
  auto all = [&]() -> task<> { co_await std::move(e); };
  co_await all();
  auto bound = std::bind_front([](task<> &t) { spawn(std::move(t)); }, f());
}

task<> a_body_of_its_own() {
  auto drops = [] { f(); };                    // X: in the lambda
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto keeps = [] { auto t = g(); };           // X: local of the lambda
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'g' never runs [coro-unawaited-task]}}
  auto path = [](bool c) -> task<> {
    auto t = f();                              // X: lost when c is false
    // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
    if (c)
    // expected-note@-1 {{the use is skipped when this condition is false}}
      co_await std::move(t);
  };
  auto nested = [] {
    return [] { f(); };                        // X: two levels down
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  };
  auto returns = [] { return f(); };           // V: its caller's
  auto deduced = [] { auto t = f(); return t; };
  drops();
  co_await path(true);
  co_await returns();
  co_await deduced();
}

task<> called() {
  auto returns = [] { return f(); };
  returns();            // X: the closure returns a task
  // expected-warning@-1 {{this lambda returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_await run([] { return f(); });  // V: run awaits what it calls
  co_await run(f);
}

task<> callables() {
  // belongs to coro-void-callback: the result of the callable is thrown away.
  on_event([] { return f(); });                 // V
  on_event([]() -> task<> { co_return; });      // V
  std::function<task<>()> stored = [] { return f(); }; // V: keeps the type
  co_await stored();
}
