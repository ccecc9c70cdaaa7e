// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/waiter.hpp>

namespace corun::detail {

void waiter::suspend(loop_core &loop,
                     std::coroutine_handle<> coroutine) noexcept {
  loop_ = &loop;
  coroutine_ = coroutine;
  status_ = status::waiting;
  task_ = loop.current_task;
  if (task_ == nullptr)
    return; // a coroutine of another library, resumed by a plain callback
  task_->add_reference();
  task_->suspended_at(*this);
}

void waiter::run() noexcept {
  status_ = status::idle;
  loop_core &loop = *loop_;
  task_state *const task = task_;
  if (task != nullptr)
    task->resumed_from(*this);
  loop.current_task = task;
  resume(coroutine_);
  // *this may be gone. The reference has kept the task past its last step.
  loop.current_task = nullptr;
  if (task != nullptr)
    task->release();
}

void waiter::forget() noexcept {
  status_ = status::idle;
  if (task_ != nullptr)
    task_->release();
}

void waiter::abandon() noexcept {
  if (status_ == status::queued)
    loop_->remove_ready(*this);
  if (task_ == nullptr)
    return;
  task_->resumed_from(*this);
  task_->release();
}

} // namespace corun::detail
