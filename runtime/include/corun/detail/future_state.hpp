// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the copies of a future share.
#pragma once

#include <corun/detail/callback.hpp>
#include <corun/detail/intrusive_list.hpp>
#include <corun/detail/loop_core.hpp>
#include <corun/detail/result_slot.hpp>
#include <corun/detail/waiter.hpp>
#include <corun/errors.hpp>

#include <cstdint>
#include <exception>
#include <memory>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>

namespace corun::detail {

class future_state;

/// Someone who wants to know when a future is done. Is told once, and has left
/// the future's list by then.
class future_listener : public list_hook {
public:
  virtual void on_settled(future_state &future) noexcept = 0;
  /// It never will be: the last reference has gone, or the loop is closed.
  virtual void on_abandoned() noexcept = 0;

protected:
  future_listener() = default;
  ~future_listener() = default;
};

/// All but the result. The loop lists its futures, so that none of them tells
/// it anything once it is closed.
class future_state : public list_hook,
                     public std::enable_shared_from_this<future_state> {
public:
  [[nodiscard]] bool done() const noexcept { return phase_ != phase::pending; }
  [[nodiscard]] bool was_cancelled() const noexcept {
    return phase_ == phase::cancelled;
  }
  /// False if done; then its exception counts as retrieved.
  bool cancel(cancel_message message) noexcept;
  /// Throws loop_error if done.
  void set_exception(std::exception_ptr exception);

  /// Precondition: done. Throws what was set, or cancelled_error.
  void rethrow_if_unsuccessful();
  /// Precondition: done. Null if there is a result.
  [[nodiscard]] std::exception_ptr retrieve_exception();
  /// Throws loop_error if not done.
  void require_done() const;

  void add_listener(future_listener &listener) noexcept {
    listeners_.push_back(listener);
  }
  void remove_listener(future_listener &listener) noexcept {
    listeners_.remove(listener);
  }
  /// Null once it is closed.
  [[nodiscard]] loop_core *loop() const noexcept { return loop_; }
  /// The future has left the loop's list. Reports what would be reported later.
  void loop_closed() noexcept;

protected:
  /// Throws loop_error if the loop is closed.
  future_state(loop_core &loop, const std::source_location &where);
  ~future_state();

  /// Throws loop_error if done, in debug mode also in another thread.
  void require_pending(const char *what) const;
  /// The result has been set.
  void has_result() noexcept { settle(phase::has_result); }

private:
  enum class phase : std::uint8_t { pending, has_result, failed, cancelled };

  void settle(phase outcome) noexcept;
  void abandon_listeners() noexcept;
  void report_unretrieved() noexcept;

  loop_core *loop_;
  intrusive_list<future_listener> listeners_;
  std::exception_ptr exception_;
  cancel_message message_;
  std::source_location where_;
  phase phase_ = phase::pending;
  bool retrieved_ = false;
};

template <class T> class future_state_of final : public future_state {
public:
  future_state_of(loop_core &loop, const std::source_location &where)
      : future_state(loop, where) {}
  ~future_state_of() {
    if (has_value_)
      result_.destroy();
  }

  template <class... Args> void set_result(Args &&...args) {
    require_pending("set_result");
    result_.emplace(std::forward<Args>(args)...);
    has_value_ = true;
    has_result();
  }
  /// Precondition: there is a result.
  [[nodiscard]] typename result_slot<T>::reference get() const noexcept {
    return result_.get();
  }
  [[nodiscard]] T take() { return result_.take(); }

private:
  result_slot<T> result_;
  bool has_value_ = false;
};

/// Waits until a future is done. Cancelled, it cancels the future.
class future_awaiter : public waiter, public future_listener {
public:
  [[nodiscard]] bool await_ready() const noexcept { return future_->done(); }
  /// Throws loop_error outside a loop, and for a future of another one.
  void await_suspend(suspended_coroutine coroutine);
  [[nodiscard]] std::string waits_for() const override { return "a future"; }
  [[nodiscard]] bool carries_result() const noexcept override { return true; }

protected:
  explicit future_awaiter(std::shared_ptr<future_state> future) noexcept
      : future_(std::move(future)) {}
  ~future_awaiter() { future_->remove_listener(*this); }

  /// For await_resume: throws cancelled_error, or what was set.
  void require_result() const {
    throw_if_cancelled();
    future_->rethrow_if_unsuccessful();
  }
  [[nodiscard]] bool has_last_reference() const noexcept {
    return future_.use_count() == 1;
  }
  template <class T> [[nodiscard]] future_state_of<T> &state() const noexcept {
    return static_cast<future_state_of<T> &>(*future_);
  }

private:
  void on_settled(future_state &) noexcept override { wake(); }
  void on_abandoned() noexcept override { forget(); }
  void on_cancel() noexcept override { future_->cancel(current_message()); }

  std::shared_ptr<future_state> future_;
};

/// A callback for a future that is done. Refers to it only from then on, so
/// that one which never is does not keep itself alive.
template <class T, class F, class Future>
class future_callback : public callback_node, public future_listener {
public:
  future_callback(loop_core &loop, F callback)
      : callback_node(loop), context_(context::current()),
        callback_(std::move(callback)) {}
  void on_settled(future_state &future) noexcept override {
    future_ =
        std::static_pointer_cast<future_state_of<T>>(future.shared_from_this());
    make_ready();
  }
  [[nodiscard]] const char *kind() const noexcept override {
    return "a callback of add_done_callback";
  }

protected:
  ~future_callback() = default;

private:
  void on_abandoned() noexcept override { discard(); }
  void call() noexcept override {
    const context::scope entered(&context_);
    auto call = [this] { callback_(Future(std::move(future_))); };
    call_reporting(loop(), call);
  }

  context context_;
  F callback_;
  std::shared_ptr<future_state_of<T>> future_;
};

} // namespace corun::detail
