// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/detail/deadline.hpp>
#include <corun/detail/gatherable.hpp>
#include <corun/detail/task_state.hpp>
#include <corun/detail/timer_queue.hpp>
#include <corun/errors.hpp>
#include <corun/event_loop.hpp>
#include <corun/task.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace corun {

/// The time limit of a piece of a task: asyncio.Timeout. Made by timeout() and
/// timeout_at(), which pass it to their callable.
class timeout_scope final : private detail::timer_node {
public:
  using clock = detail::clock;

  /// For the library. Begins in the current task; throws loop_error if there is
  /// none.
  explicit timeout_scope(std::optional<clock::time_point> when);
  ~timeout_scope();

  /// The deadline; empty for none.
  [[nodiscard]] std::optional<clock::time_point> when() const noexcept {
    return when_;
  }
  /// A new deadline, or none. One that has passed takes effect in the next
  /// iteration. Throws loop_error once the limit has expired or the piece is
  /// over.
  void reschedule(std::optional<clock::time_point> when);
  /// True once the deadline has passed before the piece was over.
  [[nodiscard]] bool expired() const noexcept {
    return state_ == state::expiring || state_ == state::expired;
  }

  /// For the library: the piece is over. True if it ended because of this
  /// limit: a cancellation is to become timeout_error.
  [[nodiscard]] bool exit(bool was_cancelled) noexcept;

private:
  enum class state : std::uint8_t { active, expiring, expired, exited };

  void expire() noexcept override;
  void stop_timer() noexcept;

  detail::loop_core &loop_;
  detail::task_ref task_;
  std::optional<clock::time_point> when_;
  std::uint32_t cancelling_at_entry_;
  state state_ = state::active;
};

namespace detail {

template <class F>
concept timeout_body = requires(F &f, timeout_scope &scope) {
  requires is_task<std::remove_cvref_t<decltype(f(scope))>>;
};

/// future<T>, whose cancellation is not waited for.
template <class A>
concept future_like = !std::is_base_of_v<any_task_handle, A> && requires(A &a) {
  { a.done() } -> std::convertible_to<bool>;
  a.cancel();
};

/// Runs the body in the current task, under the scope's limit.
template <class A>
task<await_result_t<A>> within(timeout_scope &scope, A body) {
  // co_await is not allowed in a handler, nor needed: only what comes out of
  // the body decides.
  try {
    if constexpr (std::is_void_v<await_result_t<A>>) {
      co_await std::move(body);
      static_cast<void>(scope.exit(false));
    } else {
      decltype(auto) result = co_await std::move(body);
      static_cast<void>(scope.exit(false));
      co_return static_cast<await_result_t<A>>(
          std::forward<decltype(result)>(result));
    }
  } catch (const cancelled_error &) {
    if (scope.exit(true))
      throw timeout_error();
    throw;
  } catch (...) {
    static_cast<void>(scope.exit(false));
    throw;
  }
}

} // namespace detail

/// `co_await corun::timeout(2s, f())`: runs the coroutine, or any awaitable, in
/// the current task; once the time is over, cancels it, waits for the end of
/// the cancellation, and throws timeout_error: asyncio.timeout. So the total
/// time can be longer than the limit, by as long as the clean-up takes. If the
/// awaitable deals with the cancellation and returns, its value is returned; if
/// it throws something else, that is thrown. A cancellation from outside stays
/// one. Limits nest: the one that has expired throws.
///
/// The limit begins when this is awaited. A limit of zero or less still lets
/// the awaitable run to its first suspension; wait_for() does not even start
/// it. Throws std::invalid_argument for a NaN, loop_error outside a task.
template <class Rep, class Period, detail::gatherable A>
[[nodiscard]] task<detail::await_result_t<A>>
timeout(std::chrono::duration<Rep, Period> limit, A awaitable) {
  co_await detail::adopt_task();
  timeout_scope scope(detail::deadline_after(limit));
  co_return co_await detail::within(scope, std::move(awaitable));
}

/// The same at a point in time, of event_loop::time()'s clock.
template <detail::gatherable A>
[[nodiscard]] task<detail::await_result_t<A>>
timeout_at(detail::clock::time_point when, A awaitable) {
  co_await detail::adopt_task();
  timeout_scope scope(when);
  co_return co_await detail::within(scope, std::move(awaitable));
}

/// `co_await corun::timeout(2s, [&](corun::timeout_scope &limit) ->
/// corun::task<void> { ... })`: the same with a callable that can look at the
/// limit and change it. Owns the callable while its coroutine runs.
template <class Rep, class Period, detail::timeout_body F>
[[nodiscard]] std::invoke_result_t<F &, timeout_scope &>
timeout(std::chrono::duration<Rep, Period> limit, F body) {
  co_await detail::adopt_task();
  timeout_scope scope(detail::deadline_after(limit));
  co_return co_await detail::within(scope, body(scope));
}

/// The same with no limit at first: reschedule() sets one.
template <detail::timeout_body F>
[[nodiscard]] std::invoke_result_t<F &, timeout_scope &> timeout(std::nullopt_t,
                                                                 F body) {
  co_await detail::adopt_task();
  timeout_scope scope(std::nullopt);
  co_return co_await detail::within(scope, body(scope));
}

/// The same at a point in time.
template <detail::timeout_body F>
[[nodiscard]] std::invoke_result_t<F &, timeout_scope &>
timeout_at(detail::clock::time_point when, F body) {
  co_await detail::adopt_task();
  timeout_scope scope(when);
  co_return co_await detail::within(scope, body(scope));
}

/// `co_await corun::wait_for(f(), 2s)`: timeout() with the awaitable in front:
/// asyncio.wait_for. A limit of zero or less: a task_handle or a future that is
/// done gives its result, one that is not is cancelled and waited for; a
/// coroutine that has not started never does.
template <detail::gatherable A, class Rep, class Period>
[[nodiscard]] task<detail::await_result_t<A>>
wait_for(A awaitable, std::chrono::duration<Rep, Period> limit) {
  if (limit <= limit.zero()) {
    if constexpr (std::is_base_of_v<any_task_handle, A>) {
      if (!awaitable.done()) {
        awaitable.cancel();
        co_await detail::settled_awaiter(awaitable.require());
        if (awaitable.cancelled())
          throw timeout_error();
      }
      co_return co_await std::move(awaitable);
    } else if constexpr (detail::future_like<A>) {
      if (awaitable.done())
        co_return co_await std::move(awaitable);
      awaitable.cancel();
      throw timeout_error();
    } else {
      if constexpr (detail::is_task<A>)
        awaitable.promise().forgo();
      throw timeout_error();
    }
  }
  co_await detail::adopt_task();
  timeout_scope scope(detail::deadline_after(limit));
  co_return co_await detail::within(scope, std::move(awaitable));
}

/// The same without a limit, as asyncio's `None`.
template <detail::gatherable A>
[[nodiscard]] task<detail::await_result_t<A>> wait_for(A awaitable,
                                                       std::nullopt_t) {
  co_return co_await std::move(awaitable);
}

/// The same with a limit that there may be.
template <detail::gatherable A, class Rep, class Period>
[[nodiscard]] CORUN_WRAPPER task<detail::await_result_t<A>>
wait_for(A awaitable, std::optional<std::chrono::duration<Rep, Period>> limit) {
  return limit ? wait_for(std::move(awaitable), *limit)
               : wait_for(std::move(awaitable), std::nullopt);
}

} // namespace corun
