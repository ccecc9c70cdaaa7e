// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/timeout.hpp>

#include <corun/detail/loop_core.hpp>

namespace corun {

timeout_scope::timeout_scope(std::optional<clock::time_point> when)
    : loop_(detail::loop_core::require("corun::timeout")),
      task_(loop_.current_task) {
  if (!task_)
    throw loop_error("corun::timeout needs a task to cancel: call it from a "
                     "coroutine that create_task or run runs");
  cancelling_at_entry_ = task_->cancelling();
  reschedule(when);
}

timeout_scope::~timeout_scope() { stop_timer(); }

void timeout_scope::reschedule(std::optional<clock::time_point> when) {
  if (state_ != state::active)
    throw loop_error(state_ == state::exited
                         ? "this timeout is over: it cannot be rescheduled"
                         : "this timeout has expired: it cannot be "
                           "rescheduled");
  stop_timer();
  when_ = when;
  if (when)
    loop_.timers.add(*when, *this);
}

/// As asyncio's Timeout.__aexit__: the limit takes its own request to cancel
/// back, and only if no other is left was the cancellation its own.
bool timeout_scope::exit(bool was_cancelled) noexcept {
  stop_timer();
  if (state_ != state::expiring) {
    state_ = state::exited;
    return false;
  }
  state_ = state::expired;
  task_->withdraw_timeout();
  return task_->uncancel() <= cancelling_at_entry_ && was_cancelled;
}

void timeout_scope::expire() noexcept {
  state_ = state::expiring;
  task_->cancel_by_timeout();
}

void timeout_scope::stop_timer() noexcept {
  if (scheduled())
    loop_.timers.remove(*this);
}

} // namespace corun
