// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/gather_awaiter.hpp>

#include <corun/detail/loop_core.hpp>
#include <corun/errors.hpp>

namespace corun::detail {

bool gather_awaiter::await_ready() noexcept {
  for (const task_ref &task : tasks_) {
    if (!task->done())
      ++unfinished_;
    else if (task->failed() && first_failed_ == nullptr)
      first_failed_ = task.get();
  }
  return unfinished_ == 0 || first_failed_ != nullptr;
}

void gather_awaiter::await_suspend(std::coroutine_handle<> coroutine) {
  loop_core &loop = loop_core::require("corun::gather");
  for (const task_ref &task : tasks_) {
    if (task->done())
      continue;
    if (task->loop() != &loop)
      throw loop_error("task '" + task->name() +
                       "' belongs to another event loop: gather it there");
    if (task.get() == loop.current_task)
      throw loop_error("task '" + task->name() +
                       "' gathers itself and would never end");
  }
  for (std::size_t i = 0; i < tasks_.size(); ++i) {
    if (tasks_[i]->done())
      continue;
    children_[i].parent = this;
    tasks_[i]->add_completion(children_[i]);
  }
  suspend(loop, coroutine);
}

void gather_awaiter::await_resume() const {
  throw_if_cancelled();
  if (first_failed_ != nullptr)
    first_failed_->rethrow_if_unsuccessful();
}

void gather_awaiter::child_ended(task_state &task) noexcept {
  --unfinished_;
  if (cancelling_) {
    if (unfinished_ == 0)
      wake_cancelled();
    return;
  }
  if (task.failed()) {
    first_failed_ = &task;
    stop_listening();
    wake();
  } else if (unfinished_ == 0) {
    wake();
  }
}

void gather_awaiter::stop_listening() noexcept {
  for (std::size_t i = 0; i < tasks_.size(); ++i)
    tasks_[i]->remove_completion(children_[i]);
}

void gather_awaiter::on_cancel() noexcept {
  cancelling_ = true;
  for (const task_ref &task : tasks_)
    task->cancel();
}

} // namespace corun::detail
