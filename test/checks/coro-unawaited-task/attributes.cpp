// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the source says itself: coro::detached on a class or a function,
// coro::spawns on a function, [[nodiscard]], [[maybe_unused]].
#include "../Inputs/user_task.h"
#include <utility>

#define DETACHED [[clang::annotate("coro::detached")]]
#define SPAWNS [[clang::annotate("coro::spawns")]]

task<> f();
task<int> g();
DETACHED task<> background();
SPAWNS task<> start_and_join(task<> t);
[[nodiscard]] task<> must();
[[clang::annotate("something else")]] task<> other();
eager_task<> started();
DETACHED eager_task<> started_for_good();

// Runs on by itself, and says so.
struct DETACHED runner {
  struct promise_type {
    runner get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  user_detail::awaiter<void> operator co_await() const noexcept;
};
runner run();

struct service {
  DETACHED task<> poll();
  SPAWNS task<> launch(int n);
  task<> stop();
  DETACHED static task<> log();
};

task<> dropped(service &s) {
  f();                    // X: says nothing
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  must();                 // X: [[nodiscard]] changes nothing for a lazy task
  // expected-warning@-1 {{'must' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  other();                // X: an annotation that is not ours
  // expected-warning@-1 {{'other' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  s.stop();               // X: beside methods that are detached
  // expected-warning@-1 {{'service::stop' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  started();              // X: eager, says nothing
  // expected-warning@-1 {{'started' returns a task that is dropped here; nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  auto t = g();           // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'g' never runs [coro-unawaited-task]}}
  co_return;
}
template <class T> DETACHED task<T> make_background();
template <class T> task<T> make();
task<> templates() {
  make_background<int>(); // V: detached
  make<int>();            // X: not
  // expected-warning@-1 {{'make' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

task<> silent(service &s) {
  background();           // V: detached
  started_for_good();     // V: likewise
  start_and_join(f());    // V: spawned; its result needs no await
  run();                  // V: the class is detached
  auto r = run();         // V: likewise
  s.poll();
  s.launch(1);
  service::log();
  co_await background();  // V: may be awaited nevertheless
  co_await s.poll();
  auto joined = start_and_join(f());
  co_await std::move(joined);
  [[maybe_unused]] auto unused = f(); // X: it may stay unused, but then the body never runs
  // expected-warning@-1 {{'unused' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
}
void in_a_plain_function(service &s) {
  background();
  s.launch(2);
  run();
  f();                    // X: says nothing
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}
