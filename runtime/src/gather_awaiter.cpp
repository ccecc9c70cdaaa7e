// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/gather_awaiter.hpp>

#include <corun/detail/loop_core.hpp>

namespace corun::detail {

bool gather_awaiter::await_ready() noexcept {
  for (const task_ref &task : tasks()) {
    if (!task->done())
      ++unfinished_;
    else if (task->failed() && first_failed_ == nullptr &&
             failure_ == on_failure::stop)
      first_failed_ = task.get();
  }
  return unfinished_ == 0 || first_failed_ != nullptr;
}

void gather_awaiter::await_suspend(suspended_coroutine coroutine) {
  loop_core &loop = loop_core::require("corun::gather");
  listen(loop, "gather");
  suspend(loop, coroutine);
}

void gather_awaiter::await_resume() const {
  throw_if_cancelled();
  if (first_failed_ != nullptr)
    first_failed_->rethrow_if_unsuccessful();
}

std::string gather_awaiter::waits_for() const {
  return std::to_string(unfinished_) + " of " +
         std::to_string(tasks().size()) + " gathered tasks";
}

void gather_awaiter::child_ended(std::size_t, task_state &task) noexcept {
  --unfinished_;
  if (cancelling_) {
    if (unfinished_ == 0)
      wake_cancelled();
    return;
  }
  if (task.failed() && failure_ == on_failure::stop) {
    first_failed_ = &task;
    stop_listening();
    wake();
  } else if (unfinished_ == 0) {
    wake();
  }
}

void gather_awaiter::on_cancel() noexcept {
  cancelling_ = true;
  bool is_circle = false;
  for (const task_ref &task : tasks()) {
    if (task->being_cancelled())
      is_circle = true; // it waits for this one
    else
      task->cancel(current_message());
  }
  if (!is_circle)
    return;
  stop_listening();
  wake_cancelled();
}

} // namespace corun::detail
