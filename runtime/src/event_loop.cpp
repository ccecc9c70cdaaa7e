// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/event_loop.hpp>

#include "fd_callbacks.hpp"
#include "signal_watch.hpp"
#include "task_tree.hpp"
#include "thread_pool.hpp"

#include <corun/errors.hpp>
#include <corun/event.hpp>
#include <corun/timeout.hpp>

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
  require_open();
  core_.require_can_run();
  if (task.done())
    return;
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

task<bool> event_loop::shutdown_default_executor(clock::duration limit) {
  core_.require_own_thread("event_loop::shutdown_default_executor");
  const std::shared_ptr<detail::thread_pool> pool = core_.shut_down_pool();
  if (!pool)
    co_return true;
  // Shared with the thread that sets it, which a time-out may leave behind.
  const auto drained = std::make_shared<event>();
  pool->when_drained(
      [this, drained] { call_soon_threadsafe([drained] { drained->set(); }); });
  try {
    co_await wait_for(drained->wait(), limit);
  } catch (const timeout_error &) {
  }
  co_return drained->is_set();
}

void event_loop::add_fd_callback(int fd, detail::io_direction direction,
                                 std::function<void()> callback) {
  require_usable("add_reader or add_writer");
  core_.callbacks_of_fds().add(fd, direction, std::move(callback));
}

bool event_loop::remove_fd_callback(int fd, detail::io_direction direction) {
  core_.require_own_thread("remove_reader or remove_writer");
  return !is_closed() && core_.callbacks_of_fds().remove(fd, direction);
}

void event_loop::add_signal_handler(int signal,
                                    std::function<void()> callback) {
  require_usable("add_signal_handler");
  core_.signals().add(signal, std::move(callback));
}

bool event_loop::remove_signal_handler(int signal) {
  core_.require_own_thread("remove_signal_handler");
  detail::signal_watch *const signals = core_.signals_if_any();
  return signals != nullptr && signals->remove(signal);
}

std::vector<any_task_handle> event_loop::all_tasks() {
  core_.require_own_thread("event_loop::all_tasks");
  std::vector<any_task_handle> out;
  for (detail::task_state *task = core_.pending().first(); task != nullptr;
       task = detail::task_list::next(*task))
    out.emplace_back(detail::task_ref(task));
  return out;
}

std::string event_loop::dump_tasks() const {
  core_.require_own_thread("event_loop::dump_tasks");
  return detail::spell_tasks(core_);
}

event_loop &current_loop() {
  return detail::loop_core::require("corun::current_loop").face();
}

any_task_handle current_task() {
  return any_task_handle(detail::task_ref(
      detail::loop_core::require("corun::current_task").current_task));
}

std::vector<any_task_handle> all_tasks() {
  return detail::loop_core::require("corun::all_tasks").face().all_tasks();
}

std::string dump_tasks() {
  return detail::loop_core::require("corun::dump_tasks").face().dump_tasks();
}

} // namespace corun
