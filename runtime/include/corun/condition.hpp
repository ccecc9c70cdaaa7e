// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/wait_list.hpp>
#include <corun/mutex.hpp>
#include <corun/task.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

namespace corun {

/// Coroutines wait until what a mutex protects has changed: asyncio.Condition.
///
///     corun::condition changed;
///     // One waits:
///     auto guard = co_await changed.lock();
///     co_await changed.wait(guard, [&] { return !jobs.empty(); });
///     // Another notifies:
///     auto guard = co_await changed.lock();
///     jobs.push_back(job);
///     changed.notify();
///
/// A wait always ends with the mutex locked, also if it is cancelled: the
/// cancellation is thrown once the mutex is locked again. A notification that
/// reaches a waiter which is cancelled or destroyed goes on to the next one.
///
/// Loop thread only. Must outlive those who wait.
class condition {
public:
  /// With a mutex of its own.
  condition() noexcept : mutex_(own_) {}
  /// With a mutex that may have other uses, and other conditions. It must
  /// outlive the condition.
  explicit condition(mutex &m) noexcept : mutex_(m) {}
  condition(const condition &) = delete;
  condition &operator=(const condition &) = delete;

  /// `auto guard = co_await c.lock()`: locks the mutex.
  [[nodiscard]] mutex::lock_awaitable lock() noexcept { return mutex_.lock(); }
  [[nodiscard]] bool locked() const noexcept { return mutex_.locked(); }

  /// `co_await c.wait(guard)`: unlocks, waits for a notification, locks again.
  /// Throws loop_error if `guard` does not own the mutex of this condition;
  /// cancelled_error, and then the guard owns the mutex. Another coroutine may
  /// have locked it in between: look again at what you wait for, or give a
  /// predicate.
  [[nodiscard]] task<void> wait(mutex::guard &guard);

  /// `co_await c.wait(guard, predicate)`: waits until `predicate()`, called
  /// with the mutex locked, is true; returns what it returned. Does not wait if
  /// it is true at once. Owns the predicate.
  template <std::invocable F>
  [[nodiscard]] task<std::remove_cvref_t<std::invoke_result_t<F &>>>
  wait(mutex::guard &guard, F predicate) {
    while (true) {
      auto result = std::invoke(predicate);
      if (result)
        co_return result;
      co_await wait(guard);
    }
  }

  /// Wakes up to `count` of those who wait, in the order in which they came.
  /// They go on when the mutex is unlocked. Throws loop_error if it is not
  /// locked. O(count).
  void notify(std::size_t count = 1);
  /// The same for all of them. O(waiters).
  void notify_all();

private:
  class awaiter;
  class notification;
  void require_locked() const;
  void notify_waiters(std::size_t count) noexcept;

  detail::wait_list waiters_;
  mutex own_;
  mutex &mutex_;
};

} // namespace corun
