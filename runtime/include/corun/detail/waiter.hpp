// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/loop_core.hpp>
#include <corun/detail/ready_queue.hpp>
#include <corun/detail/task_state.hpp>

#include <coroutine>
#include <cstdint>
#include <string>

namespace corun::detail {

/// Is told of tasks, for diagnostics.
class task_visitor {
public:
  virtual void visit(const task_state &task) = 0;

protected:
  ~task_visitor() = default;
};

/// Something that stands for tasks: who waits for it, waits for them.
class task_source {
public:
  /// As waiter::waits_for().
  [[nodiscard]] virtual std::string waits_for() const = 0;
  virtual void visit_awaited(task_visitor &visitor) const = 0;

protected:
  ~task_source() = default;
};

/// Base of the awaiters at which a task really waits for the loop: the leaves
/// of its chain of awaits. Knows how to be woken, cancelled, and destroyed at
/// any moment without leaving a trace in the loop.
///
/// A derived awaiter's await_suspend first registers with whatever it waits
/// for (which may throw) and then calls suspend(); its destructor deregisters;
/// its await_resume calls throw_if_cancelled().
class waiter : public ready_node {
public:
  /// Called by the task that waits here. False if the wait is over already.
  bool cancel() noexcept {
    if (status_ != status::waiting)
      return false;
    on_cancel();
    return true;
  }

  void run() noexcept final;
  void discard() noexcept override { forget(); }
  [[nodiscard]] task_state *owner() noexcept final { return task_; }
  [[nodiscard]] const char *kind() const noexcept final {
    return "a coroutine of another library";
  }

  /// What the wait is for, as in "waits for ...".
  [[nodiscard]] virtual std::string waits_for() const = 0;
  /// Names the tasks it waits for that have not ended.
  virtual void visit_awaited(task_visitor & /*visitor*/) const {}
  /// Would a result be lost that has woken the coroutine up, if it were thrown
  /// cancelled_error instead?
  [[nodiscard]] virtual bool carries_result() const noexcept { return false; }
  /// True until the wake-up.
  [[nodiscard]] bool waiting() const noexcept {
    return status_ == status::waiting;
  }
  /// The coroutine that waits; null if it is another library's.
  [[nodiscard]] const task_state *frame() const noexcept { return frame_; }

  /// The one task that a cancellation goes on to, if that is all it does here.
  [[nodiscard]] virtual task_state *passes_cancel_to() const noexcept {
    return nullptr;
  }
  /// The cancellation would come back to this task: it is delivered here.
  void cancel_in_circle() noexcept {
    leave();
    wake_cancelled();
  }

protected:
  waiter() noexcept {} // NOLINT(modernize-use-equals-default)
  ~waiter() {
    if (status_ != status::idle) [[unlikely]]
      abandon();
  }

  /// The coroutine waits from now on. If the current task has a cancellation
  /// to deliver, it is delivered here.
  void suspend(loop_core &loop, suspended_coroutine coroutine) noexcept;
  /// Makes the coroutine ready: it goes on in the loop's next batch. No effect
  /// unless waiting.
  void wake() noexcept {
    if (status_ != status::waiting)
      return;
    status_ = status::queued;
    loop_->ready.push_back(*this);
  }
  /// For on_cancel: the coroutine goes on with cancelled_error.
  void wake_cancelled() noexcept {
    cancelled_ = true;
    wake();
  }
  void throw_if_cancelled() const {
    if (cancelled_) [[unlikely]]
      throw_cancelled();
  }
  [[nodiscard]] bool was_cancelled() const noexcept { return cancelled_; }
  /// The loop is gone; nothing will wake the coroutine.
  void forget() noexcept;

  /// Stops waiting and calls wake_cancelled(), now or later. Runs only while
  /// waiting.
  virtual void on_cancel() noexcept = 0;

  /// Stops waiting, of those that pass a cancellation on.
  virtual void leave() noexcept {}

  [[nodiscard]] loop_core *loop() const noexcept { return loop_; }
  /// What the cancellation that is being delivered says.
  [[nodiscard]] cancel_message current_message() const noexcept {
    return task_ != nullptr ? task_->message() : nullptr;
  }

private:
  enum class status : std::uint8_t { idle, waiting, queued };

  void abandon() noexcept;
  [[noreturn]] void throw_cancelled() const;

  // Set by suspend(). The task is a counted reference as long as the status is
  // not idle; by hand, because this is the hot path of every suspension.
  loop_core *loop_;
  task_state *task_;
  std::coroutine_handle<> coroutine_;
  const task_state *frame_;
  status status_ = status::idle;
  bool cancelled_ = false;
};

/// `co_await adopt_task()`: the running coroutine's task is the current one, even
/// if another library's awaitable has resumed the coroutine from a callback.
class adopt_task {
public:
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  [[nodiscard]] bool await_suspend(suspended_coroutine coroutine) const {
    task_state *const root =
        coroutine.frame != nullptr ? coroutine.frame->root() : nullptr;
    if (root != nullptr)
      loop_core::require("a task").current_task = root;
    return false;
  }
  void await_resume() const noexcept {}
};

} // namespace corun::detail
