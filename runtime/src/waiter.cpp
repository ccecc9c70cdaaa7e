// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/waiter.hpp>

namespace corun::detail {

void waiter::suspend(loop_core &loop,
                     std::coroutine_handle<> coroutine) noexcept {
  loop_ = &loop;
  coroutine_ = coroutine;
  status_ = status::waiting;
  if (loop.current_task == nullptr)
    return; // a coroutine of another library, resumed by a plain callback
  task_ = task_ref(loop.current_task);
  task_->suspended_at(*this);
}

void waiter::run() noexcept {
  status_ = status::idle;
  loop_core &loop = *loop_;
  // Keeps the task alive past the end of its last step; *this may be gone
  // after the resume.
  const task_ref task = std::move(task_);
  if (task)
    task->resumed_from(*this);
  loop.current_task = task.get();
  resume(coroutine_);
  loop.current_task = nullptr;
}

void waiter::forget() noexcept {
  status_ = status::idle;
  task_ = task_ref();
}

void waiter::abandon() noexcept {
  if (status_ == status::queued)
    loop_->remove_ready(*this);
  if (task_)
    task_->resumed_from(*this);
}

} // namespace corun::detail
