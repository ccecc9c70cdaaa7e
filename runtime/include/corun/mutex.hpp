// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/wait_list.hpp>

#include <string>
#include <utility>

namespace corun {

/// Keeps coroutines of one loop out of each other's way across their awaits:
/// asyncio.Lock. Code without an await between needs none: nothing else runs.
///
///     corun::mutex m;
///     {
///       auto guard = co_await m.lock();
///       co_await write(connection, message);   // nobody else writes meanwhile
///     }                                        // unlocked
///
/// Fair: unlocking makes the one who has waited longest the owner at once, so
/// nobody can come in between. Whoever is cancelled in line leaves it; whoever
/// is cancelled or destroyed after it was made the owner hands the mutex on.
/// Not recursive: a coroutine that locks it twice waits for ever.
///
/// Loop thread only. Must outlive its guards and those who wait for it. All
/// operations are O(1) and allocate nothing.
class mutex {
public:
  /// Unlocks when it is destroyed. May be empty: moved from, unlocked, or what
  /// try_lock() returns if the mutex is locked.
  class [[nodiscard("the mutex is unlocked when the guard is destroyed")]]
  guard {
  public:
    guard() = default;
    guard(guard &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    guard &operator=(guard &&other) noexcept {
      guard(std::move(other)).swap(*this);
      return *this;
    }
    ~guard() {
      if (of_ != nullptr)
        of_->hand_on();
    }

    void swap(guard &other) noexcept { std::swap(of_, other.of_); }
    [[nodiscard]] bool owns_lock() const noexcept { return of_ != nullptr; }
    explicit operator bool() const noexcept { return owns_lock(); }
    /// The next one in line owns the mutex and goes on in the next iteration.
    /// Throws loop_error if this guard owns nothing.
    void unlock() {
      require_owner("unlock");
      std::exchange(of_, nullptr)->hand_on();
    }

  private:
    friend class mutex;
    friend class condition;
    explicit guard(mutex &of) noexcept : of_(&of) {}
    void require_owner(const char *what) const;

    mutex *of_ = nullptr;
  };

  mutex() = default;
  mutex(const mutex &) = delete;
  mutex &operator=(const mutex &) = delete;

  [[nodiscard]] bool locked() const noexcept { return locked_; }
  /// `if (auto guard = m.try_lock())`: locks if that is possible without
  /// waiting, else returns an empty guard.
  [[nodiscard]] guard try_lock() noexcept {
    return try_take() ? guard(*this) : guard();
  }

private:
  class awaiter final : public detail::list_waiter {
  public:
    explicit awaiter(mutex &of) noexcept : list_waiter(of.waiters_), of_(of) {}
    ~awaiter() {
      if (take_grant())
        give_back();
    }
    [[nodiscard]] bool await_ready() noexcept { return of_.try_take(); }
    void await_suspend(detail::suspended_coroutine coroutine) {
      wait_in_line(coroutine, "corun::mutex::lock");
    }
    [[nodiscard]] guard await_resume() {
      accept();
      return guard(of_);
    }
    [[nodiscard]] std::string waits_for() const override { return "a mutex"; }

  private:
    void give_back() noexcept override { of_.hand_on(); }
    mutex &of_;
  };

public:
  using lock_awaitable = detail::line_awaitable<awaiter, mutex>;
  /// `auto guard = co_await m.lock()`: goes on at once if unlocked, else when
  /// all who came earlier have unlocked. Throws cancelled_error if the task is
  /// cancelled, loop_error if it would have to wait outside a loop.
  [[nodiscard]] lock_awaitable lock() noexcept { return lock_awaitable(*this); }

private:
  bool try_take() noexcept { return !std::exchange(locked_, true); }
  void hand_on() noexcept {
    if (waiters_.empty())
      locked_ = false;
    else
      waiters_.front().grant();
  }

  detail::wait_list waiters_;
  bool locked_ = false;
};

} // namespace corun
