// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/promise.hpp>
#include <corun/detail/waiter.hpp>
#include <corun/errors.hpp>

#include <coroutine>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>

namespace corun {

namespace detail {

/// Waits for a spawned task. A cancellation goes on to that task; the wait
/// ends when the task does.
class join_awaiter : public waiter, public completion_node {
public:
  explicit join_awaiter(task_ref task) noexcept : task_(std::move(task)) {}
  ~join_awaiter() { task_->remove_completion(*this); }

  [[nodiscard]] bool await_ready() const noexcept { return task_->done(); }
  /// Throws loop_error if the task is the current one or another loop's.
  void await_suspend(std::coroutine_handle<> coroutine);

protected:
  [[nodiscard]] task_state &target() const noexcept { return *task_; }
  [[nodiscard]] task_ref &task() noexcept { return task_; }

private:
  void on_completed(task_state &) noexcept override { wake(); }
  void on_cancel() noexcept override { task_->cancel(); }

  task_ref task_;
};

/// Moves the result out if `task` is the last reference to it, else copies it.
/// A result that cannot be copied is moved in any case. Precondition: done.
/// Throws what the task threw, or cancelled_error.
template <class T> T take_result(task_ref &task) {
  auto &promise = static_cast<detail::promise<T> &>(*task);
  promise.rethrow_if_unsuccessful();
  if constexpr (std::is_object_v<T> && std::is_copy_constructible_v<T>)
    if (!promise.has_one_reference())
      return promise.get();
  return promise.take();
}

} // namespace detail

/// A task that runs concurrently, made by create_task().
///
/// The loop owns the task: dropping the handle neither stops nor cancels it.
/// Copies refer to the same task. A handle may be awaited any number of times,
/// by any number of coroutines of its loop; each is told the same outcome. An
/// exception that no await, result() or exception() has retrieved when the last
/// handle goes is reported, with the task's name, to the loop's exception
/// handler.
///
/// All members and destruction: loop thread only. Not done() is an error only
/// where said; an empty handle (moved from, detached) throws loop_error.
template <class T = void>
class [[nodiscard("await the handle, or detach() it to say that nobody waits "
                  "for this task")]] task_handle {
public:
  using value_type = T;

  task_handle() = default;

  /// False if empty.
  [[nodiscard]] bool valid() const noexcept { return static_cast<bool>(task_); }
  /// True once the task has returned, thrown or been cancelled.
  [[nodiscard]] bool done() const { return state().done(); }
  /// True once the task has ended by cancelled_error.
  [[nodiscard]] bool cancelled() const {
    return done() && state().was_cancelled();
  }
  /// What create_task was given, else "task-N".
  [[nodiscard]] std::string name() const { return state().name(); }

  /// Asks the task to end: cancelled_error is thrown at the point where it is
  /// suspended, in the loop's next iteration. A task that waits for another
  /// task passes the request on to that one. A task that has not started never
  /// does. The coroutine may catch the error, clean up, and even go on.
  /// Returns false if the task is done. O(1) for each task it is passed to.
  bool cancel() { return state().cancel(); }

  /// The outcome without suspending. Throws what the task threw,
  /// cancelled_error, or loop_error if the task is not done. The reference
  /// lives as long as a handle does.
  std::add_lvalue_reference_t<std::add_const_t<T>>
  result() const CORUN_LIFETIMEBOUND {
    if (!done())
      throw loop_error("task '" + name() +
                       "' is not done: co_await its handle first");
    state().rethrow_if_unsuccessful();
    return static_cast<detail::promise<T> &>(state()).get();
  }
  /// What the task threw, or null if it returned. Throws loop_error if the task
  /// is not done.
  [[nodiscard]] std::exception_ptr exception() const {
    if (!done())
      throw loop_error("task '" + name() +
                       "' is not done: co_await its handle first");
    return state().retrieve_exception();
  }

  /// Says that nobody will wait for the task. It runs on; if it fails, that is
  /// reported; if the loop closes first, it is cancelled without a word.
  void detach() {
    state().detach();
    task_ = detail::task_ref();
  }

  /// `co_await h`: waits until the task is done; `const T &` (T & for a
  /// reference), valid as long as a handle is. Throws what the task threw, or
  /// cancelled_error; loop_error for a handle of another loop or of the
  /// current task. The awaiting coroutine goes on one iteration after the end
  /// of the task, in the order in which the waits began; at once if the task is
  /// done.
  [[nodiscard]] auto operator co_await() const & {
    return reference_awaiter(require());
  }
  /// `co_await std::move(h)`, `co_await create_task(...)`: the same, but the
  /// result by value: moved if this was the last handle, else copied.
  [[nodiscard]] auto operator co_await() && {
    return value_awaiter(std::move(*this).release());
  }

  /// For the library: the reference, which leaves the handle empty.
  [[nodiscard]] detail::task_ref release() && {
    static_cast<void>(require());
    return std::move(task_);
  }
  /// For the library.
  explicit task_handle(detail::task_ref task) noexcept
      : task_(std::move(task)) {}

private:
  class reference_awaiter final : public detail::join_awaiter {
  public:
    using join_awaiter::join_awaiter;
    std::add_lvalue_reference_t<std::add_const_t<T>> await_resume() const {
      throw_if_cancelled();
      target().rethrow_if_unsuccessful();
      return static_cast<detail::promise<T> &>(target()).get();
    }
  };

  class value_awaiter final : public detail::join_awaiter {
  public:
    using join_awaiter::join_awaiter;
    T await_resume() {
      throw_if_cancelled();
      return detail::take_result<T>(task());
    }
  };

  [[nodiscard]] const detail::task_ref &require() const {
    if (!task_)
      throw loop_error("this task_handle is empty: it was moved from, awaited "
                       "as an rvalue, or detached");
    return task_;
  }
  [[nodiscard]] detail::task_state &state() const { return *require(); }

  detail::task_ref task_;
};

} // namespace corun
