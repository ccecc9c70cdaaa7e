// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/completion.hpp>
#include <corun/detail/task_state.hpp>
#include <corun/detail/waiter.hpp>

#include <coroutine>
#include <cstddef>
#include <memory>
#include <span>

namespace corun::detail {

/// Waits until all tasks are done or the first has failed. Cancelled, it
/// cancels them all and waits for the last. The tasks must outlive it.
class gather_awaiter final : public waiter {
public:
  /// Throws std::bad_alloc.
  explicit gather_awaiter(std::span<const task_ref> tasks)
      : children_(std::make_unique<child[]>(tasks.size())), tasks_(tasks) {}
  ~gather_awaiter() { stop_listening(); }

  [[nodiscard]] bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<> coroutine);
  /// Throws what the first failed task threw.
  void await_resume() const;

private:
  struct child final : completion_node {
    void on_completed(task_state &task) noexcept override {
      parent->child_ended(task);
    }
    gather_awaiter *parent = nullptr;
  };

  void child_ended(task_state &task) noexcept;
  void stop_listening() noexcept;
  void on_cancel() noexcept override;

  std::unique_ptr<child[]> children_;
  std::span<const task_ref> tasks_;
  std::size_t unfinished_ = 0;
  task_state *first_failed_ = nullptr;
  bool cancelling_ = false;
};

} // namespace corun::detail
