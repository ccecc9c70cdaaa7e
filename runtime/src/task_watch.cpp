// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/task_watch.hpp>

#include <corun/detail/loop_core.hpp>
#include <corun/errors.hpp>

#include <string>
#include <unordered_set>
#include <vector>

namespace corun::detail {

std::vector<task_ref> distinct(std::vector<task_ref> tasks) {
  std::unordered_set<const task_state *> known;
  std::erase_if(tasks, [&](const task_ref &task) {
    return !known.insert(task.get()).second;
  });
  return tasks;
}

void task_watch::listen(loop_core &loop, const char *what) {
  for (const task_ref &task : tasks_)
    require_awaitable(*task, loop, what);
  for (std::size_t i = 0; i < tasks_.size(); ++i) {
    if (tasks_[i]->done())
      continue;
    children_[i].watch = this;
    tasks_[i]->add_completion(children_[i]);
  }
}

void task_watch::stop_listening() noexcept {
  for (std::size_t i = 0; i < tasks_.size(); ++i)
    tasks_[i]->remove_completion(children_[i]);
}

void task_watch::visit_unfinished(task_visitor &visitor) const {
  for (const task_ref &task : tasks_)
    if (!task->done())
      visitor.visit(*task);
}

void require_awaitable(const task_state &task, const loop_core &loop,
                       const char *what) {
  if (task.done())
    return;
  if (task.loop() != &loop)
    throw loop_error("task '" + task.name() +
                     "' belongs to another event loop: " + what + " it there");
  if (&task == loop.current_task)
    throw loop_error("task '" + task.name() + "' would " + what +
                     " itself, and never end");
}

} // namespace corun::detail
