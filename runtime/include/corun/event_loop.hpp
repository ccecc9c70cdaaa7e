// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/callback.hpp>
#include <corun/detail/config.hpp>
#include <corun/detail/loop_core.hpp>
#include <corun/exception_handler.hpp>
#include <corun/task.hpp>
#include <corun/task_handle.hpp>

#include <chrono>
#include <string_view>
#include <utility>

namespace corun {

/// How create_task() makes a task.
struct task_options {
  /// Shown in reports; "task-N" if empty. Copied by create_task. A view also
  /// because g++ 12 copies the bytes of an aggregate that is made inside a
  /// co_await expression, which a std::string does not survive.
  std::string_view name = {};
};

/// Runs coroutines and callbacks in one thread: waits for timers, file
/// descriptors and other threads, and resumes who waited for them.
///
/// Most programs need only corun::run(). Make a loop by hand for a program that
/// outlives its first coroutine:
///
///     corun::event_loop loop;
///     loop.create_task(serve(), {.name = "server"}).detach();
///     loop.run_forever();                       // until loop.stop()
///
/// One iteration: wait for timers and I/O (not at all if something is ready),
/// then run exactly what is ready now, first come first served. What that makes
/// ready waits for the next iteration.
///
/// Threads: a loop belongs to the thread that runs it. Only
/// call_soon_threadsafe() may be called from another thread.
class event_loop {
public:
  using clock = detail::clock;

  /// Throws std::system_error if the system grants no descriptors.
  event_loop() : core_(*this) {}
  /// Closes the loop. Must not run inside a callback or coroutine of this loop.
  ~event_loop() { close(); }
  event_loop(const event_loop &) = delete;
  event_loop &operator=(const event_loop &) = delete;

  /// Runs until the task is done. Returns what it returns, throws what it
  /// throws (cancelled_error if it was cancelled). Other tasks stay pending and
  /// go on in the next run. Throws loop_error if the loop is closed, if a loop
  /// is running in this thread, or if stop() ended the run first.
  template <class T> CORUN_BLOCKING T run_until_complete(task<T> main) {
    require_open();
    core_.require_can_run();
    return run_until_complete(create_task(std::move(main)));
  }
  /// The same for a task of this loop that exists already, for example one
  /// whose first run was stopped.
  template <class T> CORUN_BLOCKING T run_until_complete(task_handle<T> main) {
    detail::task_ref task = std::move(main).release();
    run_until_done(*task);
    return detail::take_result<T>(task);
  }

  /// Runs until stop(). Throws loop_error as run_until_complete() does.
  CORUN_BLOCKING void run_forever();
  /// Ends the run after the current iteration; everything that is ready in it
  /// still runs. Before a run: that run makes one iteration.
  void stop() noexcept { core_.stop(); }
  [[nodiscard]] bool is_running() const noexcept { return core_.running(); }
  [[nodiscard]] bool is_closed() const noexcept { return core_.closed(); }

  /// Leaves nothing behind: cancels all tasks, also those they still spawn,
  /// and runs them to their end; reports tasks that were still pending (but for
  /// detached ones) and exceptions nobody retrieved; waits for the calls of
  /// to_thread that have begun. The loop cannot run again. Throws loop_error if
  /// running. Idempotent.
  CORUN_BLOCKING void close() { core_.close(); }

  /// Runs the task concurrently; its first step is in the next iteration. The
  /// loop owns the task. O(1). Throws loop_error if the loop is closed.
  template <class T>
  CORUN_SPAWNS task_handle<T> create_task(task<T> t CORUN_LIFETIMEBOUND,
                                          task_options options = {}) {
    require_open();
    detail::task_ref running = t.promise().spawn(core_, options.name);
    static_cast<void>(std::move(t).release()); // the loop's from now on
    return task_handle<T>(std::move(running));
  }

  /// Calls `callback`, which takes no arguments, in the next iteration, in the
  /// order of these calls. What it throws goes to the exception handler. Throws
  /// loop_error if the loop is closed.
  template <class F> void call_soon(F callback) {
    require_open();
    core_.ready.push_back(*detail::make_callback(core_, std::move(callback)));
  }
  /// The same from any thread; wakes the loop. The loop must outlive the call.
  template <class F> void call_soon_threadsafe(F callback) {
    require_open();
    core_.push_remote(*detail::make_callback(core_, std::move(callback)));
  }
  /// Calls `callback` once `delay` has passed. O(log timers).
  template <class Rep, class Period, class F>
  timer_handle call_later(std::chrono::duration<Rep, Period> delay,
                          F callback) {
    return call_at(detail::deadline_after(delay), std::move(callback));
  }
  /// Calls `callback` at `when`, of time()'s clock.
  template <class F> timer_handle call_at(clock::time_point when, F callback) {
    require_open();
    return detail::schedule_callback(core_, when, std::move(callback));
  }

  /// Now, on the clock of the timers. Monotonic. Any thread.
  [[nodiscard]] clock::time_point time() const noexcept { return clock::now(); }

  /// Called for what nobody else would be told: exceptions of callbacks and of
  /// tasks nobody awaited, tasks still pending when the loop closes. Empty:
  /// default_exception_handler.
  void set_exception_handler(exception_handler handler) {
    core_.handler = std::move(handler);
  }

private:
  void require_open() const;
  void run_until_done(detail::task_state &task);

  detail::loop_core core_;
};

/// The loop that runs in this thread. Throws loop_error if there is none.
[[nodiscard]] event_loop &current_loop();

/// Runs the task concurrently on the current loop and returns at once; the
/// task's first step is in the loop's next iteration. The loop owns the task:
/// await the handle for its outcome, or say `.detach()`.
///
///     auto a = corun::create_task(fetch("a"), {.name = "fetch a"});
///     auto b = corun::create_task(fetch("b"));
///     use(co_await std::move(a), co_await std::move(b));
///
/// Throws loop_error outside a loop. O(1).
template <class T>
CORUN_SPAWNS task_handle<T> create_task(task<T> t CORUN_LIFETIMEBOUND,
                                        task_options options = {}) {
  detail::loop_core &loop = detail::loop_core::require("corun::create_task");
  return loop.face().create_task(std::move(t), options);
}

} // namespace corun
