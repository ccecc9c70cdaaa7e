// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who watches the steps of a loop: debug mode, for slow ones, and CORUN_TRACE.
#pragma once

#include "loop_trace.hpp"

#include <corun/detail/loop_core.hpp>
#include <corun/detail/ready_queue.hpp>
#include <corun/detail/task_state.hpp>
#include <corun/detail/timer_queue.hpp>

#include <memory>
#include <source_location>

namespace corun::detail {

/// A step that is about to run. Afterwards the node may be gone.
struct observed_step {
  explicit observed_step(ready_node &node) noexcept;

  /// Null for a callback. Kept past its last step, so that it can be named.
  task_ref task;
  const char *kind;
  /// Where a task goes on.
  std::source_location from;
  bool is_first_of_task = false;
  clock::time_point begin;
};

/// Loop thread only.
class loop_observer {
public:
  /// False if nobody wants to know anything.
  [[nodiscard]] static bool is_wanted(const loop_core &loop) noexcept;

  loop_observer();

  void task_spawned(loop_core &loop, task_state &task) noexcept;
  void task_renamed(task_state &task) noexcept;
  void cancel_requested(task_state &task) noexcept;
  void step(loop_core &loop, const observed_step &step,
            clock::time_point end) noexcept;
  /// The loop sleeps, or its run is over.
  void going_to_rest() noexcept;

private:
  std::unique_ptr<loop_trace> trace_; // null without CORUN_TRACE
};

} // namespace corun::detail
