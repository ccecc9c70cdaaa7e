// RUN: %check_coro %s -- -std=c++23
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++23: std::move_only_function drops results as std::function does, and
// std::invoke_r<void> says so.
#include "../Inputs/user_task.h"
#include <functional>
#include <memory>
#include <utility>
#include <vector>

task<> f();
task<> g(int n);
void work();
void spawn(task<> t);

class queue {
public:
  void post(std::move_only_function<void()> job);
  void post_task(std::move_only_function<task<>()> job);
  void each(std::move_only_function<void(int) const> job);
  std::vector<std::move_only_function<void()>> jobs;
};

void dropped(queue &q) {
  q.post([]() -> task<> { co_await f(); });             // X: coroutine lambda
  // expected-warning@-1 {{this callable returns a task, which a 'std::move_only_function<void ()>' throws away; its body never runs [coro-void-callback]}}
  q.post([p = std::make_unique<int>(1)] { return g(*p); }); // X: move-only capture
  // expected-warning@-1 {{this callable returns a task, which a 'std::move_only_function<void ()>' throws away; its body never runs [coro-void-callback]}}
  q.post(f);                                            // X: function
  // expected-warning@-1 {{this callable returns a task, which a 'std::move_only_function<void ()>' throws away; its body never runs [coro-void-callback]}}
  q.each(g);                                            // X: with a parameter
  // expected-warning@-1 {{this callable returns a task, which a 'std::move_only_function<void (int) const>' throws away; its body never runs [coro-void-callback]}}
  q.each([](this auto, int n) -> task<> { co_await g(n); }); // X: deduced this
  // expected-warning@-1 {{this callable returns a task, which a 'std::move_only_function<void (int) const>' throws away; its body never runs [coro-void-callback]}}
  q.jobs.push_back([]() -> task<> { co_await f(); });   // X: stored
  // expected-warning@-1 {{this callable returns a task, which a 'value_type' throws away; its body never runs [coro-void-callback]}}
  std::move_only_function<void()> cb = f;               // X: a variable
  // expected-warning@-1 {{this callable returns a task, which a 'std::move_only_function<void ()>' throws away; its body never runs [coro-void-callback]}}
  cb = [] { return f(); };                              // X: assigned
  // expected-warning@-1 {{this callable returns a task, which a 'std::move_only_function<void ()>' throws away; its body never runs [coro-void-callback]}}
  std::move_only_function<void() noexcept> quiet =
      []() noexcept -> task<> { co_await f(); };        // X: noexcept signature
      // expected-warning@-1 {{this callable returns a task, which a 'std::move_only_function<void () noexcept>' throws away; its body never runs [coro-void-callback]}}
}

void silent(queue &q) {
  q.post([] { work(); });
  q.post([t = f()]() mutable { spawn(std::move(t)); }); // V: the task is spawned
  q.post([]() -> detached { co_await f(); });           // V: detached
  q.post_task([]() -> task<> { co_await f(); });        // V: keeps the task
  q.post_task(f);
  q.each([](int) {});
  std::move_only_function<task<>()> cb = f;
  q.post_task(std::move(cb));
  std::move_only_function<void()> job = work;
  q.post(std::move(job));                               // V: the type is the same
}
