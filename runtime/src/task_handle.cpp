// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/task_handle.hpp>

#include <corun/detail/loop_core.hpp>

namespace corun::detail {

void join_awaiter::await_suspend(std::coroutine_handle<> coroutine) {
  loop_core &loop = loop_core::require("awaiting a task_handle");
  if (task_->loop() != &loop)
    throw loop_error("task '" + task_->name() +
                     "' belongs to another event loop: await it there");
  if (loop.current_task == task_.get())
    throw loop_error("task '" + task_->name() +
                     "' awaits itself and would never end");
  task_->add_completion(*this);
  suspend(loop, coroutine);
}

} // namespace corun::detail
