// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/promise.hpp>
#include <corun/detail/transfer.hpp>
#include <corun/errors.hpp>

#include <coroutine>
#include <type_traits>
#include <utility>

namespace corun {

/// The return type of a coroutine that the event loop runs.
///
/// Lazy: calling the coroutine runs nothing. It runs when the task is awaited
/// (`co_await f()`), given to create_task(), or given to run(). A task that is
/// dropped never runs at all.
///
///     corun::task<int> answer() { co_return 42; }
///     corun::task<void> ask() {
///       int a = co_await answer();               // runs here
///       corun::task<int> later = answer();       // has not run
///       int b = co_await std::move(later);       // runs here, and only once
///     }
///
/// Awaiting needs an rvalue, so a second await of the same task does not
/// compile unless std::move is written twice; then it throws loop_error.
/// What the coroutine throws, the await throws. The awaiting coroutine goes on
/// in the same loop iteration; a chain of a million awaits needs no more stack
/// than one.
///
/// T may be void, an lvalue reference, or movable. Awaiting costs O(1) and one
/// frame, recycled per thread. A task that has not started may move to another
/// thread; it runs on the loop that awaits it.
template <class T = void>
class [[nodiscard("a task runs only when it is awaited or given to "
                  "create_task")]] CORUN_CORO_RETURN_TYPE CORUN_AWAIT_ELIDABLE
    task {
public:
  using promise_type = detail::promise<T>;
  using value_type = T;

  task(task &&other) noexcept
      : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  // By value: by && clang takes the temporary task for what is kept.
  task &operator=(task other CORUN_CAPTURED_BY_THIS) noexcept {
    other.swap(*this);
    return *this;
  }
  ~task() {
    if (coroutine_)
      detail::destroy_unawaited(coroutine_.promise(), coroutine_);
  }

  /// False once moved from: awaited, spawned or moved.
  [[nodiscard]] bool valid() const noexcept { return coroutine_ != nullptr; }

  void swap(task &other) noexcept { std::swap(coroutine_, other.coroutine_); }

  class awaiter;
  /// Throws loop_error if not valid().
  [[nodiscard]] awaiter operator co_await() && {
    return awaiter(std::move(*this).release());
  }
  void operator co_await() & = delete; // co_await std::move(task): only once

  /// For the library: gives up the frame. Throws loop_error if not valid().
  [[nodiscard]] std::coroutine_handle<promise_type> release() && {
    require_valid();
    return std::exchange(coroutine_, nullptr);
  }
  /// For the library. Throws loop_error if not valid().
  [[nodiscard]] promise_type &promise() const {
    require_valid();
    return coroutine_.promise();
  }

private:
  friend promise_type;
  void require_valid() const {
    if (!coroutine_) [[unlikely]]
      throw loop_error("this task was awaited, spawned or moved from already: "
                       "call the coroutine again to get a new one");
  }
  explicit task(std::coroutine_handle<promise_type> coroutine) noexcept
      : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_;
};

/// Runs the task and hands over its result. Owns the frame.
template <class T> class task<T>::awaiter {
public:
  explicit awaiter(std::coroutine_handle<promise_type> child) noexcept
      : child_(child) {}
  awaiter(const awaiter &) = delete;
  awaiter &operator=(const awaiter &) = delete;
  ~awaiter() { child_.destroy(); }

  [[nodiscard]] bool await_ready() const noexcept { return false; }
  detail::transfer await_suspend(detail::suspended_coroutine parent) noexcept {
    child_.promise().set_continuation(parent.handle, parent.frame);
    return detail::transfer_to(parent.handle, child_);
  }
  T await_resume() { return child_.promise().take(); }

private:
  std::coroutine_handle<promise_type> child_;
};

namespace detail {

template <class T> task<T> promise<T>::get_return_object() noexcept {
  return task<T>(std::coroutine_handle<promise>::from_promise(*this));
}
template <class T> task<T &> promise<T &>::get_return_object() noexcept {
  return task<T &>(std::coroutine_handle<promise>::from_promise(*this));
}
inline task<void> promise<void>::get_return_object() noexcept {
  return task<void>(std::coroutine_handle<promise>::from_promise(*this));
}

template <class T> inline constexpr bool is_task = false;
template <class T> inline constexpr bool is_task<task<T>> = true;

} // namespace detail

} // namespace corun
