// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "loop_observer.hpp"

#include "location.hpp"
#include "trace_writer.hpp"

#include <corun/detail/waiter.hpp>

#include <chrono>
#include <string>

namespace corun::detail {

namespace {

/// The innermost coroutine of a suspended task.
const std::source_location &innermost(const task_state &task) noexcept {
  const waiter *const at = task.waiting_at();
  return at != nullptr && at->frame() != nullptr ? at->frame()->where()
                                                 : task.where();
}

std::string spell_place(const std::source_location &where) {
  return spell(where) + " (" + function_name(where) + ')';
}

void report_slow(loop_core &loop, const observed_step &step,
                 clock::duration took) {
  const task_state *const task = step.task.get();
  std::string message =
      task != nullptr ? "task '" + task->name() + '\'' : std::string(step.kind);
  message +=
      " held up the event loop for " +
      std::to_string(
          std::chrono::duration_cast<std::chrono::milliseconds>(took).count()) +
      " ms";
  if (task != nullptr)
    message += ", from " + spell_place(step.from) + " to " +
               (task->done() ? "its end" : spell_place(innermost(*task)));
  loop.report(
      {.message = message + ": move what takes so long to to_thread",
       .exception = nullptr,
       .task_name = task != nullptr ? task->name() : std::string(),
       .origin = task != nullptr ? spell(task->origin()) : std::string()});
}

} // namespace

observed_step::observed_step(ready_node &node) noexcept
    : task(node.owner()), kind(node.kind()) {
  if (task) {
    is_first_of_task = !task->started();
    from = innermost(*task);
  }
  begin = clock::now();
}

bool loop_observer::is_wanted(const loop_core &loop) noexcept {
  return loop.debug() || trace_writer::of_process() != nullptr;
}

loop_observer::loop_observer() {
  if (trace_writer *const writer = trace_writer::of_process())
    trace_ = std::make_unique<loop_trace>(*writer);
}

void loop_observer::task_spawned(loop_core &loop, task_state &task) noexcept {
  if (trace_)
    trace_->task_spawned(loop, task);
}

void loop_observer::task_renamed(task_state &task) noexcept {
  if (trace_)
    trace_->task_renamed(task);
}

void loop_observer::cancel_requested(task_state &task) noexcept {
  if (trace_)
    trace_->cancel_requested(task);
}

void loop_observer::step(loop_core &loop, const observed_step &step,
                         clock::time_point end) noexcept {
  const bool is_slow = end - step.begin >= loop.slow_callback_duration;
  if (trace_)
    trace_->step(step, end, is_slow);
  if (is_slow && loop.debug())
    report_slow(loop, step, end - step.begin);
}

void loop_observer::going_to_rest() noexcept {
  if (trace_)
    trace_->flush();
}

} // namespace corun::detail
