// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as libcoro's do: a lazy [[nodiscard]] task, a pool that
// schedules by awaiting, starts tasks, or starts and forgets them.
#pragma once
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace coro {

template <class T = void> class task;

namespace detail {
template <class T>
using value_t = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
template <class T> struct awaitable {
  bool await_ready() const noexcept;
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
struct promise_base {
  struct final_awaitable {
    bool await_ready() const noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P>) noexcept;
    void await_resume() noexcept {}
  };
  auto initial_suspend() noexcept { return std::suspend_always{}; }
  auto final_suspend() noexcept { return final_awaitable{}; }
};
template <class T> struct promise final : promise_base {
  task<T> get_return_object() noexcept;
  template <class U> void return_value(U &&u);
  void unhandled_exception() noexcept;
};
template <> struct promise<void> : promise_base {
  task<void> get_return_object() noexcept;
  void return_void() noexcept;
  void unhandled_exception() noexcept;
};
} // namespace detail

template <class T> class [[nodiscard]] task {
public:
  using promise_type = detail::promise<T>;
  task() noexcept;
  task(const task &) = delete;
  task(task &&) noexcept;
  task &operator=(task &&) noexcept;
  ~task();
  bool is_ready() const noexcept;
  bool resume();
  auto operator co_await() const & noexcept { return detail::awaitable<T>{}; }
  auto operator co_await() const && noexcept { return detail::awaitable<T>{}; }
};

class thread_pool {
public:
  class schedule_operation {
  public:
    bool await_ready() noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() noexcept {}
  };
  static std::unique_ptr<thread_pool> make_unique();
  [[nodiscard]] schedule_operation schedule();
  template <class T> [[nodiscard]] task<T> schedule(task<T> t);
  bool spawn_detached(task<void> &&t) noexcept;
  task<void> spawn_joinable(task<void> &&t) noexcept;
  [[nodiscard]] schedule_operation yield();
};
class io_scheduler {
public:
  static std::unique_ptr<io_scheduler> make_unique();
  [[nodiscard]] thread_pool::schedule_operation schedule();
  [[nodiscard]] task<void> schedule_after(std::chrono::milliseconds d);
  [[nodiscard]] task<void> yield_for(std::chrono::milliseconds d);
  [[nodiscard]] thread_pool::schedule_operation yield();
  bool spawn_detached(task<void> &&t);
  task<void> spawn_joinable(task<void> &&t);
};

class event {
public:
  struct awaiter {
    bool await_ready() const noexcept;
    bool await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() noexcept;
  };
  bool is_set() const noexcept;
  void set() noexcept;
  awaiter operator co_await() const noexcept;
};

class scoped_lock {
public:
  scoped_lock(scoped_lock &&) noexcept;
  ~scoped_lock();
  void unlock();
};
class mutex {
public:
  struct lock_operation {
    bool await_ready() const noexcept;
    bool await_suspend(std::coroutine_handle<>) noexcept;
    scoped_lock await_resume();
  };
  [[nodiscard]] lock_operation scoped_lock();
  bool try_lock();
  void unlock();
};

template <class A> decltype(auto) sync_wait(A &&a) {
  return static_cast<A &&>(a).operator co_await().await_resume();
}
template <class... Ts> task<std::tuple<detail::value_t<Ts>...>> when_all(task<Ts>... tasks);
task<void> when_all(std::vector<task<void>> tasks);
} // namespace coro
