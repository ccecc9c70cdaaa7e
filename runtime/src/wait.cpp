// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/wait.hpp>

#include <corun/detail/deadline.hpp>
#include <corun/detail/loop_core.hpp>

#include <stdexcept>

namespace corun::detail {

bool wait_awaiter::await_ready() noexcept {
  bool is_over = false;
  for (const task_ref &task : tasks()) {
    if (!task->done())
      ++unfinished_;
    else
      is_over = is_over || ends_wait(*task);
  }
  return is_over || unfinished_ == 0;
}

void wait_awaiter::await_suspend(suspended_coroutine coroutine) {
  loop_core &loop = loop_core::require("corun::wait");
  listen(loop, "wait for");
  if (options_.timeout)
    loop.timers.add(deadline_after(*options_.timeout), *this);
  suspend(loop, coroutine);
}

std::string wait_awaiter::waits_for() const {
  return std::to_string(unfinished_) + " of " +
         std::to_string(tasks().size()) + " tasks";
}

bool wait_awaiter::ends_wait(const task_state &task) const noexcept {
  return options_.return_when == return_when::first_completed ||
         (options_.return_when == return_when::first_exception &&
          task.has_exception());
}

void wait_awaiter::child_ended(std::size_t, task_state &task) noexcept {
  --unfinished_;
  if (unfinished_ > 0 && !ends_wait(task))
    return;
  stop_timer();
  stop_listening();
  wake();
}

void wait_awaiter::expire() noexcept {
  stop_listening();
  wake();
}

void wait_awaiter::on_cancel() noexcept {
  stop_timer();
  stop_listening();
  wake_cancelled();
}

void wait_awaiter::stop_timer() noexcept {
  if (scheduled())
    loop()->timers.remove(*this);
}

void require_any(std::span<const task_ref> tasks) {
  if (tasks.empty())
    throw std::invalid_argument(
        "corun::wait was given no task: there is nothing to wait for");
}

} // namespace corun::detail
