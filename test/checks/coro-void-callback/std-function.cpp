// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// A callable that returns a task becomes a std::function<void()>: whoever
// calls it throws the task away, and no line shows it. The finding is where
// the conversion is.
#include "../Inputs/user_task.h"
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

task<> f();
task<> g(int n);
task<int> number();
void work();
void spawn(task<> t);
void on_event(std::function<void()> fn);
void on_value(const std::string &name, std::function<void(int)> fn);
void on_ref(const std::function<void()> &fn);
void on_task(std::function<task<>()> fn);

void given_as_an_argument() {
  on_event([]() -> task<> { co_await f(); });           // X: coroutine lambda
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  on_event([] { return f(); });                         // X: returns a task without being a coroutine
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  on_event(f);                                          // X: a function by name
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  on_event(&f);                                         // X: its address
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  on_value("a", g);                                     // X: with a parameter
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void (int)>' throws away; its body never runs [coro-void-callback]}}
  on_value("b", [](auto n) -> task<> { co_await g(n); }); // X: generic
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void (int)>' throws away; its body never runs [coro-void-callback]}}
  on_ref([]() -> task<int> { co_return 1; });           // X: bound to a reference
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  on_event(std::bind(g, 1));                            // X: std::bind
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  on_event(std::bind_front(g, 1));                      // X: std::bind_front
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
}

void assigned() {
  std::function<void()> a = []() -> task<> { co_await f(); }; // X: initialised
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  std::function<void()> b(f);                                 // X: direct initialisation
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  std::function<void()> c{[] { return number(); }};           // X: braces
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  a = f;                                                      // X: assigned
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  b = [&]() -> task<> { co_await f(); };                      // X: with a capture
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  std::map<std::string, std::function<void(int)>> by_name;
  by_name["g"] = g;                                           // X: into a map
  // expected-warning@-1 {{this callable returns a task, which a 'mapped_type' throws away; its body never runs [coro-void-callback]}}
  std::vector<std::function<void()>> all;
  all.push_back([] { return f(); });                          // X: into a vector
  // expected-warning@-1 {{this callable returns a task, which a 'value_type' throws away; its body never runs [coro-void-callback]}}
  std::function<task<>()> kept = f;                           // V: keeps the type
  a = kept;                                                   // X: and loses it here
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
}

std::function<void()> returned() {
  return []() -> task<> { co_await f(); }; // X: as a result
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
}

struct options {
  std::function<void()> on_done;
  std::function<task<>()> on_stop;
};
void start(options o);
struct listener {
  std::function<void()> fn;
  listener(std::function<void()> fn) : fn(std::move(fn)) {} // V: the type is the same
  listener(int) : fn([] { return f(); }) {}                 // X: in a member initialiser
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
};
void in_a_structure() {
  start({.on_done = []() -> task<> { co_await f(); }, // X: a designated member
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
         .on_stop = []() -> task<> { co_await f(); }}); // V: this one keeps it
  listener l([]() -> task<> { co_await f(); });       // X: a constructor's parameter
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
}

struct server {
  task<> accept();
  void run();
  void hook() {
    on_event([this] { return accept(); });           // X: captures this
    // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
    on_event(std::bind(&server::accept, this));      // X: a bound member
    // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
    on_event([this] { run(); });                     // V: returns nothing
    on_event([this] { spawn(accept()); });           // V: spawned
    on_task([this] { return accept(); });            // V: the callee has the task
  }
};

void silent() {
  on_event([] { work(); });
  on_event(work);
  on_event([] { return 1; });                         // V: no task
  on_event([] { spawn(f()); });                       // V: spawned
  on_event([]() -> detached { co_await f(); });       // V: a detached coroutine
  on_event([] { (void)f(); });                        // V: said aloud
  on_event([] { f(); });                              // V: belongs to coro-unawaited-task
  on_event(nullptr);
  on_event({});
  on_task(f);                                         // V: the result is a task
  on_task([]() -> task<> { co_await f(); });
  std::function<task<int>()> n = number;
  std::function<task<>(int)> m = g;
  std::function<std::vector<int>()> v = [] { return std::vector{1}; };
  task<> (*pointer)() = f;                            // V: a pointer of the right type
  auto closure = []() -> task<> { co_await f(); };    // V: a closure is no conversion
  auto make = [] { return [] { return f(); }; };      // V: returns a closure
  on_event([] { on_task(f); });
}

task<> the_outer_call_is_awaited() {
  std::function<task<>()> body = f;
  on_event([&] { return body(); }); // X: returns what body returns
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void ()>' throws away; its body never runs [coro-void-callback]}}
  co_await body();
}
