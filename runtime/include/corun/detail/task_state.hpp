// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The part of a task's promise that does not depend on the type of its result.
#pragma once

#include <corun/detail/completion.hpp>
#include <corun/detail/ready_queue.hpp>
#include <corun/detail/transfer.hpp>
#include <corun/errors.hpp>

#include <coroutine>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace corun::detail {

class loop_core;
class task_ref;
class waiter;

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

  void set_continuation(std::coroutine_handle<> continuation) noexcept {
    continuation_ = continuation;
  }
  /// From final_suspend of `self`: passes control to the awaiter, or ends the
  /// task.
  transfer finish(std::coroutine_handle<> self) {
    if (!spawned_) [[likely]]
      return transfer_to(self, continuation_);
    complete();
    return transfer_to_caller();
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
  [[nodiscard]] task_ref spawn(loop_core &loop, std::string_view name);

  [[nodiscard]] bool done() const noexcept { return concurrent_.done; }
  [[nodiscard]] bool was_cancelled() const noexcept {
    return concurrent_.cancelled;
  }
  [[nodiscard]] bool failed() const noexcept {
    return concurrent_.cancelled || exception_ != nullptr;
  }
  /// False if done; else the task ends with cancelled_error unless it catches
  /// that.
  bool cancel() noexcept;
  [[nodiscard]] std::string name() const;
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
  /// The task is not suspended at `w` any more.
  void resumed_from(waiter &w) noexcept {
    if (concurrent_.waiting_at == &w)
      concurrent_.waiting_at = nullptr;
  }

  void detach() noexcept { concurrent_.detached = true; }
  [[nodiscard]] bool detached() const noexcept { return concurrent_.detached; }
  [[nodiscard]] bool cancel_requested() const noexcept {
    return concurrent_.cancel_requested;
  }
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

protected:
  task_state() noexcept : continuation_(nullptr) {}
  ~task_state() {
    if (spawned_)
      std::destroy_at(&concurrent_);
  }

private:
  friend class task_list;

  struct concurrent_part {
    loop_core *loop;
    task_state *next = nullptr;
    task_state *previous = nullptr;
    waiter *waiting_at = nullptr;
    completion_list completions{};
    std::unique_ptr<std::string> name{};
    std::uint32_t id;
    std::uint32_t references = 1; // the loop's
    bool started = false;
    bool done = false;
    bool cancelled = false;
    bool cancel_requested = false;
    // A cancellation that came while the task ran: delivered at its next
    // suspension point.
    bool cancel_undelivered = false;
    bool exception_retrieved = false;
    bool detached = false;
  };

  [[nodiscard]] virtual std::coroutine_handle<> frame() noexcept = 0;
  void complete() noexcept;
  void settle_outcome() noexcept;
  void destroy_spawned() noexcept;

  std::exception_ptr exception_;
  union {
    std::coroutine_handle<> continuation_;
    concurrent_part concurrent_;
  };
  bool spawned_ = false;
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
