// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who watches the steps of a loop: debug mode, for slow ones, and CORUN_TRACE.
#pragma once

#include <corun/detail/loop_core.hpp>
#include <corun/detail/task_state.hpp>
#include <corun/detail/timer_queue.hpp>

#include <memory>

namespace corun::detail {

/// Loop thread only.
class loop_observer {
public:
  /// Null if nobody wants to know anything.
  static std::unique_ptr<loop_observer> make(loop_core &loop) noexcept;

  void task_spawned(loop_core &loop, task_state &task) noexcept;
  void task_ended(loop_core &loop, task_state &task) noexcept;
  /// One step of the task, or a callback if it is null.
  void step(loop_core &loop, task_state *task, clock::time_point begin,
            clock::time_point end) noexcept;
};

} // namespace corun::detail
