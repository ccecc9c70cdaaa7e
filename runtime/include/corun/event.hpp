// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/wait_list.hpp>

#include <string>

namespace corun {

/// A flag that coroutines wait for: asyncio.Event.
///
///     corun::event ready;
///     auto worker = corun::create_task(work(ready)); // co_await ready.wait();
///     ready.set();                                   // all who wait go on
///
/// Loop thread only. Must outlive those who wait for it.
class event {
public:
  event() = default;
  /// For the library: an event that will be set when those tasks have ended.
  explicit event(const detail::task_source &tasks) noexcept : tasks_(&tasks) {}
  event(const event &) = delete;
  event &operator=(const event &) = delete;

  [[nodiscard]] bool is_set() const noexcept { return set_; }
  /// Everybody who waits goes on in the next iteration, in the order in which
  /// they came, even if clear() follows at once. O(waiters).
  void set() noexcept {
    set_ = true;
    while (!waiters_.empty())
      waiters_.front().grant();
  }
  void clear() noexcept { set_ = false; }

private:
  class awaiter final : public detail::list_waiter {
  public:
    explicit awaiter(event &of) noexcept : list_waiter(of.waiters_), of_(of) {}
    [[nodiscard]] bool await_ready() const noexcept { return of_.set_; }
    void await_suspend(detail::suspended_coroutine coroutine) {
      wait_in_line(coroutine, "corun::event::wait");
    }
    void await_resume() { accept(); }
    [[nodiscard]] std::string waits_for() const override {
      return of_.tasks_ != nullptr ? of_.tasks_->waits_for() : "an event";
    }
    void visit_awaited(detail::task_visitor &visitor) const override {
      if (of_.tasks_ != nullptr)
        of_.tasks_->visit_awaited(visitor);
    }

  private:
    event &of_;
  };

public:
  /// What wait() returns. Waits anew each time it is awaited.
  class [[nodiscard("the wait begins when it is awaited")]] awaitable {
  public:
    explicit awaitable(event &of) noexcept : of_(&of) {}
    [[nodiscard]] auto operator co_await() const noexcept {
      return awaiter(*of_);
    }

  private:
    event *of_;
  };

  /// `co_await e.wait()`: goes on at once if set, else when set() is called.
  /// Throws cancelled_error if the task is cancelled.
  [[nodiscard]] awaitable wait() noexcept { return awaitable(*this); }

private:
  detail::wait_list waiters_;
  const detail::task_source *tasks_ = nullptr; // for diagnostics
  bool set_ = false;
};

} // namespace corun
