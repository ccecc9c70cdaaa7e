// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Task types of a user who depends on no library. No model knows them: all
// that can be said about them is said by their promise types.
#pragma once
#include <coroutine>
#include <exception>
#include <memory>
#include <utility>

namespace user_detail {
template <class T> struct returns {
  void return_value(T value);
};
template <> struct returns<void> {
  void return_void();
};
template <class T> struct awaiter {
  bool await_ready() const noexcept;
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
} // namespace user_detail

// Lazy, move-only, awaited once and as an rvalue. Not [[nodiscard]].
template <class T = void> class task {
public:
  struct promise_type : user_detail::returns<T> {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
  };
  task() noexcept;
  task(task &&) noexcept;
  task &operator=(task &&) noexcept;
  ~task();
  bool valid() const noexcept;
  explicit operator bool() const noexcept;
  user_detail::awaiter<T> operator co_await() && noexcept;
};

// Starts when called, keeps running when dropped, and says [[nodiscard]].
template <class T = void> class [[nodiscard]] eager_task {
public:
  struct promise_type : user_detail::returns<T> {
    eager_task get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
  };
  eager_task(eager_task &&) noexcept;
  eager_task &operator=(eager_task &&) noexcept;
  ~eager_task();
  user_detail::awaiter<T> operator co_await() noexcept;
};

// Lazy; the promise lives in a base class.
template <class T> class based_task;
template <class T> class task_base {
public:
  struct promise_type : user_detail::returns<T> {
    based_task<T> get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
  };
  user_detail::awaiter<T> operator co_await() && noexcept;
};
template <class T = void> class based_task : public task_base<T> {
public:
  based_task(based_task &&) noexcept;
  ~based_task();
};

// Lazy; the promise is found through std::coroutine_traits only.
template <class T = void> class traits_task {
public:
  traits_task(traits_task &&) noexcept;
  ~traits_task();
  user_detail::awaiter<T> operator co_await() && noexcept;
};
template <class T, class... Args>
struct std::coroutine_traits<traits_task<T>, Args...> {
  struct promise_type : user_detail::returns<T> {
    traits_task<T> get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
  };
};

// Lazy, through an awaiter of the user's own.
struct wait_for_start {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
template <class T = void> class awaiter_task {
public:
  struct promise_type : user_detail::returns<T> {
    awaiter_task get_return_object();
    wait_for_start initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
  };
  awaiter_task(awaiter_task &&) noexcept;
  ~awaiter_task();
  user_detail::awaiter<T> operator co_await() && noexcept;
};

// Fire and forget: nothing to await.
struct detached {
  struct promise_type {
    detached get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};

// A plain awaiter, not a coroutine type.
struct timer_awaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
