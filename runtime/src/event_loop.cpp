// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/event_loop.hpp>

#include <corun/errors.hpp>

namespace corun {

namespace {

/// Stops the loop when a task ends.
class stop_at_end final : public detail::completion_node {
public:
  stop_at_end(detail::task_state &task, detail::loop_core &loop) noexcept
      : task_(task), loop_(loop) {
    task_.add_completion(*this);
  }
  ~stop_at_end() { task_.remove_completion(*this); }

private:
  void on_completed(detail::task_state &) noexcept override { loop_.stop(); }

  detail::task_state &task_;
  detail::loop_core &loop_;
};

} // namespace

void event_loop::require_open() const {
  if (is_closed())
    throw loop_error("this event loop is closed: make a new one");
}

void event_loop::run_forever() {
  require_open();
  core_.run();
}

void event_loop::run_until_done(detail::task_state &task) {
  if (task.done())
    return;
  require_open();
  if (task.loop() != &core_)
    throw loop_error("task '" + task.name() +
                     "' belongs to another event loop: run it there");
  const stop_at_end stopper(task, core_);
  core_.run();
  if (!task.done())
    throw loop_error("the event loop was stopped before task '" + task.name() +
                     "' was done: it is still pending and goes on in the next "
                     "run");
}

event_loop &current_loop() {
  return detail::loop_core::require("corun::current_loop").face();
}

} // namespace corun
