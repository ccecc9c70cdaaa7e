// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/future_state.hpp>

#include "location.hpp"

#include <stdexcept>
#include <string>

namespace corun::detail {

future_state::future_state(loop_core &loop, const std::source_location &where)
    : loop_(&loop), where_(where) {
  if (loop.closed())
    throw loop_error("this event loop is closed: nobody will wait for a future "
                     "of it");
  loop.futures.push_back(*this);
}

future_state::~future_state() {
  abandon_listeners();
  report_unretrieved();
  if (loop_ != nullptr)
    loop_->futures.remove(*this);
}

bool future_state::cancel(cancel_message message) noexcept {
  if (done()) {
    retrieved_ = true; // whoever cancels does not want the outcome
    return false;
  }
  message_ = std::move(message);
  settle(phase::cancelled);
  return true;
}

void future_state::set_exception(std::exception_ptr exception) {
  require_pending("set_exception");
  if (!exception)
    throw std::invalid_argument("future::set_exception needs an exception");
  exception_ = std::move(exception);
  settle(phase::failed);
}

void future_state::rethrow_if_unsuccessful() {
  retrieved_ = true;
  if (phase_ == phase::cancelled)
    throw cancelled_error(message_);
  if (exception_)
    std::rethrow_exception(exception_);
}

std::exception_ptr future_state::retrieve_exception() {
  retrieved_ = true;
  return was_cancelled() ? std::make_exception_ptr(cancelled_error(message_))
                         : exception_;
}

void future_state::require_done() const {
  if (!done())
    throw loop_error("this future has no result yet: co_await it");
}

void future_state::require_pending(const char *what) const {
  if (loop_ != nullptr)
    loop_->require_own_thread("corun::future");
  if (done())
    throw loop_error("this future is done already: " + std::string(what) +
                     "() can be called only once, and not after cancel(); "
                     "look at done() first");
}

void future_state::settle(phase outcome) noexcept {
  phase_ = outcome;
  while (!listeners_.empty())
    listeners_.pop_front().on_settled(*this);
}

void future_state::abandon_listeners() noexcept {
  while (!listeners_.empty())
    listeners_.pop_front().on_abandoned();
}

void future_state::loop_closed() noexcept {
  report_unretrieved();
  loop_ = nullptr;
  abandon_listeners();
}

void future_state::report_unretrieved() noexcept {
  if (phase_ != phase::failed || std::exchange(retrieved_, true))
    return;
  const exception_context context{
      .message = "a future was given an exception that nobody retrieved",
      .exception = exception_,
      .task_name = {},
      .origin = spell(where_)};
  if (loop_ != nullptr)
    loop_->report(context);
  else
    default_exception_handler(context);
}

void future_awaiter::await_suspend(suspended_coroutine coroutine) {
  loop_core &loop = loop_core::require("awaiting a corun::future");
  if (future_->loop() != &loop)
    throw loop_error("this future belongs to another event loop, or to one "
                     "that is closed: await it there");
  future_->add_listener(*this);
  suspend(loop, coroutine);
}

} // namespace corun::detail
