// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/condition.hpp>

#include <corun/errors.hpp>

#include <limits>
#include <optional>
#include <string>

namespace corun {

/// The wait for the notification alone.
class condition::awaiter final : public detail::list_waiter {
public:
  explicit awaiter(condition &of) noexcept
      : list_waiter(of.waiters_), of_(of) {}
  ~awaiter() {
    if (take_grant())
      give_back();
  }
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(detail::suspended_coroutine coroutine) {
    wait_in_line(coroutine, "corun::condition::wait");
  }
  void await_resume() { accept(); }
  [[nodiscard]] std::string waits_for() const override { return "a condition"; }

private:
  void give_back() noexcept override { of_.notify_waiters(1); }
  condition &of_;
};

/// One that has arrived. Goes on to the next waiter unless it is used.
class condition::notification {
public:
  explicit notification(condition &of) noexcept : of_(of) {}
  notification(const notification &) = delete;
  notification &operator=(const notification &) = delete;
  ~notification() {
    if (arrived_)
      of_.notify_waiters(1);
  }
  void arrive() noexcept { arrived_ = true; }
  void use() noexcept { arrived_ = false; }

private:
  condition &of_;
  bool arrived_ = false;
};

task<void> condition::wait(mutex::guard &guard) {
  guard.require_owner("wait for a condition");
  if (guard.of_ != &mutex_)
    throw loop_error("this guard owns another mutex than the condition's: "
                     "lock the condition");
  notification arrived(*this);
  std::optional<cancelled_error> cancelled;
  guard.unlock();
  try {
    co_await awaiter(*this);
    arrived.arrive();
  } catch (const cancelled_error &error) {
    cancelled = error;
  }
  while (!guard.owns_lock()) {
    try {
      guard = co_await mutex_.lock();
    } catch (const cancelled_error &error) {
      cancelled = error; // remembered: the caller relies on the lock
    }
  }
  if (cancelled)
    throw cancelled_error(*cancelled);
  arrived.use();
}

void condition::notify(std::size_t count) {
  require_locked();
  notify_waiters(count);
}

void condition::notify_all() {
  require_locked();
  notify_waiters(std::numeric_limits<std::size_t>::max());
}

void condition::require_locked() const {
  if (!locked())
    throw loop_error("a condition can be notified only while its mutex is "
                     "locked: co_await lock() first");
}

void condition::notify_waiters(std::size_t count) noexcept {
  for (; count > 0 && !waiters_.empty(); --count)
    waiters_.front().grant();
}

} // namespace corun
