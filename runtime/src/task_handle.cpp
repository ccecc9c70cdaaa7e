// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/task_handle.hpp>

#include <corun/detail/loop_core.hpp>

namespace corun {

namespace detail {

void join_awaiter::await_suspend(suspended_coroutine coroutine) {
  loop_core &loop = loop_core::require("awaiting a task_handle");
  require_awaitable(*task_, loop, "await");
  task_->add_completion(*this);
  suspend(loop, coroutine);
}

std::string join_awaiter::waits_for() const {
  return "task '" + task_->name() + "'";
}

} // namespace detail

const detail::task_ref &any_task_handle::require() const {
  if (!task_) [[unlikely]]
    throw loop_error("this task_handle is empty: it was moved from, awaited "
                     "as an rvalue, or detached");
  return task_;
}

detail::task_state &any_task_handle::require_done() const {
  detail::task_state &task = state();
  if (!task.done())
    throw loop_error("task '" + task.name() +
                     "' is not done: co_await its handle first");
  return task;
}

bool any_task_handle::cancel(std::string_view message) {
  detail::task_state &task = state();
  if (task.loop() != nullptr)
    task.loop()->require_own_thread("task_handle::cancel");
  return task.cancel(message.empty()
                         ? nullptr
                         : std::make_shared<const std::string>(message));
}

std::exception_ptr any_task_handle::exception() const {
  return require_done().retrieve_exception();
}

void any_task_handle::detach() {
  state().detach();
  task_ = detail::task_ref();
}

} // namespace corun
