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
    throw loop_error("this task_handle is empty: it names no task yet (as "
                     "current_task() in a plain callback), was moved from, "
                     "awaited "
                     "as an rvalue, or detached");
  return task_;
}

detail::task_state &any_task_handle::state(const char *member) const {
  detail::task_state &task = *require();
  if (task.loop() != nullptr)
    task.loop()->require_own_thread(member);
  return task;
}

detail::task_state &any_task_handle::require_done(const char *member) const {
  detail::task_state &task = state(member);
  if (!task.done())
    throw loop_error("task '" + task.name() +
                     "' is not done: co_await its handle first");
  return task;
}

bool any_task_handle::cancel(std::string_view message) {
  return state("task_handle::cancel")
      .cancel(message.empty() ? nullptr
                              : std::make_shared<const std::string>(message));
}

std::exception_ptr any_task_handle::exception() const {
  return require_done("task_handle::exception").retrieve_exception();
}

void any_task_handle::detach() {
  state("task_handle::detach").detach();
  task_ = detail::task_ref();
}

} // namespace corun
