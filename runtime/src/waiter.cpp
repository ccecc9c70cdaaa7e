// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/waiter.hpp>

namespace corun::detail {

void waiter::suspend(loop_core &loop,
                     suspended_coroutine coroutine) noexcept {
  loop_ = &loop;
  coroutine_ = coroutine.handle;
  frame_ = coroutine.frame;
  status_ = status::waiting;
  // The coroutine knows what task it is part of, whoever has resumed it.
  task_state *const root =
      coroutine.frame != nullptr ? coroutine.frame->root() : nullptr;
  task_ = root != nullptr ? root : loop.current_task;
  if (task_ == nullptr)
    return; // a coroutine of another library, resumed by a plain callback
  task_->add_reference();
  task_->suspended_at(*this);
}

void waiter::run() noexcept {
  status_ = status::idle;
  loop_core &loop = *loop_;
  task_state *const task = task_;
  if (task != nullptr && task->resumed_from(*this))
    cancelled_ = true;
  loop.current_task = task;
  resume(coroutine_);
  // *this may be gone. The reference has kept the task past its last step.
  loop.current_task = nullptr;
  if (task != nullptr)
    task->release();
}

void waiter::throw_cancelled() const {
  // Called from await_resume, while the step still holds its task.
  throw cancelled_error(current_message());
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
  // A cancellation on its way to here goes to the next suspension instead.
  if (task_->resumed_from(*this))
    task_->deliver_later();
  task_->release();
}

} // namespace corun::detail
