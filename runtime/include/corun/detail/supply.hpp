// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/wait_list.hpp>

#include <cstddef>
#include <utility>

namespace corun::detail {

class supply_waiter;

/// A number of equal things of which coroutines take one at a time, first come
/// first served: the permits of a semaphore, the items of a queue, the room in
/// it. Whoever waits and is woken up has a *claim* to one, which nobody can
/// take away; so nobody has to look again, and nobody starves.
class supply {
public:
  explicit supply(std::size_t free) noexcept : free_(free) {}

  /// How many nobody has a claim to. Not 0: nobody waits in line.
  [[nodiscard]] std::size_t free() const noexcept { return free_; }
  /// True if there is a free one, and nobody who came earlier is on the way.
  [[nodiscard]] bool has_turn() const noexcept {
    return free_ > 0 && claimed_ == 0;
  }
  /// Takes a free one, if there is one.
  bool try_take() noexcept {
    if (free_ == 0)
      return false;
    --free_;
    return true;
  }
  /// No effect once closed.
  void add(std::size_t count) noexcept {
    if (closed_)
      return;
    free_ += count;
    serve();
  }
  /// Everybody in line leaves with nothing. O(waiters).
  void dismiss_waiters() noexcept;
  /// The same, and there is nothing to be had any more: claims are void.
  void close() noexcept;
  [[nodiscard]] bool closed() const noexcept { return closed_; }

private:
  friend class supply_waiter;
  void serve() noexcept;

  wait_list line_;
  std::size_t free_;
  std::size_t claimed_ = 0;
  bool closed_ = false;
};

/// Base of the awaiters that take one of a supply.
class supply_waiter : public list_waiter {
public:
  [[nodiscard]] bool await_ready() noexcept {
    return taken_ = from_.has_turn() && from_.try_take();
  }

protected:
  explicit supply_waiter(supply &from) noexcept
      : list_waiter(from.line_), from_(from) {}
  ~supply_waiter() {
    if (take_grant())
      give_back();
  }

  /// For await_suspend. Throws loop_error, which names `what`, outside a loop.
  void wait_for_turn(suspended_coroutine coroutine, const char *what) {
    wait_in_line(coroutine, what);
    from_.serve(); // it may have waited only for those who were on the way
  }
  /// For await_resume. False if there is nothing to be had any more. Throws
  /// cancelled_error.
  [[nodiscard]] bool take() {
    if (std::exchange(taken_, false))
      return true;
    if (!accept())
      return false;
    --from_.claimed_;
    return !from_.closed();
  }

private:
  void give_back() noexcept final {
    --from_.claimed_;
    from_.add(1);
  }

  supply &from_;
  bool taken_ = false;
};

} // namespace corun::detail
