// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The part of a task's promise that does not depend on the type of its result.
#pragma once

#include <corun/context.hpp>
#include <corun/detail/completion.hpp>
#include <corun/detail/ready_queue.hpp>
#include <corun/detail/transfer.hpp>
#include <corun/errors.hpp>

#include <coroutine>
#include <cstdint>
#include <exception>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace corun::detail {

class loop_core;
class task_ref;
class waiter;

/// What few tasks have.
struct rare_part {
  std::string name;
  cancel_message message;
};

/// How a task is put on a loop.
struct spawn_options {
  std::unique_ptr<rare_part> rare;
  corun::context context;
  bool eager_start = false;
  std::source_location where;
};

/// Control block, queue node and result slot of a task, all inside its
/// coroutine frame. A task lives in one of two ways:
///
/// - *awaited* where it was made: it belongs to its awaiter and knows only the
///   coroutine to continue;
/// - *spawned* by create_task: it belongs to the loop and to its handles by
///   reference count, runs concurrently, has a name, can be cancelled.
///
/// The fields of the second are made by spawn(), so that the first does not
/// pay for them. Everything here is for the loop's thread only.
class task_state : public ready_node {
public:
  // --- awaited ---

  /// `parent` is the awaiting coroutine, `frame` its state if it is a corun
  /// task, else null.
  void set_continuation(std::coroutine_handle<> parent,
                        task_state *frame) noexcept {
    awaited_ = {parent, frame, frame != nullptr ? frame->root() : nullptr};
  }
  /// From final_suspend of `self`: passes control to the awaiter, or ends the
  /// task.
  transfer finish(std::coroutine_handle<> self) {
    if (!spawned_) [[likely]]
      return transfer_to(self, awaited_.continuation);
    complete();
    return transfer_to_caller();
  }
  /// The coroutine that awaits this one; null for a spawned task, for one that
  /// has not started, and if that coroutine is another library's.
  [[nodiscard]] const task_state *parent() const noexcept {
    return spawned_ ? nullptr : awaited_.frame;
  }
  /// The spawned task that this coroutine is part of: itself, or the one that
  /// awaits it, however far up. Null if it has not started, and if another
  /// library's coroutine awaits it.
  [[nodiscard]] task_state *root() noexcept {
    return spawned_ ? this : awaited_.root;
  }
  /// True once awaited or spawned.
  [[nodiscard]] bool started_or_spawned() const noexcept {
    return spawned_ || awaited_.continuation != nullptr;
  }
  /// It will not run, and whoever wanted it to is told so: nobody else is.
  void forgo() noexcept { awaited_.continuation = std::noop_coroutine(); }
  /// The co_await that the coroutine is suspended at, or its first line.
  [[nodiscard]] const std::source_location &where() const noexcept {
    return where_;
  }
  /// From unhandled_exception.
  void set_exception(std::exception_ptr exception) noexcept {
    exception_ = std::move(exception);
  }
  void rethrow_if_failed() const {
    if (exception_) [[unlikely]]
      std::rethrow_exception(exception_);
  }

  // --- spawned ---

  /// Puts the task on the loop, which runs its first step in its next
  /// iteration. Returns the first handle's reference.
  [[nodiscard]] task_ref spawn(loop_core &loop, spawn_options options) noexcept;

