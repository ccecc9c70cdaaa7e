// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/detail/loop_core.hpp>
#include <corun/errors.hpp>
#include <corun/event_loop.hpp>
#include <corun/exception_handler.hpp>
#include <corun/outcome.hpp>
#include <corun/task.hpp>
#include <corun/task_handle.hpp>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

namespace corun {

namespace detail {

/// What the two threads of a run_coroutine_threadsafe() share.
class concurrent_state_base {
public:
  /// Any thread. False if done.
  bool cancel(const std::shared_ptr<concurrent_state_base> &self,
              event_loop &loop);
  [[nodiscard]] bool is_done() const;
  /// Blocks. False if the time is over first. Throws loop_error in the thread
  /// of a running loop.
  bool wait_until(std::optional<clock::time_point> deadline) const;

  /// Loop thread: the task that is to be cancelled.
  void started(any_task_handle task);
  /// Loop thread: it is over, or never began.
  void finish() noexcept;

protected:
  concurrent_state_base() = default;
  ~concurrent_state_base() = default;
  mutable std::mutex mutex_;

private:
  mutable std::condition_variable ended_;
  any_task_handle task_;          // loop thread only
  bool cancel_requested_ = false; // loop thread only
  bool done_ = false;
};

template <class T> class concurrent_state final : public concurrent_state_base {
public:
  ~concurrent_state() {
    if (result_ && !result_->has_value() && !result_->cancelled())
      default_exception_handler(
          {.message = "a coroutine of run_coroutine_threadsafe failed and "
                      "nobody asked for its result",
           .exception = result_->exception(),
           .task_name = {},
           .origin = {}});
  }

  void set(outcome<T> result) { result_.emplace(std::move(result)); }
  /// Precondition: done. What was never told is a cancellation: the loop was
  /// closed, or the task cancelled before its first step.
  outcome<T> take() {
    if (!result_)
      return outcome<T>(std::make_exception_ptr(cancelled_error()));
    outcome<T> taken = std::move(*result_);
    result_.reset(); // nothing is left to be reported
    return taken;
  }
  [[nodiscard]] bool was_cancelled() const {
    return !result_ || result_->cancelled();
  }

private:
  std::optional<outcome<T>> result_; // written before finish()
};

/// Finishes its state when it is destroyed, wherever that is.
class finisher {
public:
  explicit finisher(std::shared_ptr<concurrent_state_base> state) noexcept
      : state_(std::move(state)) {}
  finisher(finisher &&) noexcept = default;
  finisher &operator=(finisher &&) = delete;
  ~finisher() {
    if (state_)
      state_->finish();
  }

private:
  std::shared_ptr<concurrent_state_base> state_;
};

template <class T>
task<void> deliver(task<T> body, std::shared_ptr<concurrent_state<T>> state) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(body);
      state->set(outcome<T>(std::in_place));
    } else {
      state->set(outcome<T>(std::in_place, co_await std::move(body)));
    }
  } catch (...) {
    state->set(outcome<T>(std::current_exception()));
  }
}

} // namespace detail

/// The result of run_coroutine_threadsafe(), for a thread that is not the
/// loop's. Movable, any thread, one at a time. Dropping it changes nothing; a
/// failure that nobody has asked for is then reported on stderr.
template <class T>
class [[nodiscard("get() tells what became of the coroutine; "
                  "without it failures are lost")]] concurrent_future {
public:
  /// Blocks until the coroutine has ended. Returns what it returns, throws what
  /// it throws; cancelled_error also if the loop was closed first. Once. Throws
  /// loop_error in the thread of a running loop, which would wait for itself.
  CORUN_BLOCKING T get() {
    state().wait_until(std::nullopt);
    return std::exchange(state_, nullptr)->take().value();
  }
  /// The same, at most for `limit`: then throws timeout_error, and the
  /// coroutine runs on.
  template <class Rep, class Period>
  CORUN_BLOCKING T get(std::chrono::duration<Rep, Period> limit) {
    if (!state().wait_until(detail::deadline_after(limit)))
      throw timeout_error();
    return std::exchange(state_, nullptr)->take().value();
  }
  [[nodiscard]] bool done() const { return state().is_done(); }
  [[nodiscard]] bool cancelled() const {
    return done() && state().was_cancelled();
  }
  /// Cancels the task on the loop. False if it has ended.
  // NOLINTNEXTLINE(*-use-nodiscard): often called for its effect
  bool cancel() { return state().cancel(state_, *loop_); }
  /// False after get().
  [[nodiscard]] bool valid() const noexcept { return state_ != nullptr; }

  /// For the library.
  concurrent_future(std::shared_ptr<detail::concurrent_state<T>> state,
                    event_loop &loop) noexcept
      : state_(std::move(state)), loop_(&loop) {}

private:
  [[nodiscard]] detail::concurrent_state<T> &state() const {
    if (!state_)
      throw loop_error("this concurrent_future is empty: get() was called, or "
                       "it was moved from");
    return *state_;
  }
  std::shared_ptr<detail::concurrent_state<T>> state_;
  event_loop *loop_;
};

/// Runs a coroutine on a loop that runs in another thread:
///
///     auto page = corun::run_coroutine_threadsafe(fetch(url), loop);
///     use(page.get());                          // blocks this thread
///
/// Any thread. The loop must outlive the call, and cancel(). T must not be a
/// reference to what only the loop's thread may touch. Throws loop_error if the
/// loop is closed.
template <class T>
concurrent_future<T> run_coroutine_threadsafe(task<T> body CORUN_LIFETIMEBOUND,
                                              event_loop &loop) {
  auto state = std::make_shared<detail::concurrent_state<T>>();
  loop.call_soon_threadsafe([&loop, state, at_the_end = detail::finisher(state),
                             body = std::move(body)]() mutable {
    task_handle<void> task =
        loop.create_task(detail::deliver(std::move(body), state),
                         {.name = "run_coroutine_threadsafe"});
    state->started(task);
    // Not the coroutine itself: it may be cancelled before its first step.
    task.add_done_callback(
        [at_the_end = std::move(at_the_end)](const any_task_handle &) {});
    task.detach();
  });
  return concurrent_future<T>(std::move(state), loop);
}

} // namespace corun
