// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The face of corun, without its workings: what the checks must know of it
// they know from the types and from its model.
#pragma once
#include <chrono>
#include <coroutine>
#include <exception>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace corun {

template <class T = void> class task;
template <class T = void> class task_handle;

namespace detail {
template <class T>
using value_t = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
template <class R> R make();
template <class T> struct awaiter {
  bool await_ready() const noexcept;
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
struct promise_base {
  struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P>) noexcept;
    void await_resume() noexcept;
  };
  std::suspend_always initial_suspend() noexcept { return {}; }
  final_awaiter final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept;
};
template <class T> struct promise : promise_base {
  task<T> get_return_object() noexcept;
  template <class U> void return_value(U &&u);
};
template <> struct promise<void> : promise_base {
  task<void> get_return_object() noexcept;
  void return_void() noexcept;
};
} // namespace detail

template <class T>
class [[nodiscard, clang::coro_return_type, clang::coro_lifetimebound]] task {
public:
  using promise_type = detail::promise<T>;
  task(task &&) noexcept;
  task &operator=(task &&) noexcept;
  ~task();
  detail::awaiter<T> operator co_await() && noexcept;
};

template <class T> class [[nodiscard]] task_handle {
public:
  task_handle(task_handle &&) noexcept;
  task_handle &operator=(task_handle &&) noexcept;
  ~task_handle();
  bool cancel();
  bool done() const noexcept;
  void detach() &&;
  detail::awaiter<T> operator co_await() const noexcept;
};

template <class T>
[[clang::coro_wrapper]] task_handle<T>
create_task([[clang::coro_await_elidable_argument]] task<T> t);
template <class... Ts>
[[clang::coro_wrapper]] task<std::tuple<detail::value_t<Ts>...>> gather(task<Ts>... tasks);
template <class T>
[[clang::coro_wrapper]] task<std::vector<T>> gather(std::vector<task<T>> tasks);
[[clang::coro_wrapper]] task<void> gather(std::vector<task<void>> tasks);

[[clang::coro_wrapper]] task<void> sleep(std::chrono::nanoseconds d);
template <class F, class... A>
[[clang::coro_wrapper]] task<std::invoke_result_t<F, A...>> to_thread(F f,
                                                                  A... a) {
  return detail::make<task<std::invoke_result_t<F, A...>>>();
}
template <class T>
[[clang::coro_wrapper]] task<T> wait_for(task<T> t, std::chrono::nanoseconds d);

class event_loop {
public:
  event_loop();
  ~event_loop();
  template <class T> T run_until_complete(task<T> t);
  template <class T> T run_until_complete(task_handle<T> t);
  template <class T> task_handle<T> create_task(task<T> t);
  bool is_running() const noexcept;
  void run_forever();
  void stop();
};
template <class T> T run_until_complete(task<T> t);
template <class T> T run(task<T> t);

class mutex {
public:
  class guard {
  public:
    guard(guard &&) noexcept;
    ~guard();
  };
  [[clang::coro_wrapper]] task<guard> lock();
};
class event {
public:
  [[clang::coro_wrapper]] task<void> wait();
  void set();
};
class task_group {
public:
  void spawn(task<void> t);
  [[clang::coro_wrapper]] task<void> join();
};
} // namespace corun
