// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/intrusive_list.hpp>
#include <corun/detail/loop_core.hpp>
#include <corun/detail/waiter.hpp>

#include <utility>

namespace corun::detail {

class list_waiter;

/// Coroutines that wait in line for a mutex, an event, room in a queue. The
/// list belongs to that object, which must outlive those who wait.
using wait_list = intrusive_list<list_waiter>;

/// Base of the awaiters that wait in a wait_list. Whoever calls grant() on the
/// front one takes it off the list and has given it what it waits for: from
/// then on nobody can take that away. If the coroutine is cancelled or
/// destroyed before it goes on, give_back() is called instead, once.
class list_waiter : public waiter, public list_hook {
public:
  /// Hands over. Precondition: the first of its list. Wakes the coroutine,
  /// which goes on in the next iteration.
  void grant() noexcept {
    if (loop()->debug()) [[unlikely]]
      report_other_thread();
    list_.remove(*this);
    granted_ = true;
    wake();
  }
  /// Sends it away with nothing. Wakes the coroutine like grant().
  void dismiss() noexcept {
    if (loop()->debug()) [[unlikely]]
      report_other_thread();
    list_.remove(*this);
    wake();
  }

protected:
  explicit list_waiter(wait_list &list) noexcept : list_(list) {}
  ~list_waiter() { list_.remove(*this); }

  /// Waits at the end of the line. Throws loop_error, which names `what`,
  /// outside a loop.
  void wait_in_line(suspended_coroutine coroutine, const char *what) {
    loop_core &loop = loop_core::require(what);
    list_.push_back(*this);
    suspend(loop, coroutine);
  }
  /// For await_resume: throws cancelled_error if the coroutine is cancelled,
  /// and then gives back what it has been granted. False if it was granted
  /// nothing: dismissed, or it did not have to wait.
  bool accept() {
    const bool granted = std::exchange(granted_, false);
    if (!was_cancelled()) [[likely]]
      return granted;
    if (granted)
      give_back();
    throw_if_cancelled();
    return false;
  }
  /// For the destructor of the derived class, which alone can call its own
  /// give_back(): the coroutine was destroyed on its way out of the line.
  [[nodiscard]] bool take_grant() noexcept {
    return std::exchange(granted_, false);
  }

  void on_cancel() noexcept override {
    list_.remove(*this);
    wake_cancelled();
  }

private:
  /// Debug mode. Reports instead of throwing, because unlocking is noexcept.
  void report_other_thread() const noexcept;
  virtual void give_back() noexcept {}

  wait_list &list_;
  bool granted_ = false;
};

/// What the functions return that wait in a line of an Object. Waits anew each
/// time it is awaited.
template <class Awaiter, class Object>
class [[nodiscard("the wait begins when it is awaited")]] line_awaitable {
public:
  explicit line_awaitable(Object &of) noexcept : of_(&of) {}
  [[nodiscard]] auto operator co_await() const { return Awaiter(*of_); }

private:
  Object *of_;
};

} // namespace corun::detail
