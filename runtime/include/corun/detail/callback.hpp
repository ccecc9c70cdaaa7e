// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/deadline.hpp>
#include <corun/detail/loop_core.hpp>
#include <corun/detail/ready_queue.hpp>
#include <corun/detail/timer_queue.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace corun::detail {

template <class F> void call_reporting(loop_core &loop, F &callback) noexcept {
  try {
    callback();
  } catch (...) {
    loop.report({.message = "a callback of the event loop failed",
                 .exception = std::current_exception(),
                 .task_name = {}});
  }
}

/// A callback that runs once, or is discarded. Owns itself.
template <class F> class callback_node final : public ready_node {
public:
  callback_node(loop_core &loop, F callback)
      : loop_(loop), callback_(std::move(callback)) {}

  void run() noexcept override {
    const std::unique_ptr<callback_node> self(this);
    call_reporting(loop_, callback_);
  }
  void discard() noexcept override { delete this; }

private:
  loop_core &loop_;
  F callback_;
};

template <class F>
callback_node<F> *make_callback(loop_core &loop, F callback) {
  return new callback_node<F>(loop, std::move(callback));
}

/// A callback at a point in time. The loop shares it with the handles.
class timer_callback : public timer_node, public ready_node {
public:
  virtual ~timer_callback() = default;

  void schedule(clock::time_point when, std::shared_ptr<timer_callback> self) {
    loop_.timers.add(when, *this);
    self_ = std::move(self);
  }
  /// False if it has run, is about to, or was cancelled.
  bool cancel() noexcept {
    if (!scheduled())
      return false;
    loop_.timers.remove(*this);
    self_.reset();
    return true;
  }

  void expire() noexcept final { loop_.ready.push_back(*this); }
  void discard_timer() noexcept final { self_.reset(); }
  void discard() noexcept final { self_.reset(); }
  void run() noexcept final {
    const std::shared_ptr<timer_callback> self = std::move(self_);
    call();
  }

protected:
  explicit timer_callback(loop_core &loop) : loop_(loop) {}
  loop_core &loop_; // NOLINT(*-non-private-member-variables-in-classes)

private:
  virtual void call() noexcept = 0;
  std::shared_ptr<timer_callback> self_; // while scheduled
};

template <class F> class timer_callback_of final : public timer_callback {
public:
  timer_callback_of(loop_core &loop, F callback)
      : timer_callback(loop), callback_(std::move(callback)) {}

private:
  void call() noexcept override { call_reporting(loop_, callback_); }
  F callback_;
};

} // namespace corun::detail

namespace corun {

/// What call_later and call_at return; may be dropped. Loop thread only.
class timer_handle {
public:
  /// The callback will not run. False if it has run, is about to in this
  /// iteration, or was cancelled before. O(log timers).
  bool cancel() noexcept {
    const auto callback = callback_.lock();
    return callback != nullptr && callback->cancel();
  }

  explicit timer_handle(std::weak_ptr<detail::timer_callback> callback) noexcept
      : callback_(std::move(callback)) {}

private:
  std::weak_ptr<detail::timer_callback> callback_;
};

namespace detail {

template <class F>
timer_handle schedule_callback(loop_core &loop, clock::time_point when,
                               F callback) {
  auto timer =
      std::make_shared<timer_callback_of<F>>(loop, std::move(callback));
  timer->schedule(when, timer);
  return timer_handle(timer);
}

} // namespace detail
} // namespace corun
