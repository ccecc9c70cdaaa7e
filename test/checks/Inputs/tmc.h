// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as TooManyCooks' do: a lazy [[nodiscard]] task that must
// be awaited or submitted, wrappers made by spawn that are still lazy, forks
// that run and must be awaited, and posting, which forgets.
#pragma once
#include <coroutine>
#include <cstddef>
#include <exception>
#include <future>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace tmc {

template <class Result = void> class task;
class ex_any {};
class ex_cpu {
public:
  void init();
  void teardown();
};
ex_cpu &cpu_executor();

namespace detail {
template <class T>
using value_t = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
template <class R> R make();
template <class T> struct awaiter {
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
struct final_suspend_awaiter {
  bool await_ready() const noexcept { return false; }
  template <class P>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<P>) noexcept;
  void await_resume() noexcept {}
};
struct promise_base {
  std::suspend_always initial_suspend() const noexcept { return {}; }
  final_suspend_awaiter final_suspend() const noexcept { return {}; }
  [[noreturn]] void unhandled_exception() noexcept;
};
template <class T> struct task_promise : promise_base {
  task<T> get_return_object() noexcept;
  template <class U> void return_value(U &&value);
};
template <> struct task_promise<void> : promise_base {
  task<void> get_return_object() noexcept;
  void return_void() noexcept {}
};
} // namespace detail

template <class Result>
class [[nodiscard("You must submit or co_await task for execution.")]] task {
public:
  using promise_type = detail::task_promise<Result>;
  using result_type = Result;
  task() noexcept;
  task(task &&other) noexcept;
  task &operator=(task &&other) noexcept;
  ~task();
  explicit operator bool() const noexcept;
  detail::awaiter<Result> operator co_await() && noexcept;
  task &resume_on(ex_any *executor) & noexcept;
  task &&resume_on(ex_any *executor) && noexcept;
};

// Runs already; neither movable nor to be destroyed before it was awaited.
template <class Result>
class [[nodiscard("You must co_await aw_spawn_fork.")]] aw_spawn_fork {
public:
  aw_spawn_fork(const aw_spawn_fork &) = delete;
  ~aw_spawn_fork();
  detail::awaiter<Result> operator co_await() && noexcept;
};
template <class Result>
class [[nodiscard("You must await or initiate the result of spawn().")]] aw_spawn {
public:
  aw_spawn(aw_spawn &&other);
  ~aw_spawn();
  detail::awaiter<Result> operator co_await() && noexcept;
  aw_spawn &run_on(ex_any *executor) &;
  aw_spawn &&run_on(ex_any *executor) &&;
  aw_spawn &resume_on(ex_any *executor) &;
  aw_spawn &&resume_on(ex_any *executor) &&;
  aw_spawn &with_priority(std::size_t priority) &;
  aw_spawn &&with_priority(std::size_t priority) &&;
  [[nodiscard]] aw_spawn_fork<Result> fork() &&;
  [[nodiscard]] aw_spawn_fork<Result> run_early() &&; // the name it had before
  void detach();
};
template <class T> aw_spawn<T> spawn(task<T> &&t);
template <class... Ts>
aw_spawn<std::tuple<detail::value_t<Ts>...>> spawn_tuple(task<Ts> &&...tasks);
template <class T> aw_spawn<std::vector<T>> spawn_many(std::vector<task<T>> &&tasks);
aw_spawn<void> spawn_many(std::vector<task<void>> &&tasks);

template <class E, class T> void post(E &executor, task<T> &&t, std::size_t priority = 0) {}
template <class E, class F>
  requires std::is_void_v<std::invoke_result_t<F>>
void post(E &executor, F &&fn, std::size_t priority = 0) {}
template <class E, class T>
[[nodiscard]] std::future<T> post_waitable(E &executor, task<T> &&t,
                                           std::size_t priority = 0) {
  return {};
}

struct [[nodiscard("You must co_await aw_yield.")]] aw_yield {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept {}
};
aw_yield yield();
aw_yield yield_if_requested();
int async_main(task<int> &&client_main);
} // namespace tmc
