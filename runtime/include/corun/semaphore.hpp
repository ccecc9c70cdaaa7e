// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/supply.hpp>
#include <corun/detail/wait_list.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <utility>

namespace corun {

/// Lets a limited number of coroutines do something at the same time:
/// asyncio.Semaphore.
///
///     corun::semaphore connections(10);
///     auto permit = co_await connections.acquire();
///     co_await fetch(url);                     // at most 10 at once
///
/// Fair: coroutines go on in the order in which they came, whoever releases.
/// Whoever is cancelled or destroyed after it was given a permit gives it to
/// the next one.
///
/// Loop thread only. Must outlive its permits and those who wait. O(1), but
/// for release(), and nothing is allocated.
class semaphore {
public:
  /// Releases what was acquired when it is destroyed. May be empty: moved from,
  /// released, kept, or what try_acquire() returns if there is nothing to have.
  class [[nodiscard("the permit is released when it is destroyed; keep() "
                    "leaves that to semaphore::release()")]] permit {
  public:
    permit() = default;
    permit(permit &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    permit &operator=(permit &&other) noexcept {
      permit(std::move(other)).swap(*this);
      return *this;
    }
    ~permit() {
      if (of_ != nullptr)
        of_->put_back();
    }

    void swap(permit &other) noexcept { std::swap(of_, other.of_); }
    [[nodiscard]] bool acquired() const noexcept { return of_ != nullptr; }
    explicit operator bool() const noexcept { return acquired(); }
    /// Releases it now. Throws loop_error if empty; what semaphore::release()
    /// throws.
    void release();
    /// Leaves it acquired: somebody calls semaphore::release(). No effect if
    /// empty.
    void keep() noexcept { of_ = nullptr; }

  private:
    friend class semaphore;
    explicit permit(semaphore &of) noexcept : of_(&of) {}
    semaphore *of_ = nullptr;
  };

  /// The number of permits. Throws std::invalid_argument if it is negative.
  explicit semaphore(std::ptrdiff_t initial = 1)
      : semaphore(initial, std::numeric_limits<std::ptrdiff_t>::max()) {}
  semaphore(const semaphore &) = delete;
  semaphore &operator=(const semaphore &) = delete;

  /// True if acquire() would have to wait.
  [[nodiscard]] bool locked() const noexcept { return !permits_.has_turn(); }
  /// An empty permit if locked().
  [[nodiscard]] permit try_acquire() noexcept {
    return permits_.has_turn() && permits_.try_take() ? permit(*this)
                                                      : permit();
  }
  /// Adds `count` permits, for those in line first: they go on in the next
  /// iteration. Need not be called by who acquired. Throws loop_error if there
  /// would be more than PTRDIFF_MAX, or than a bounded_semaphore began with.
  /// O(count).
  void release(std::size_t count = 1);

private:
  class awaiter final : public detail::supply_waiter {
  public:
    explicit awaiter(semaphore &of) noexcept
        : supply_waiter(of.permits_), of_(of) {}
    void await_suspend(detail::suspended_coroutine coroutine) {
      wait_for_turn(coroutine, "corun::semaphore::acquire");
    }
    [[nodiscard]] permit await_resume() {
      static_cast<void>(take()); // a semaphore is never closed
      return permit(of_);
    }
    [[nodiscard]] std::string waits_for() const override {
      return "a semaphore";
    }

  private:
    semaphore &of_;
  };

public:
  using acquire_awaitable = detail::line_awaitable<awaiter, semaphore>;
  /// `auto permit = co_await s.acquire()`: goes on at once if not locked(),
  /// else when its turn has come. Throws cancelled_error if the task is
  /// cancelled, loop_error if it would have to wait outside a loop.
  [[nodiscard]] acquire_awaitable acquire() noexcept {
    return acquire_awaitable(*this);
  }

protected:
  semaphore(std::ptrdiff_t initial, std::ptrdiff_t bound);

private:
  /// Without an error, for a destructor: a permit that somebody released by
  /// hand before changes nothing.
  void put_back() noexcept {
    if (permits_.free() < bound_)
      permits_.add(1);
  }

  detail::supply permits_;
  std::size_t bound_;
};

/// A semaphore that notices when more is released than was acquired:
/// asyncio.BoundedSemaphore. release() throws loop_error then.
class bounded_semaphore final : public semaphore {
public:
  /// The number of permits, never more. Throws std::invalid_argument if it is
  /// negative.
  explicit bounded_semaphore(std::ptrdiff_t initial = 1)
      : semaphore(initial, initial) {}
};

} // namespace corun
