// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/callback.hpp>
#include <corun/detail/promise.hpp>
#include <corun/detail/waiter.hpp>
#include <corun/errors.hpp>

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
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
  void await_suspend(suspended_coroutine coroutine);

  [[nodiscard]] std::string waits_for() const override;
  void visit_awaited(task_visitor &visitor) const override {
    visitor.visit(*task_);
  }
  [[nodiscard]] bool carries_result() const noexcept override { return true; }
  [[nodiscard]] task_state *passes_cancel_to() const noexcept override {
    return task_.get();
  }

protected:
  [[nodiscard]] task_state &target() const noexcept { return *task_; }
  [[nodiscard]] task_ref &reference() noexcept { return task_; }

private:
  void on_completed(task_state &) noexcept override { wake(); }
  void on_cancel() noexcept override { task_->cancel(current_message()); }
  void leave() noexcept override { task_->remove_completion(*this); }

  task_ref task_;
};

/// Waits for the end of a task, whatever its outcome; a cancellation ends the
/// wait and leaves the task alone.
class settled_awaiter final : public join_awaiter {
public:
  using join_awaiter::join_awaiter;
  void await_resume() const { throw_if_cancelled(); }
  [[nodiscard]] task_state *passes_cancel_to() const noexcept override {
    return nullptr;
  }

private:
  void on_cancel() noexcept override {
    target().remove_completion(*this);
    wake_cancelled();
  }
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

/// A task of the loop, whatever the type of its result: what task_handle<T>
/// does without knowing T.
///
/// All members and destruction: loop thread only; debug mode throws loop_error
/// elsewhere. An empty handle (moved from, detached) throws loop_error.
class any_task_handle {
public:
  any_task_handle() = default;

  /// False if empty.
  [[nodiscard]] bool valid() const noexcept { return static_cast<bool>(task_); }
  /// True once the task has returned, thrown or been cancelled.
  [[nodiscard]] bool done() const { return state("task_handle::done").done(); }
  /// True once the task has ended by cancelled_error.
  [[nodiscard]] bool cancelled() const {
    const detail::task_state &task = state("task_handle::cancelled");
    return task.done() && task.was_cancelled();
  }
  /// What create_task or set_name was given, else "task-N"; N is unique in the
  /// process.
  [[nodiscard]] std::string name() const {
    return state("task_handle::name").name();
  }
  void set_name(std::string_view name) {
    state("task_handle::set_name").set_name(name);
  }

  /// Asks the task to end: cancelled_error is thrown at the point where it is
  /// suspended, in the loop's next iteration. A task that waits for another
  /// task passes the request on to that one. A task that has not started never
  /// does. The coroutine may catch the error, clean up, and even go on.
  /// `message` is what the error says. Returns false if the task is done. O(1)
  /// for each task it is passed to. In debug mode throws loop_error in another
  /// thread than the loop's.
  bool cancel(std::string_view message = {});
  /// How many calls of cancel() have not been taken back. Not 0: somebody wants
  /// the task to end.
  [[nodiscard]] std::uint32_t cancelling() const {
    return state("task_handle::cancelling").cancelling();
  }
  /// Takes one call of cancel() back, for code that has cancelled the task
  /// itself and has dealt with it, as timeout() does. The last one also drops a
  /// cancellation that has not been delivered. Returns cancelling().
  // NOLINTNEXTLINE(*-use-nodiscard): often called for its effect
  std::uint32_t uncancel() { return state("task_handle::uncancel").uncancel(); }

  /// What the task threw, cancelled_error if it was cancelled, null if it
  /// returned; counts as retrieved from now on. Throws loop_error if the task
  /// is not done.
  [[nodiscard]] std::exception_ptr exception() const;

  /// Says that nobody will wait for the task. It runs on; if it fails, that is
  /// reported; if the loop closes first, it is cancelled without a word.
  void detach();

  /// Calls `callback(any_task_handle)` one iteration after the end of the task
  /// (the next one, if it has ended), in the order of these calls. What it
  /// throws goes to the loop's exception handler. O(1).
  template <class F> callback_handle add_done_callback(F callback) const;

