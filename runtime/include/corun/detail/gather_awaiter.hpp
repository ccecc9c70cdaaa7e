// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/task_watch.hpp>
#include <corun/detail/waiter.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace corun::detail {

/// Does the first failure end the wait?
enum class on_failure : std::uint8_t { stop, go_on };

/// Waits until all tasks are done, or the first has failed. Cancelled, it
/// cancels them all and waits for the last.
class gather_awaiter final : public waiter, private task_watch {
public:
  /// The tasks must outlive this. Throws std::bad_alloc.
  gather_awaiter(std::span<const task_ref> tasks, on_failure failure)
      : task_watch(tasks), failure_(failure) {}

  [[nodiscard]] bool await_ready() noexcept;
  void await_suspend(suspended_coroutine coroutine);
  /// Throws what the first failed task threw, unless failures do not count.
  void await_resume() const;

  [[nodiscard]] std::string waits_for() const override;
  void visit_awaited(task_visitor &visitor) const override {
    visit_unfinished(visitor);
  }

private:
  void child_ended(std::size_t index, task_state &task) noexcept override;
  void on_cancel() noexcept override;

  std::size_t unfinished_ = 0;
  task_state *first_failed_ = nullptr;
  on_failure failure_;
  bool cancelling_ = false;
};

} // namespace corun::detail
