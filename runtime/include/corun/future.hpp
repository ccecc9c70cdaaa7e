// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/detail/future_state.hpp>
#include <corun/errors.hpp>
#include <corun/event_loop.hpp>

#include <concepts>
#include <exception>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace corun {

/// A result that somebody sets later: asyncio.Future. For code that calls back,
/// so that coroutines can wait for it:
///
///     corun::future<int> answer;
///     ask([answer](int n) { answer.set_result(n); });
///     int n = co_await answer;
///
/// A future is a reference: its copies are the same future, as with
/// std::shared_ptr const does not matter. Any number of coroutines may await
/// it, any number of times. Cancelling a task that waits for it cancels the
/// future, and so all who wait; shield(answer) keeps that from it. An exception
/// that no await, result() or exception() has retrieved when the last reference
/// goes is reported to the loop's exception handler.
///
/// Works as an argument of gather(), wait_for() and shield(). T may be void, an
/// lvalue reference, or movable.
///
/// Loop thread only, also the destructor: another thread says
/// `loop.call_soon_threadsafe([answer] { answer.set_result(1); })`. A future
/// that was moved from throws loop_error.
template <class T = void> class future {
public:
  using value_type = T;

  /// A new one, of the loop that runs in this thread. `where` is shown in
  /// reports. Throws loop_error if there is none.
  explicit future(std::source_location where = std::source_location::current())
      : state_(std::make_shared<detail::future_state_of<T>>(
            detail::loop_core::require("corun::future"), where)) {}
  /// A new one, of a loop that need not run yet. Throws loop_error if the loop
  /// is closed.
  explicit future(event_loop &loop,
                  std::source_location where = std::source_location::current())
      : state_(
            std::make_shared<detail::future_state_of<T>>(loop.core(), where)) {}

  /// True once a result or an exception was set, or cancel() was called.
  [[nodiscard]] bool done() const { return state().done(); }
  [[nodiscard]] bool cancelled() const { return state().was_cancelled(); }

  /// Those who wait go on in the next iteration, in the order in which they
  /// came. Throws loop_error if done().
  template <class U = T>
    requires(!std::is_void_v<T> && std::is_constructible_v<T, U>)
  void set_result(U &&value) const {
    state().set_result(std::forward<U>(value));
  }
  void set_result() const
    requires std::is_void_v<T>
  {
    state().set_result();
  }
  /// Those who wait are thrown this. Throws loop_error if done(),
  /// std::invalid_argument for null.
  void set_exception(std::exception_ptr exception) const {
    state().set_exception(std::move(exception));
  }
  template <std::derived_from<std::exception> E>
  void set_exception(E exception) const {
    state().set_exception(std::make_exception_ptr(std::move(exception)));
  }
  /// Those who wait are thrown cancelled_error, which says `message`. Returns
  /// false if done(); then its exception counts as retrieved.
  // NOLINTNEXTLINE(*-use-nodiscard): often called for its effect
  bool cancel(std::string_view message = {}) const {
    return state().cancel(message.empty()
                              ? nullptr
                              : std::make_shared<const std::string>(message));
  }

  /// The result; `const T &` (T & for a reference), valid as long as a copy of
  /// the future is. Throws the exception that was set, cancelled_error, or
  /// loop_error if not done().
  std::add_lvalue_reference_t<std::add_const_t<T>>
  result() const CORUN_LIFETIMEBOUND {
    state().require_done();
    state().rethrow_if_unsuccessful();
    return state().get();
  }
  /// The exception, cancelled_error if cancelled, null if there is a result.
  /// Throws loop_error if not done().
  [[nodiscard]] std::exception_ptr exception() const {
    state().require_done();
    return state().retrieve_exception();
  }

  /// Calls `callback(future<T>)` one iteration after the future is done (in the
  /// next one, if it is), in the order of these calls. What it throws goes to
  /// the loop's exception handler. Never called if the future is dropped
  /// before. O(1).
  template <std::invocable<future> F>
  callback_handle add_done_callback(F callback) const {
    using node_type = detail::future_callback<T, F, future>;
    auto *const node =
        detail::make_callback_of<node_type>(loop(), std::move(callback));
    callback_handle handle(node);
    if (done())
      node->on_settled(state());
    else
      state().add_listener(*node);
    return handle;
  }

  /// `co_await f`: waits until done; like result(). The coroutine goes on one
  /// iteration later; at once if done(). Throws loop_error for a future of
  /// another loop.
  [[nodiscard]] auto operator co_await() const & {
    return reference_awaiter(require());
  }
  /// `co_await std::move(f)`: the same, but the result by value: moved if this
  /// was the last reference or T cannot be copied, else copied.
  [[nodiscard]] auto operator co_await() && {
    static_cast<void>(require());
    return value_awaiter(std::move(state_));
  }

  /// True if both are the same future.
  friend bool operator==(const future &, const future &) noexcept = default;

  /// For the library.
  explicit future(std::shared_ptr<detail::future_state_of<T>> state) noexcept
      : state_(std::move(state)) {}

private:
  using state_pointer = std::shared_ptr<detail::future_state_of<T>>;

  class reference_awaiter final : public detail::future_awaiter {
  public:
    explicit reference_awaiter(state_pointer future) noexcept
        : future_awaiter(std::move(future)) {}
    std::add_lvalue_reference_t<std::add_const_t<T>> await_resume() const {
      require_result();
      return this->template state<T>().get();
    }
  };

  class value_awaiter final : public detail::future_awaiter {
  public:
    explicit value_awaiter(state_pointer future) noexcept
        : future_awaiter(std::move(future)) {}
    T await_resume() const {
      require_result();
      if constexpr (std::is_object_v<T> && std::is_copy_constructible_v<T>)
        if (!has_last_reference())
          return this->template state<T>().get();
      return this->template state<T>().take();
    }
  };

  [[nodiscard]] const state_pointer &require() const {
    if (!state_) [[unlikely]]
      throw loop_error("this future is empty: it was moved from, or awaited as "
                       "an rvalue");
    return state_;
  }
  [[nodiscard]] detail::future_state_of<T> &state() const { return *require(); }
  [[nodiscard]] detail::loop_core &loop() const {
    detail::loop_core *const loop = state().loop();
    return loop != nullptr
               ? *loop
               : detail::loop_core::require("the callback of a future whose "
                                            "loop is closed");
  }

  state_pointer state_;
};

} // namespace corun