  [[nodiscard]] bool done() const noexcept { return concurrent_.done; }
  [[nodiscard]] bool was_cancelled() const noexcept {
    return concurrent_.cancelled;
  }
  [[nodiscard]] bool failed() const noexcept {
    return concurrent_.cancelled || exception_ != nullptr;
  }
  /// Failed by something else than a cancellation.
  [[nodiscard]] bool has_exception() const noexcept {
    return exception_ != nullptr && !concurrent_.cancelled;
  }
  /// False if done; else the task ends with cancelled_error unless it catches
  /// that. `message` is what that error says; null for the default.
  bool cancel(const cancel_message &message = nullptr) noexcept;
  /// True while a request to cancel is being passed on through this task.
  [[nodiscard]] bool being_cancelled() const noexcept {
    return concurrent_.being_cancelled;
  }
  [[nodiscard]] bool cancelled_at_close() const noexcept {
    return concurrent_.cancelled_at_close;
  }
  /// For a time limit: the same, but a result on its way to the task arrives.
  void cancel_by_timeout() noexcept;
  /// The time limit is over with before it took effect.
  void withdraw_timeout() noexcept { concurrent_.cancel_deferred = false; }
  /// How many calls of cancel() have not been taken back.
  [[nodiscard]] std::uint32_t cancelling() const noexcept {
    return concurrent_.cancel_requests;
  }
  /// Takes one call of cancel() back; returns how many are left. The last takes
  /// back a cancellation that has not been delivered, too.
  std::uint32_t uncancel() noexcept;
  [[nodiscard]] cancel_message message() const noexcept {
    return concurrent_.rare ? concurrent_.rare->message : nullptr;
  }
  /// The context variables of the coroutine and of what it awaits.
  [[nodiscard]] corun::context &context() noexcept {
    return concurrent_.context;
  }
  [[nodiscard]] std::string name() const;
  void set_name(std::string_view name);
  [[nodiscard]] std::uint64_t id() const noexcept { return concurrent_.id; }
  /// Where create_task() was called.
  [[nodiscard]] const std::source_location &origin() const noexcept {
    return concurrent_.origin;
  }
  [[nodiscard]] loop_core *loop() const noexcept { return concurrent_.loop; }

  /// Precondition: done. Null if the task returned. From now on its exception
  /// counts as retrieved.
  [[nodiscard]] std::exception_ptr retrieve_exception() noexcept;
  /// Precondition: done. Throws what the task threw, or cancelled_error.
  void rethrow_if_unsuccessful();

  void add_completion(completion_node &node) noexcept {
    concurrent_.completions.push_back(node);
  }
  void remove_completion(completion_node &node) noexcept {
    concurrent_.completions.remove(node);
  }

  /// The task suspends at `w`.
  void suspended_at(waiter &w) noexcept;
  /// The task is not suspended at `w` any more. True if it must be told there
  /// that it is cancelled.
  [[nodiscard]] bool resumed_from(waiter &w) noexcept {
    if (concurrent_.waiting_at != &w)
      return false;
    concurrent_.waiting_at = nullptr;
    return std::exchange(concurrent_.cancel_undelivered, false);
  }
  /// The cancellation is for the next suspension point.
  void deliver_later() noexcept { concurrent_.cancel_undelivered = true; }
  [[nodiscard]] waiter *waiting_at() const noexcept {
    return concurrent_.waiting_at;
  }
  [[nodiscard]] bool started() const noexcept { return concurrent_.started; }

  void detach() noexcept { concurrent_.detached = true; }
  [[nodiscard]] bool detached() const noexcept { return concurrent_.detached; }
  /// Reports the exception, if there is one that nobody has retrieved.
  void report_unretrieved() noexcept;
  void forget_loop() noexcept { concurrent_.loop = nullptr; }

  void add_reference() noexcept { ++concurrent_.references; }
  void release() noexcept {
    if (--concurrent_.references == 0)
      destroy_spawned();
  }
  [[nodiscard]] bool has_one_reference() const noexcept {
    return concurrent_.references == 1;
  }

  /// The first step.
  void run() noexcept final;
  [[nodiscard]] task_state *owner() noexcept final { return this; }
  [[nodiscard]] const char *kind() const noexcept final { return "a task"; }

protected:
  explicit task_state(const std::source_location &where) noexcept
      : where_(where), awaited_{} {}
  ~task_state() {
    if (spawned_)
      std::destroy_at(&concurrent_);
  }

  void suspending_at(const std::source_location &where) noexcept {
    where_ = where;
  }

private:
  friend class task_list;

