// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/context.hpp>
#include <corun/detail/deadline.hpp>
#include <corun/detail/loop_core.hpp>
#include <corun/detail/ready_queue.hpp>
#include <corun/detail/timer_queue.hpp>

#include <atomic>
#include <cstdint>
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
                 .task_name = {},
                 .origin = {}});
  }
}

/// A callback that runs once, unless it is cancelled or discarded before. The
/// loop and the handles own it by reference count.
class callback_node : public ready_node {
public:
  void run() noexcept final {
    if (begin())
      call();
    release();
  }
  void discard() noexcept final { release(); }

  /// Any thread. False if it runs, has run, or was cancelled.
  bool cancel() noexcept {
    phase expected = phase::pending;
    return phase_.compare_exchange_strong(expected, phase::cancelled,
                                          std::memory_order_acq_rel);
  }
  [[nodiscard]] bool cancelled() const noexcept {
    return phase_.load(std::memory_order_acquire) == phase::cancelled;
  }

  /// Hands the loop's reference to the queue.
  void make_ready() noexcept { loop_.ready.push_back(*this); }

  void add_reference() noexcept {
    references_.fetch_add(1, std::memory_order_relaxed);
  }
  void release() noexcept {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
      destroy();
  }

protected:
  explicit callback_node(loop_core &loop) noexcept : loop_(loop) {}
  ~callback_node() = default;
  [[nodiscard]] loop_core &loop() const noexcept { return loop_; }

private:
  enum class phase : std::uint8_t { pending, begun, cancelled };

  [[nodiscard]] bool begin() noexcept {
    phase expected = phase::pending;
    return phase_.compare_exchange_strong(expected, phase::begun,
                                          std::memory_order_acq_rel);
  }
  virtual void call() noexcept = 0;
  virtual void destroy() noexcept = 0;

  loop_core &loop_;
  std::atomic<std::uint32_t> references_ = 1; // the loop's
  std::atomic<phase> phase_ = phase::pending;
};

/// Derived classes that add a base say so in make_callback_of.
template <class F> class callback_of : public callback_node {
public:
  callback_of(loop_core &loop, F callback)
      : callback_node(loop), context_(context::current()),
        callback_(std::move(callback)) {}

  [[nodiscard]] const char *kind() const noexcept override {
    return "a callback of call_soon";
  }

protected:
  ~callback_of() = default;

private:
  void call() noexcept override {
    const context::scope entered(&context_);
    call_reporting(loop(), callback_);
  }

  context context_;
  F callback_;
};

/// Made with `new`, deleted when the last reference goes.
template <class Node> class owned_node final : public Node {
public:
  using Node::Node;

private:
  void destroy() noexcept override { delete this; }
};

template <class Node, class F>
owned_node<Node> *make_callback_of(loop_core &loop, F callback) {
  return new owned_node<Node>(loop, std::move(callback));
}
template <class F>
owned_node<callback_of<F>> *make_callback(loop_core &loop, F callback) {
  return make_callback_of<callback_of<F>>(loop, std::move(callback));
}

/// A callback at a point in time. The loop shares it with the handles.
class timer_callback : public timer_node, public ready_node {
public:
  virtual ~timer_callback() = default;

  void schedule(clock::time_point when, std::shared_ptr<timer_callback> self) {
    loop_.timers.add(when, *this);
    when_ = when;
    self_ = std::move(self);
  }
  /// False if it has run, is running, or was cancelled.
  bool cancel() noexcept {
    if (self_ == nullptr || cancelled_)
      return false;
    cancelled_ = true;
    if (scheduled()) {
      loop_.timers.remove(*this);
      self_.reset();
    } // else it is ready: run() sees it
    return true;
  }
  [[nodiscard]] clock::time_point when() const noexcept { return when_; }

  [[nodiscard]] const char *kind() const noexcept final {
    return "a callback of call_later or call_at";
  }

  void expire() noexcept final { loop_.ready.push_back(*this); }
  void discard_timer() noexcept final { self_.reset(); }
  void discard() noexcept final { self_.reset(); }
  void run() noexcept final {
    const std::shared_ptr<timer_callback> self = std::move(self_);
    if (!cancelled_)
      call();
  }

protected:
  explicit timer_callback(loop_core &loop) : loop_(loop) {}
  loop_core &loop_; // NOLINT(*-non-private-member-variables-in-classes)

private:
  virtual void call() noexcept = 0;
  std::shared_ptr<timer_callback> self_; // until it runs
  clock::time_point when_;
  bool cancelled_ = false;
};

template <class F> class timer_callback_of final : public timer_callback {
public:
  timer_callback_of(loop_core &loop, F callback)
      : timer_callback(loop), context_(context::current()),
        callback_(std::move(callback)) {}

private:
  void call() noexcept override {
    const context::scope entered(&context_);
    call_reporting(loop_, callback_);
  }
  context context_;
  F callback_;
};

/// The loop of a task that has not ended, else the current one, which is the
/// same. Throws loop_error if there is none.
[[nodiscard]] inline loop_core &loop_of(const task_state &task) {
  return task.loop() != nullptr
             ? *task.loop()
             : loop_core::require("the callback of a task that is done");
}

} // namespace corun::detail

namespace corun {

/// What call_soon, call_soon_threadsafe and add_done_callback return; may be
/// dropped, then the callback still runs. Any thread.
class callback_handle {
public:
  callback_handle() = default;
  callback_handle(const callback_handle &other) noexcept
      : callback_handle(other.callback_) {}
  callback_handle(callback_handle &&other) noexcept
      : callback_(std::exchange(other.callback_, nullptr)) {}
  callback_handle &operator=(callback_handle other) noexcept {
    std::swap(callback_, other.callback_);
    return *this;
  }
  ~callback_handle() {
    if (callback_ != nullptr)
      callback_->release();
  }

  /// The callback will not run. False if it has begun, or was cancelled before.
  // NOLINTNEXTLINE(*-use-nodiscard): often called for its effect
  bool cancel() noexcept { return callback_ != nullptr && callback_->cancel(); }
  [[nodiscard]] bool cancelled() const noexcept {
    return callback_ != nullptr && callback_->cancelled();
  }

  /// For the library.
  explicit callback_handle(detail::callback_node *callback) noexcept
      : callback_(callback) {
    if (callback_ != nullptr)
      callback_->add_reference();
  }

private:
  detail::callback_node *callback_ = nullptr;
};

/// What call_later and call_at return; may be dropped. Loop thread only.
class timer_handle {
public:
  timer_handle() = default;

  /// The callback will not run. False if it has begun, or was cancelled before.
  /// O(log timers).
  // NOLINTNEXTLINE(*-use-nodiscard): often called for its effect
  bool cancel() noexcept {
    const auto callback = callback_.lock();
    if (callback == nullptr || !callback->cancel())
      return false;
    return cancelled_ = true;
  }
  /// True if this handle has cancelled it.
  [[nodiscard]] bool cancelled() const noexcept { return cancelled_; }
  /// When the callback is due, or was.
  [[nodiscard]] detail::clock::time_point when() const noexcept {
    return when_;
  }

  explicit timer_handle(
      const std::shared_ptr<detail::timer_callback> &callback) noexcept
      : callback_(callback), when_(callback->when()) {}

private:
  std::weak_ptr<detail::timer_callback> callback_;
  detail::clock::time_point when_{};
  bool cancelled_ = false;
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