  /// `co_await h`: waits until the task is done, throws what the task threw,
  /// or cancelled_error. See task_handle.
  [[nodiscard]] auto operator co_await() const { return awaiter(require()); }

  /// True if both refer to the same task, or to none.
  friend bool operator==(const any_task_handle &a,
                         const any_task_handle &b) noexcept {
    return a.task_.get() == b.task_.get();
  }

  /// For the library: the reference, which leaves the handle empty.
  [[nodiscard]] detail::task_ref release() && {
    static_cast<void>(require());
    return std::move(task_);
  }
  /// For the library. Throws loop_error if empty.
  [[nodiscard]] const detail::task_ref &require() const;
  /// For the library.
  explicit any_task_handle(detail::task_ref task) noexcept
      : task_(std::move(task)) {}

protected:
  /// In debug mode throws loop_error, which names the member, in another thread
  /// than the loop's.
  [[nodiscard]] detail::task_state &state(const char *member) const;
  /// Throws loop_error if the task is not done.
  [[nodiscard]] detail::task_state &require_done(const char *member) const;

private:
  class awaiter final : public detail::join_awaiter {
  public:
    using join_awaiter::join_awaiter;
    void await_resume() const {
      throw_if_cancelled();
      target().rethrow_if_unsuccessful();
    }
  };

  detail::task_ref task_;
};

/// A task that runs concurrently, made by create_task().
///
/// The loop owns the task: dropping the handle neither stops nor cancels it.
/// Copies refer to the same task. A handle may be awaited any number of times,
/// by any number of coroutines of its loop; each is told the same outcome. An
/// exception that no await, result() or exception() has retrieved when the last
/// handle goes is reported, with the task's name, to the loop's exception
/// handler; at the latest when the loop closes.
///
/// The arguments of the coroutine live as long as its result, until the last
/// handle goes: a lock guard or a stream among them is held until then. Move such
/// an argument into a local variable, which dies when the coroutine ends.
///
/// All members and destruction: loop thread only. Not done() is an error only
/// where said; an empty handle (moved from, detached) throws loop_error.
template <class T = void>
class [[nodiscard("await the handle, or detach() it to say that nobody waits "
                  "for this task")]] task_handle : public any_task_handle {
public:
  using value_type = T;

  task_handle() = default;
  task_handle(const task_handle &) = default;
  task_handle(task_handle &&) noexcept = default;
  // By value for the same reason as that of task.
  task_handle &operator=(task_handle other CORUN_CAPTURED_BY_THIS) noexcept {
    any_task_handle::operator=(std::move(other));
    return *this;
  }
  ~task_handle() = default;

  /// The outcome without suspending. Throws what the task threw,
  /// cancelled_error, or loop_error if the task is not done. The reference
  /// lives as long as a handle does.
  std::add_lvalue_reference_t<std::add_const_t<T>>
  result() const CORUN_LIFETIMEBOUND {
    detail::task_state &task = require_done("task_handle::result");
    task.rethrow_if_unsuccessful();
    return static_cast<detail::promise<T> &>(task).get();
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

  /// For the library.
  explicit task_handle(detail::task_ref task) noexcept
      : any_task_handle(std::move(task)) {}

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
      return detail::take_result<T>(reference());
    }
  };
};

namespace detail {

/// A callback for the end of a task.
template <class F>
class done_callback : public callback_of<F>, public completion_node {
public:
  using callback_of<F>::callback_of;
  void on_completed(task_state &) noexcept override { this->make_ready(); }
  [[nodiscard]] const char *kind() const noexcept override {
    return "a callback of add_done_callback";
  }
};

} // namespace detail

template <class F>
callback_handle any_task_handle::add_done_callback(F callback) const {
  detail::task_state &task = state("task_handle::add_done_callback");
  auto call = [callback = std::move(callback), handle = *this]() mutable {
    callback(std::move(handle));
  };
  auto node = detail::make_callback_of<detail::done_callback<decltype(call)>>(
      detail::loop_of(task), std::move(call));
  callback_handle handle(node);
  if (task.done())
    node->make_ready();
  else
    task.add_completion(*node);
  return handle;
}

} // namespace corun
