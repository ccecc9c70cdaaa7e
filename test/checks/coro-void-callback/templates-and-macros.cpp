// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The conversion in templates (once, however often instantiated), in macros,
// in nested lambdas and in default arguments.
#include "../Inputs/user_task.h"
#include <functional>
#include <memory>
#include <utility>

task<> f();
template <class T> task<T> make(T value) { co_return value; }
void spawn(task<> t);
void on_event(std::function<void()> fn);
void on_task(std::function<task<>()> fn);

template <class T> void not_dependent(T) {
  on_event([]() -> task<> { co_await f(); }); // V: never instantiated, so not converted yet
}
template <class T> void dependent(T value) {
  on_event([value] { return make(value); }); // X: once for two instantiations
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  on_event([value] { spawn(f()); });
}
template <class F> void forwarded(F fn) {
  on_event(std::move(fn)); // V: the mistake is its caller's
  // expected-note@-1 {{its result is dropped here}}
}
template <class F> void forwarded_without_tasks(F fn) {
  on_event(std::move(fn)); // V: never given a task
}
template <class R> struct command {
  std::function<R()> run;
};
void instantiated() {
  dependent(1);
  dependent(2.0);
  forwarded([] { return f(); }); // X: converted in the template
  // expected-warning@-1 {{this callable returns a task, which 'forwarded' throws away; its body never runs [coro-void-callback]}}
  forwarded([] {});
  forwarded_without_tasks([] { spawn(f()); });
  command<void> a{f};   // X: R is void
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  command<task<>> b{f}; // V: R is the task
}

#define ON_EVENT(fn) on_event(fn)
#define HANDLER [] { return f(); }
void macros() {
  ON_EVENT([]() -> task<> { co_await f(); }); // X: in a macro's argument
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  on_event(HANDLER);                          // X: made by a macro
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  ON_EVENT([] { spawn(f()); });
}

void nested() {
  on_event([] {
    on_event([]() -> task<> { co_await f(); }); // X: the inner one
    // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  });
  on_task([]() -> task<> {
    on_event(f); // X: inside a coroutine
    // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
    co_await f();
  });
  auto later = [] { on_event([] { spawn(f()); }); };
  later();
}

void by_default(std::function<void()> fn = f);       // X: a default argument, once
// expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
void by_default_task(std::function<task<>()> fn = f); // V: keeps the task
std::function<void()> at_start = f;                   // X: at namespace scope
// expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
inline std::function<task<>()> kept = f;              // V: keeps the task
void uses_the_default() {
  by_default();
  by_default_task();
}

struct callable {
  task<> operator()() const;
};
struct void_callable {
  void operator()() const;
  task<> operator()(int) const;
};
void function_objects() {
  on_event(callable{});            // X: an object with a call operator
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  callable c;
  on_event(std::ref(c));           // X: through std::ref
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  on_task(callable{});
  on_event(void_callable{});       // V: the overload that is called returns nothing
  auto shared = std::make_shared<callable>();
  on_event([shared] { spawn((*shared)()); });
}
