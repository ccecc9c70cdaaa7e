// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++23
//
// 'co_return f();' hands out the task instead of its value when the return
// type was computed from f's. The finding is at the operand;
// awaited-results.cpp is the side of the caller.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <functional>
#include <type_traits>
#include <utility>

task<int> f();
task<> g();
int plain();

template <class F> task<std::invoke_result_t<F>> run(F fn) {
  co_return fn(); // X: task<task<int>> for a coroutine
  // expected-warning@-1 {{this is a task, so the coroutine returns a 'task<std::invoke_result_t<task<int> (*)()>>'; awaiting it once does not run the inner task [coro-task-of-task]}}
}
template <class F> task<decltype(std::declval<F>()())> run_declared(F fn) {
  co_return std::invoke(fn); // X: the same by decltype
  // expected-warning@-1 {{this is a task, so the coroutine returns a 'task<decltype(std::declval<task<int> (*)()>()())>'; awaiting it once does not run the inner task [coro-task-of-task]}}
}
template <class F, class... A>
auto call(F fn, A... args) -> corun::task<std::invoke_result_t<F, A...>> {
  co_return fn(args...); // X: another library's task
  // expected-warning@-1 {{this is a task, so the coroutine returns a 'corun::task<std::invoke_result_t<corun::task<int> (*)()>>'; awaiting it once does not run the inner task [coro-task-of-task]}}
}
template <class F> auto by_a_lambda(F fn) {
  return [fn]() -> task<std::invoke_result_t<F>> {
    co_return fn(); // X: the lambda's type is computed
    // expected-warning@-1 {{this is a task, so the coroutine returns a 'task<std::invoke_result_t<task<int> (*)()>>'; awaiting it once does not run the inner task [coro-task-of-task]}}
  };
}
template <class F> auto by_a_generic_lambda(F fn) {
  auto body = [](auto fn) -> task<decltype(fn())> {
    co_return fn(); // X: by the lambda's parameter
    // expected-warning@-1 {{this is a task, so the coroutine returns a 'task<decltype(fn())>'; awaiting it once does not run the inner task [coro-task-of-task]}}
  };
  return body(fn);
}
template <class F> task<std::decay_t<std::invoke_result_t<F>>> kept_first(F fn) {
  auto result = fn();
  co_return std::move(result); // X: a local that holds the task
  // expected-warning@-1 {{this is a task, so the coroutine returns a 'task<std::decay_t<std::invoke_result_t<task<int> (*)()>>>'; awaiting it once does not run the inner task [coro-task-of-task]}}
}
task<decltype(f())> computed_without_a_template() {
  co_return f(); // X: not spelt as a task of a task
  // expected-warning@-1 {{this is a task, so the coroutine returns a 'task<decltype(f())>'; awaiting it once does not run the inner task [coro-task-of-task]}}
}
template <class R> struct cache {
  std::function<R()> load;
  task<R> get() { co_return load(); } // X: R is a task
  // expected-warning@-1 {{this is a task, so the coroutine returns a 'task<task<int>>'; awaiting it once does not run the inner task [coro-task-of-task]}}
};

// Once each, however often they are instantiated.
corun::task<int> answer();
task<> instantiations() {
  auto a = co_await run(f);
  co_await std::move(a);
  auto b = co_await run([]() -> task<int> { co_return 1; });
  co_await std::move(b);
  auto c = co_await run_declared(f);
  co_await std::move(c);
  auto d = co_await by_a_lambda(f)();
  co_await std::move(d);
  auto e = co_await by_a_generic_lambda(f);
  co_await std::move(e);
  auto h = co_await kept_first(f);
  co_await std::move(h);
  cache<task<int>> nested{f};
  auto i = co_await nested.get();
  co_await std::move(i);
}
corun::task<int> instantiation_of_call() {
  co_return co_await co_await call(answer);
}

// Only ever given what is no task.
template <class F> task<std::invoke_result_t<F>> run_plain(F fn) {
  co_return fn(); // V: task<int>
}
template <class F> task<int> awaits(F fn) {
  co_return co_await fn(); // V: awaited
}
template <class T> struct unwrap { using type = T; };
template <class T> struct unwrap<task<T>> { using type = T; };
template <class F>
auto flattens(F fn) -> task<typename unwrap<std::invoke_result_t<F>>::type> {
  if constexpr (std::is_same_v<std::invoke_result_t<F>, task<int>>)
    co_return co_await fn(); // V: the branch for tasks
  else
    co_return fn(); // V: the branch for the rest
}
template <class F> std::invoke_result_t<F> forwards(F fn) {
  return fn(); // V: no coroutine, no second layer
}

// The signature says that a task is what one gets.
task<task<int>> spelt_out() { co_return f(); } // V
using prepared = task<task<int>>;
prepared by_an_alias() { co_return f(); } // V: written somewhere by hand
task<std::function<task<int>()>> gives_a_factory() { co_return f; } // V: no task yet
template <class T> task<task<T>> spelt_out_in_a_template(task<T> t) {
  co_return std::move(t); // V
}
task<> uses() {
  int n = co_await run_plain(plain);
  n += co_await awaits(f);
  n += co_await flattens(f);
  n += co_await flattens(plain);
  n += co_await forwards(f);
  n += co_await co_await spelt_out();
  n += co_await co_await by_an_alias();
  n += co_await co_await spelt_out_in_a_template(f());
  auto make = co_await gives_a_factory();
  n += co_await make();
}
