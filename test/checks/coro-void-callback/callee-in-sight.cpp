// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// A function template takes the callable as it is. If its body is in sight,
// what it does with the result decides; if it is not, nothing is said.
#include "../Inputs/user_task.h"
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

task<> f();
task<> g(int n);
void spawn(task<> t);

template <class F> void calls(F fn) { fn(); }
// expected-note@-1 4 {{its result is dropped here}}
template <class F, class... A> void invokes(F &&fn, A &&...args) {
  std::invoke(std::forward<F>(fn), std::forward<A>(args)...);
  // expected-note@-1 {{its result is dropped here}}
}
template <class F> void for_all(const std::vector<int> &v, F &&fn) {
  for (int n : v)
    fn(n);
    // expected-note@-1 {{its result is dropped here}}
}
template <class F> bool calls_and_returns_a_flag(F fn) {
  fn();
  // expected-note@-1 {{its result is dropped here}}
  return true;
}
template <class F> void hands_on(F &&fn) { calls(std::forward<F>(fn)); }
void takes_auto(std::invocable auto &&fn) { fn(); }
// expected-note@-1 {{its result is dropped here}}
template <class F> class at_exit {
public:
  explicit at_exit(F fn) : fn(std::move(fn)) {}
  ~at_exit() { fn(); }
  // expected-note@-1 {{its result is dropped here}}

private:
  F fn;
};

task<> dropped(const std::vector<int> &v) {
  calls([]() -> task<> { co_await f(); });          // X: called, dropped
  // expected-warning@-1 {{this callable returns a task, which 'calls' throws away; its body never runs [coro-void-callback]}}
  calls(f);                                         // X: by name
  // expected-warning@-1 {{this callable returns a task, which 'calls' throws away; its body never runs [coro-void-callback]}}
  calls([] { return f(); });                        // X: returns a task
  // expected-warning@-1 {{this callable returns a task, which 'calls' throws away; its body never runs [coro-void-callback]}}
  invokes(g, 1);                                    // X: std::invoke as a statement
  // expected-warning@-1 {{this callable returns a task, which 'invokes' throws away; its body never runs [coro-void-callback]}}
  for_all(v, [](int n) -> task<> { co_await g(n); }); // X: once an element
  // expected-warning@-1 {{this callable returns a task, which 'for_all' throws away; its body never runs [coro-void-callback]}}
  calls_and_returns_a_flag(f);                      // X: what it returns is not the task
  // expected-warning@-1 {{this callable returns a task, which 'calls_and_returns_a_flag' throws away; its body never runs [coro-void-callback]}}
  hands_on(f);                                      // X: two templates deep
  // expected-warning@-1 {{this callable returns a task, which 'hands_on' throws away; its body never runs [coro-void-callback]}}
  takes_auto([]() -> task<> { co_await f(); });     // X: abbreviated template
  // expected-warning@-1 {{this callable returns a task, which 'takes_auto' throws away; its body never runs [coro-void-callback]}}
  at_exit guard([]() -> task<> { co_await f(); });  // X: the destructor drops it
  // expected-warning@-1 {{this callable returns a task, which 'at_exit::at_exit' throws away; its body never runs [coro-void-callback]}}
  co_return;
}

template <class F> task<> awaits(F fn) { co_await fn(); }
template <class F> auto returns(F fn) { return fn(); }
template <class F> decltype(auto) forwards(F &&fn) {
  return std::invoke(std::forward<F>(fn));
}
template <class F> void spawns(F fn) { spawn(fn()); }
template <class F> void collects(std::vector<task<>> &out, F fn) {
  out.push_back(fn());
}
template <class F> task<> awaits_later(F fn) {
  auto t = fn();
  co_await std::move(t);
}
template <class F> task<> awaits_if_it_can(F fn) {
  if constexpr (std::is_void_v<std::invoke_result_t<F>>)
    fn();
  else
    co_await fn();
}
template <class F> void unknown(F fn);
template <class F> struct wrapped {
  F fn;
  wrapped(F fn) : fn(std::move(fn)) {}
  task<> run() { co_await fn(); }
};
template <class F> void never_calls(F &&) {}
template <class F> void said_aloud(F fn) { (void)fn(); }
template <class F> void spawns_if_task(F fn) {
  using R = std::invoke_result_t<F>;
  if constexpr (std::is_same_v<R, task<>>)
    spawn(fn());
  else
    fn();
}
template <class F> void starts_coroutine(F fn) {
  [](F fn) -> detached { co_await fn(); }(std::move(fn));
}

task<> silent(const std::vector<int> &v) {
  co_await awaits([]() -> task<> { co_await f(); }); // V: awaited there
  co_await returns(f);                               // V: given back
  co_await forwards([] { return f(); });
  spawns(f);                                         // V: spawned there
  std::vector<task<>> all;
  collects(all, [] { return f(); });                 // V: stored
  for (auto &t : all)
    co_await std::move(t);
  co_await awaits_later(f);
  co_await awaits_if_it_can(f);                      // V: the other branch is discarded
  co_await awaits_if_it_can([] {});
  unknown(f);                                        // V: nobody can see what it does
  wrapped w([]() -> task<> { co_await f(); });
  co_await w.run();
  never_calls(f);                                    // V: no result to drop
  said_aloud(f);                                     // V: (void) in the callee
  spawns_if_task(f);                                 // V: the branch for tasks
  starts_coroutine(f);                               // V: awaited in a detached one
  calls([] {});                                      // V: no task
  calls([]() -> detached { co_await f(); });         // V: detached
  for_all(v, [](int n) { spawn(g(n)); });
}
