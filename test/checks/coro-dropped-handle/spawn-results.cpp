// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++23
//
// corun::create_task starts a task and gives a handle. The loop holds the
// task weakly: who throws the handle away never sees its exception.
#include "../Inputs/corun.h"
#include <chrono>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
corun::task<> work();
corun::task<int> answer();
bool cond();
void take(corun::task_handle<> h);
void log(bool);

corun::task<> discarded(bool c) {
  corun::create_task(work());                        // X: a statement
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  corun::create_task(answer());                      // X: the value is lost as well
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  if (c)
    corun::create_task(work());                      // X: a body without braces
    // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  for (int i = 0; i < 3; ++i)
    corun::create_task(work());                      // X: each iteration
    // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  c ? corun::create_task(work()) : corun::create_task(work()); // X: either arm
  // expected-warning@-1 2 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  corun::create_task(work()), cond();                // X: left of a comma
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  c && (corun::create_task(work()), true);           // X: on one side of &&
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  corun::create_task([]() -> corun::task<> { co_await work(); }()); // X: of a lambda's task
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  corun::create_task(work()).done();                 // X: a look at it keeps nothing
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  co_return;
}

void discarded_in_a_plain_function() {
  corun::create_task(work()); // X: nothing can be awaited here; detach or keep
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
}

template <class T> void discarded_in_a_template(corun::task<T> t) {
  corun::create_task(std::move(t)); // X: once for two instantiations
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
}
template <class F> void discarded_in_a_callable_template(F f) {
  corun::create_task(f()); // X
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
}
void instantiations() {
  discarded_in_a_template(work());
  discarded_in_a_template(answer());
  discarded_in_a_callable_template(work);
}

#define SPAWN(t) corun::create_task(t)
void discarded_by_a_macro() {
  SPAWN(work()); // X: the macro's text, this line's doing
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  SPAWN(work()).detach();
}

struct server {
  corun::task<> serve();
  void start() {
    corun::create_task(serve()); // X: the usual place of this mistake
    // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  }
};

corun::task<> kept(std::vector<corun::task_handle<>> &all) {
  auto h = corun::create_task(work());
  co_await h;                                        // V: awaited
  co_await corun::create_task(work());               // V: at once
  int n = co_await corun::create_task(answer());
  corun::create_task(work()).detach();               // V: aloud
  take(corun::create_task(work()));                  // V: handed on
  all.push_back(corun::create_task(work()));         // V: the caller's list
  (void)corun::create_task(work());                  // V: (void)
  static_cast<void>(corun::create_task(work()));     // V: likewise
  std::ignore = corun::create_task(work());          // V: std::ignore
  corun::create_task(work()).cancel();               // V: not wanted after all
  log(corun::create_task(work()).done());            // X: nobody has the handle after the call
  // expected-warning@-1 {{'create_task' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  (void)n;
}

corun::task_handle<> returned() { return corun::create_task(work()); } // V: its caller's
auto returned_by_a_lambda = [] { return corun::create_task(work()); };
struct owner {
  corun::task_handle<> running = corun::create_task(work()); // V: a member
  std::optional<corun::task_handle<>> maybe;
  void restart() { maybe = corun::create_task(work()); }     // V: a member
};

// A function of one's own with the library's name, and one that waits.
namespace mine {
void create_task(corun::task<> t);
}
void other_functions() {
  mine::create_task(work()); // V: gives no handle
  corun::run(work());
}
