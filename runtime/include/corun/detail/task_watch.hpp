// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/completion.hpp>
#include <corun/detail/task_state.hpp>
#include <corun/detail/waiter.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace corun::detail {

/// Each task once, where it stood first: the set that asyncio makes of them.
[[nodiscard]] std::vector<task_ref> distinct(std::vector<task_ref> tasks);

/// Listens for the end of several tasks at once: what gather, wait and
/// as_completed share. The tasks must outlive it.
class task_watch {
public:
  /// Throws std::bad_alloc.
  explicit task_watch(std::span<const task_ref> tasks)
      : children_(std::make_unique<child[]>(tasks.size())), tasks_(tasks) {}
  task_watch(const task_watch &) = delete;
  task_watch &operator=(const task_watch &) = delete;

  [[nodiscard]] std::span<const task_ref> tasks() const noexcept {
    return tasks_;
  }

protected:
  ~task_watch() { stop_listening(); }

  /// Listens to those that are not done. Throws loop_error that names `what`,
  /// and then listens to none, if one is another loop's or the current one.
  void listen(loop_core &loop, const char *what);
  void stop_listening() noexcept;
  void visit_unfinished(task_visitor &visitor) const;
  virtual void child_ended(std::size_t index, task_state &task) noexcept = 0;

private:
  struct child final : completion_node {
    void on_completed(task_state &task) noexcept override {
      watch->child_ended(static_cast<std::size_t>(this - watch->children_.get()),
                         task);
    }
    task_watch *watch = nullptr;
  };

  std::unique_ptr<child[]> children_;
  std::span<const task_ref> tasks_;
};

} // namespace corun::detail
