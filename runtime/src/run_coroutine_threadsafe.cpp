// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/run_coroutine_threadsafe.hpp>

namespace corun::detail {

bool concurrent_state_base::is_done() const {
  const std::lock_guard lock(mutex_);
  return done_;
}

bool concurrent_state_base::wait_until(
    std::optional<clock::time_point> deadline) const {
  if (!is_done() && loop_core::current() != nullptr)
    throw loop_error("concurrent_future::get would block the event loop of this "
                     "thread: create_task the coroutine here, or call get() in "
                     "to_thread");
  std::unique_lock lock(mutex_);
  const auto is_over = [this] { return done_; };
  if (deadline)
    return ended_.wait_until(lock, *deadline, is_over);
  ended_.wait(lock, is_over);
  return true;
}

bool concurrent_state_base::cancel(
    const std::shared_ptr<concurrent_state_base> &self, event_loop &loop) {
  // Under the lock the loop cannot be past the task, so it is still there.
  const std::lock_guard lock(mutex_);
  if (done_)
    return false;
  loop.call_soon_threadsafe([self] {
    self->cancel_requested_ = true;
    if (self->task_.valid())
      self->task_.cancel();
  });
  return true;
}

void concurrent_state_base::started(any_task_handle task) {
  if (cancel_requested_)
    task.cancel();
  if (!is_done())
    task_ = std::move(task);
}

void concurrent_state_base::finish() noexcept {
  task_ = any_task_handle();
  const std::lock_guard lock(mutex_);
  done_ = true;
  ended_.notify_all();
}

} // namespace corun::detail
