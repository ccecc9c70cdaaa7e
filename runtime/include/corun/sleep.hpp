// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/deadline.hpp>
#include <corun/detail/timer_queue.hpp>
#include <corun/detail/waiter.hpp>

#include <chrono>
#include <string>

namespace corun {

namespace detail {

class sleep_awaiter final : public waiter, public timer_node {
public:
  explicit sleep_awaiter(clock::duration delay) noexcept : delay_(delay) {}
  ~sleep_awaiter() {
    if (scheduled())
      loop()->timers.remove(*this);
  }

  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(suspended_coroutine coroutine) {
    loop_core &loop = loop_core::require("corun::sleep");
    if (delay_ > clock::duration::zero())
      loop.timers.add(clock::now() + delay_, *this);
    suspend(loop, coroutine);
    if (!scheduled())
      wake(); // a bare yield, or cancelled
  }
  void await_resume() const { throw_if_cancelled(); }

  [[nodiscard]] std::string waits_for() const override {
    return delay_ > clock::duration::zero()
               ? "a sleep of " + spell_duration(delay_)
               : "its next turn";
  }

  void expire() noexcept override { wake(); }
  void discard_timer() noexcept override { forget(); }

private:
  void on_cancel() noexcept override {
    loop()->timers.remove(*this);
    wake_cancelled();
  }

  clock::duration delay_;
};

} // namespace detail

/// What sleep() returns. Sleeps anew each time it is awaited.
class [[nodiscard("the sleep begins when it is awaited")]] sleep_awaitable {
public:
  explicit sleep_awaitable(detail::clock::duration delay) noexcept
      : delay_(delay) {}

  [[nodiscard]] detail::sleep_awaiter operator co_await() const noexcept {
    return detail::sleep_awaiter(delay_);
  }

private:
  detail::clock::duration delay_;
};

/// `co_await corun::sleep(100ms)`: suspends the coroutine for at least that
/// long, counted from the await; the loop serves others meanwhile. A delay of
/// zero or less lets everybody else who is ready have one turn: exactly one
/// loop iteration. The kernel's timeouts count milliseconds, so expect to wake
/// up to one later.
///
/// Throws std::invalid_argument for a NaN delay. The await throws loop_error
/// outside a loop, cancelled_error if the task is cancelled. O(log sleepers).
template <class Rep, class Period>
[[nodiscard]] sleep_awaitable sleep(std::chrono::duration<Rep, Period> delay) {
  return sleep_awaitable(detail::to_clock_duration(delay));
}

} // namespace corun
