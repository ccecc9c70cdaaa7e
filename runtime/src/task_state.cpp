// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/task_state.hpp>

#include "location.hpp"

#include <corun/detail/loop_core.hpp>
#include <corun/detail/waiter.hpp>
#include <corun/errors.hpp>

namespace corun::detail {

task_ref task_state::spawn(loop_core &loop, spawn_options options) noexcept {
  ::new (static_cast<void *>(&concurrent_))
      concurrent_part{.loop = &loop,
                      .rare = std::move(options.rare),
                      .context = std::move(options.context),
                      .origin = options.where,
                      .id = loop.next_task_id()};
  spawned_ = true;
  task_ref handle(this);
  loop.task_spawned(*this, options.eager_start);
  return handle;
}

/// The task that this one awaits, if a cancellation does nothing but go on to
/// that one.
task_state *task_state::passes_cancel_to() const noexcept {
  const waiter *const at = concurrent_.waiting_at;
  return at != nullptr && at->waiting() ? at->passes_cancel_to() : nullptr;
}

void task_state::request_cancel(const cancel_message &message) noexcept {
  ++concurrent_.cancel_requests;
  if (message || concurrent_.rare)
    make_rare().message = message;
  if (concurrent_.loop != nullptr)
    concurrent_.loop->cancel_requested(*this);
}

/// Down the chain of tasks that await each other, in loops, because it may be
/// long; and it may be a circle.
bool task_state::cancel(const cancel_message &message) noexcept {
  if (concurrent_.done)
    return false;
  const bool closing =
      concurrent_.loop != nullptr && concurrent_.loop->cancelling_all();
  task_state *last = this;
  task_state *next = nullptr;
  for (;;) {
    last->concurrent_.being_cancelled = true;
    next = last->passes_cancel_to();
    if (next == nullptr || next->concurrent_.being_cancelled ||
        (closing && next->concurrent_.cancelled_at_close))
      break;
    last = next;
  }
  for (task_state *at = this;; at = at->passes_cancel_to()) {
    at->request_cancel(message);
    at->concurrent_.cancelled_at_close = closing;
    if (at == last)
      break;
  }
  if (next == nullptr) {
    if (last->concurrent_.waiting_at == nullptr ||
        !last->concurrent_.waiting_at->cancel())
      last->concurrent_.cancel_undelivered = true;
  } else if (next->concurrent_.being_cancelled) {
    last->concurrent_.waiting_at->cancel_in_circle();
  } // else it was delivered before
  for (task_state *at = this;; at = at->passes_cancel_to()) {
    at->concurrent_.being_cancelled = false;
    if (at == last)
      break;
  }
  return true;
}

void task_state::cancel_by_timeout() noexcept {
  const waiter *const at = concurrent_.waiting_at;
  if (at == nullptr || at->waiting() || !at->carries_result()) {
    cancel();
    return;
  }
  ++concurrent_.cancel_requests;
  if (concurrent_.rare)
    concurrent_.rare->message = nullptr; // an older request's
  concurrent_.cancel_deferred = true;
  concurrent_.loop->cancel_requested(*this);
}

std::uint32_t task_state::uncancel() noexcept {
  if (concurrent_.cancel_requests > 0 && --concurrent_.cancel_requests == 0)
    concurrent_.cancel_undelivered = concurrent_.cancel_deferred = false;
  return concurrent_.cancel_requests;
}

std::string task_state::name() const {
  if (concurrent_.rare && !concurrent_.rare->name.empty())
    return concurrent_.rare->name;
  return "task-" + std::to_string(concurrent_.id);
}

void task_state::set_name(std::string_view name) {
  make_rare().name = name;
  if (concurrent_.loop != nullptr)
    concurrent_.loop->task_renamed(*this);
}

rare_part &task_state::make_rare() {
  if (!concurrent_.rare)
    concurrent_.rare = std::make_unique<rare_part>();
  return *concurrent_.rare;
}

std::exception_ptr task_state::retrieve_exception() noexcept {
  concurrent_.exception_retrieved = true;
  if (concurrent_.cancelled && !exception_)
    return std::make_exception_ptr(cancelled_error(message()));
  return exception_;
}

void task_state::rethrow_if_unsuccessful() {
  concurrent_.exception_retrieved = true;
  rethrow_if_failed();
  if (concurrent_.cancelled)
    throw cancelled_error(message());
}

void task_state::suspended_at(waiter &w) noexcept {
  if (concurrent_.done)
    return; // a foreign coroutine that the task started and left running
  concurrent_.waiting_at = &w;
  if (!concurrent_.cancel_undelivered && !concurrent_.cancel_deferred)
    return;
  concurrent_.cancel_deferred = false;
  concurrent_.cancel_undelivered = !w.cancel();
}

void task_state::run() noexcept {
  // The loop's reference may go in complete(), in the middle of the step.
  const task_ref keep(this);
  loop_core &loop = *concurrent_.loop;
  // Not null if this one starts eagerly, in the middle of another's step.
  task_state *const outer = std::exchange(loop.current_task, this);
  concurrent_.started = true;
  if (concurrent_.cancel_undelivered)
    complete(); // cancelled before its first step: the body never runs
  else
    resume(frame());
  loop.current_task = outer;
}

/// A cancellation is an outcome of its own, not an exception; one that was
/// requested too late to be delivered still counts.
void task_state::settle_outcome() noexcept {
  concurrent_.cancelled =
      exception_ ? is_cancellation(exception_)
                 : concurrent_.cancel_undelivered || concurrent_.cancel_deferred;
}

void task_state::complete() noexcept {
  settle_outcome();
  concurrent_.done = true;
  while (!concurrent_.completions.empty())
    concurrent_.completions.pop_front().on_completed(*this);
  concurrent_.loop->task_ended(*this);
  release();
}

void task_state::report_unretrieved() noexcept {
  if (!has_exception() || std::exchange(concurrent_.exception_retrieved, true))
    return;
  const exception_context context{.message = "task '" + name() +
                                             "' failed and nobody awaited it",
                                  .exception = exception_,
                                  .task_name = name(),
                                  .origin = spell(concurrent_.origin)};
  if (concurrent_.loop != nullptr)
    concurrent_.loop->report(context);
  else
    default_exception_handler(context);
}

void task_state::destroy_spawned() noexcept {
  report_unretrieved();
  if (has_exception() && concurrent_.loop != nullptr)
    concurrent_.loop->failed_task_destroyed(*this);
  // A frame may hold the last handle of another task, that of another one, and
  // so on: one after the other, not inside of each other.
  static thread_local constinit task_list doomed;
  static thread_local constinit bool destroying = false;
  doomed.push_back(*this);
  if (std::exchange(destroying, true))
    return;
  while (task_state *const each = doomed.first()) {
    doomed.remove(*each);
    each->frame().destroy();
  }
  destroying = false;
}

void destroy_unawaited(const task_state &task,
                       std::coroutine_handle<> frame) noexcept {
  if (!task.started_or_spawned())
    loop_core::report_unawaited(task);
  frame.destroy();
}

void task_list::push_back(task_state &task) noexcept {
  task.concurrent_.next = nullptr;
  task.concurrent_.previous = last_;
  (last_ != nullptr ? last_->concurrent_.next : first_) = &task;
  last_ = &task;
}

void task_list::remove(task_state &task) noexcept {
  task_state *const next = task.concurrent_.next;
  task_state *const previous = task.concurrent_.previous;
  (previous != nullptr ? previous->concurrent_.next : first_) = next;
  (next != nullptr ? next->concurrent_.previous : last_) = previous;
}

} // namespace corun::detail
