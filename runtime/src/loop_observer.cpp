// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "loop_observer.hpp"

#include "location.hpp"

#include <chrono>
#include <string>

namespace corun::detail {

std::unique_ptr<loop_observer> loop_observer::make(loop_core &loop) noexcept {
  return loop.debug() ? std::make_unique<loop_observer>() : nullptr;
}

void loop_observer::task_spawned(loop_core &, task_state &) noexcept {}
void loop_observer::task_ended(loop_core &, task_state &) noexcept {}

void loop_observer::step(loop_core &loop, task_state *task,
                         clock::time_point begin,
                         clock::time_point end) noexcept {
  if (!loop.debug() || end - begin < loop.slow_callback_duration)
    return;
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(end - begin);
  loop.report({.message = (task != nullptr ? "task '" + task->name() + "'"
                                           : std::string("a callback")) +
                          " held up the event loop for " +
                          std::to_string(took.count()) +
                          " ms: move what takes so long to to_thread",
               .exception = nullptr,
               .task_name = task != nullptr ? task->name() : std::string(),
               .origin = task != nullptr ? spell(task->where())
                                         : std::string()});
}

} // namespace corun::detail