  struct awaited_part {
    std::coroutine_handle<> continuation;
    task_state *frame;
    task_state *root;
  };
  struct concurrent_part {
    loop_core *loop;
    task_state *next = nullptr;
    task_state *previous = nullptr;
    waiter *waiting_at = nullptr;
    completion_list completions{};
    std::unique_ptr<rare_part> rare{};
    corun::context context{};
    std::source_location origin;
    std::uint64_t id;
    std::uint32_t references = 1; // the loop's
    std::uint32_t cancel_requests = 0;
    bool started = false;
    bool done = false;
    bool cancelled = false;
    // A cancellation that came while the task ran or was about to: delivered
    // where it resumes, or at its next suspension point.
    bool cancel_undelivered = false;
    // The same of a time limit, which must not take away what the task has been
    // woken up with: delivered at its next suspension point.
    bool cancel_deferred = false;
    bool being_cancelled = false; // while a request is passed on
    bool cancelled_at_close = false;
    bool exception_retrieved = false;
    bool detached = false;
  };

  [[nodiscard]] virtual std::coroutine_handle<> frame() noexcept = 0;
  void complete() noexcept;
  void settle_outcome() noexcept;
  [[nodiscard]] rare_part &make_rare();
  [[nodiscard]] task_state *passes_cancel_to() const noexcept;
  void request_cancel(const cancel_message &message) noexcept;
  void destroy_spawned() noexcept;

  std::exception_ptr exception_;
  std::source_location where_;
  union {
    awaited_part awaited_;
    concurrent_part concurrent_;
  };
  bool spawned_ = false;
};

/// Throws loop_error if the current task of `loop` cannot wait for `task`: it is
/// another loop's, or itself. `what` is the verb for the message.
void require_awaitable(const task_state &task, const loop_core &loop,
                       const char *what);

/// Destroys a coroutine that was neither awaited nor spawned; debug mode tells.
void destroy_unawaited(const task_state &task,
                       std::coroutine_handle<> frame) noexcept;

/// A coroutine that has suspended, as await_suspend gets it: any coroutine's
/// handle converts to this. Knows whether it is a corun task.
struct suspended_coroutine {
  template <class Promise>
  // NOLINTNEXTLINE(*-explicit-constructor)
  suspended_coroutine(std::coroutine_handle<Promise> coroutine) noexcept
      : handle(coroutine) {
    if constexpr (std::is_base_of_v<task_state, Promise>)
      frame = &coroutine.promise();
  }

  std::coroutine_handle<> handle;
  task_state *frame = nullptr;
};

/// Counted reference to a spawned task.
class task_ref {
public:
  task_ref() = default;
  explicit task_ref(task_state *task) noexcept : task_(task) {
    if (task_ != nullptr)
      task_->add_reference();
  }
  task_ref(const task_ref &other) noexcept : task_ref(other.task_) {}
  task_ref(task_ref &&other) noexcept
      : task_(std::exchange(other.task_, nullptr)) {}
  task_ref &operator=(task_ref other) noexcept {
    std::swap(task_, other.task_);
    return *this;
  }
  ~task_ref() {
    if (task_ != nullptr)
      task_->release();
  }

  [[nodiscard]] task_state *get() const noexcept { return task_; }
  task_state &operator*() const noexcept { return *task_; }
  task_state *operator->() const noexcept { return task_; }
  explicit operator bool() const noexcept { return task_ != nullptr; }

private:
  task_state *task_ = nullptr;
};

/// Intrusive list of spawned tasks, oldest first. A task is in at most one.
class task_list {
public:
  [[nodiscard]] bool empty() const noexcept { return first_ == nullptr; }
  [[nodiscard]] task_state *first() const noexcept { return first_; }
  [[nodiscard]] static task_state *next(const task_state &task) noexcept {
    return task.concurrent_.next;
  }
  void push_back(task_state &task) noexcept;
  /// Precondition: the task is in this list.
  void remove(task_state &task) noexcept;

private:
  task_state *first_ = nullptr;
  task_state *last_ = nullptr;
};

} // namespace corun::detail
