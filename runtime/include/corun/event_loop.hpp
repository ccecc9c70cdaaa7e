// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/context.hpp>
#include <corun/detail/callback.hpp>
#include <corun/detail/config.hpp>
#include <corun/detail/fd_watch.hpp>
#include <corun/detail/loop_core.hpp>
#include <corun/exception_handler.hpp>
#include <corun/task.hpp>
#include <corun/task_handle.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corun {

/// How create_task() makes a task.
struct task_options {
  /// Shown in reports; "task-N" if empty. Copied by create_task. A view also
  /// because g++ 12 copies the bytes of an aggregate that is made inside a
  /// co_await expression, which a std::string does not survive.
  std::string_view name = {};
  /// Run the first step inside create_task, to the first suspension that really
  /// waits, instead of in the next iteration. Without effect if the loop does
  /// not run yet.
  bool eager_start = false;
  /// The context variables it begins with; null: a copy of the current ones.
  /// Copied.
  const corun::context *context = nullptr;
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
/// Threads: a loop belongs to the thread that runs it. From other threads only
/// call_soon_threadsafe() and run_coroutine_threadsafe() may be called; debug
/// mode finds the rest.
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
  template <class T>
  CORUN_BLOCKING T run_until_complete(
      task<T> main,
      std::source_location where = std::source_location::current()) {
    try {
      require_open();
      core_.require_can_run();
    } catch (...) {
      main.promise().forgo();
      throw;
    }
    return run_until_complete(create_task(std::move(main), {}, where));
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
  /// Loop thread only; elsewhere call_soon_threadsafe([&] { loop.stop(); }).
  void stop() {
    core_.require_own_thread("event_loop::stop");
    core_.stop();
  }
  [[nodiscard]] bool is_running() const noexcept { return core_.running(); }
  [[nodiscard]] bool is_closed() const noexcept { return core_.closed(); }

  /// Leaves nothing behind: cancels all tasks, also those they still spawn,
  /// and runs them to their end; reports tasks that were still pending (but for
  /// detached ones) and exceptions nobody retrieved; waits for the calls of
  /// to_thread that have begun, at most `thread_limit`, after which it reports
  /// them and lets their threads run on alone; what they post meanwhile still
  /// runs. The loop cannot run again. Throws loop_error if running. Idempotent.
  CORUN_BLOCKING void
  close(clock::duration thread_limit = std::chrono::minutes(5)) {
    core_.close(thread_limit);
  }
  /// Lets no more calls of to_thread begin (they throw loop_error), and waits,
  /// without blocking the loop, until those that were submitted have ended.
  /// False if `limit` was over first; they run on.
  [[nodiscard]] task<bool>
  shutdown_default_executor(clock::duration limit = std::chrono::minutes(5));

  /// Runs the task concurrently; its first step is in the next iteration. The
  /// loop owns the task. `where` is shown in reports. O(1). Throws loop_error
  /// if the loop is closed.
  template <class T>
  CORUN_SPAWNS task_handle<T>
  create_task(task<T> t CORUN_LIFETIMEBOUND, task_options options = {},
              std::source_location where = std::source_location::current()) {
    return task_handle<T>(spawn(t.promise(), options, where, [&t] {
      static_cast<void>(std::move(t).release()); // the loop's from now on
    }));
  }

  /// Calls `callback`, which takes no arguments, in the next iteration, in the
  /// order of these calls and of call_soon_threadsafe(). What it throws goes to the exception handler. Throws
  /// loop_error if the loop is closed.
  template <class F> callback_handle call_soon(F callback) {
    require_usable("event_loop::call_soon");
    auto *const node = detail::make_callback(core_, std::move(callback));
    callback_handle handle(node);
    // What call_soon_threadsafe() was given before this comes first.
    core_.remote.drain(core_.ready);
    node->make_ready();
    return handle;
  }
  /// The same from any thread; wakes the loop. The loop must outlive the call.
  template <class F> callback_handle call_soon_threadsafe(F callback) {
    require_open();
    auto *const node = detail::make_callback(core_, std::move(callback));
    callback_handle handle(node);
    core_.push_remote(*node);
    return handle;
  }
  /// Calls `callback` once `delay` has passed. O(log timers).
  template <class Rep, class Period, class F>
  timer_handle call_later(std::chrono::duration<Rep, Period> delay,
                          F callback) {
    return call_at(detail::deadline_after(delay), std::move(callback));
  }
  /// Calls `callback` at `when`, of time()'s clock.
  template <class F> timer_handle call_at(clock::time_point when, F callback) {
    require_usable("event_loop::call_at");
    return detail::schedule_callback(core_, when, std::move(callback));
  }

  /// Calls `callback` in every iteration in which `fd` can be read without
  /// blocking, until remove_reader(). Replaces the callback that was there.
  /// For libraries that want callbacks; coroutines have readable(). Throws
  /// std::system_error if the descriptor cannot be watched, loop_error if a
  /// coroutine waits for it. O(log descriptors) and one or two system calls an
  /// iteration.
  void add_reader(int fd, std::function<void()> callback) {
    add_fd_callback(fd, detail::io_direction::read, std::move(callback));
  }
  /// False if there was none.
  // NOLINTNEXTLINE(*-use-nodiscard): often called for its effect
  bool remove_reader(int fd) {
    return remove_fd_callback(fd, detail::io_direction::read);
  }
  /// The same for writing.
  void add_writer(int fd, std::function<void()> callback) {
    add_fd_callback(fd, detail::io_direction::write, std::move(callback));
  }
  // NOLINTNEXTLINE(*-use-nodiscard): often called for its effect
  bool remove_writer(int fd) {
    return remove_fd_callback(fd, detail::io_direction::write);
  }

  /// Calls `callback` on the loop when the process gets the signal: as any
  /// callback, not in a signal handler, so it may do anything. Several arrivals
  /// before it runs are one. One loop at a time can handle a signal; what
  /// handled it before does so again after remove_signal_handler() or close().
  /// Throws loop_error if another loop handles it, std::system_error if it
  /// cannot be handled (SIGKILL).
  void add_signal_handler(int signal, std::function<void()> callback);
  /// False if there was none of this loop.
  // NOLINTNEXTLINE(*-use-nodiscard): often called for its effect
  bool remove_signal_handler(int signal);

  /// Now, on the clock of the timers. Monotonic. Any thread.
  [[nodiscard]] clock::time_point time() const noexcept { return clock::now(); }

  /// Called for what nobody else would be told: exceptions of callbacks and of
  /// tasks nobody awaited, tasks still pending when the loop closes. Empty:
  /// default_exception_handler.
  void set_exception_handler(exception_handler handler) {
    core_.require_own_thread("event_loop::set_exception_handler");
    core_.handler = std::move(handler);
  }
  /// Passes the context to the exception handler.
  void call_exception_handler(const exception_context &context) {
    core_.require_own_thread("event_loop::call_exception_handler");
    core_.report(context);
  }

  /// Debug mode: reports tasks that are dropped without having been awaited,
  /// and steps that hold up the loop; refuses use of the loop and its handles
  /// in another thread, with loop_error. While the loop runs in the process's
  /// first thread, and until it closes, SIGUSR1 writes dump_tasks() to stderr,
  /// unless the program handles or ignores that signal. On from the start if
  /// the environment has CORUN_DEBUG=1.
  void set_debug(bool on) {
    core_.require_own_thread("event_loop::set_debug");
    core_.set_debug(on);
  }
  [[nodiscard]] bool debug() const noexcept { return core_.debug(); }
  /// Debug mode reports steps that take this long or longer; 100 ms at first.
  void set_slow_callback_duration(clock::duration limit) {
    core_.require_own_thread("event_loop::set_slow_callback_duration");
    core_.slow_callback_duration = limit;
  }

  /// The tasks that have not ended, oldest first. O(tasks).
  [[nodiscard]] std::vector<any_task_handle> all_tasks();

  /// Who awaits whom, where, for people to read: a tree of the tasks that have
  /// not ended. See corun::dump_tasks(). At any moment, also between two runs.
  [[nodiscard]] std::string dump_tasks() const;

  /// For the library.
  [[nodiscard]] detail::loop_core &core() noexcept { return core_; }
  /// For the library: run_until_complete(), without a look at the outcome.
  CORUN_BLOCKING void run_until_done(detail::task_state &task);

private:
  void require_open() const;
  /// Throws loop_error if closed; in debug mode also in another thread.
  void require_usable(const char *what) const {
    require_open();
    core_.require_own_thread(what);
  }
  /// Calls `own` when the loop owns the task.
  template <class Own>
  detail::task_ref spawn(detail::task_state &task, const task_options &options,
                         const std::source_location &where, Own own) {
    try {
      require_usable("create_task");
      auto rare = options.name.empty()
                      ? nullptr
                      : std::make_unique<detail::rare_part>(detail::rare_part{
                            .name = std::string(options.name), .message = {}});
      own();
      return task.spawn(core_, {.rare = std::move(rare),
                                .context = options.context != nullptr
                                               ? *options.context
                                               : context::current(),
                                .eager_start = options.eager_start,
                                .where = where});
    } catch (...) {
      task.forgo();
      throw;
    }
  }
  void add_fd_callback(int fd, detail::io_direction direction,
                       std::function<void()> callback);
  bool remove_fd_callback(int fd, detail::io_direction direction);

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
CORUN_SPAWNS task_handle<T>
create_task(task<T> t CORUN_LIFETIMEBOUND, task_options options = {},
            std::source_location where = std::source_location::current()) {
  detail::loop_core &loop = detail::loop_core::require("corun::create_task");
  return loop.face().create_task(std::move(t), options, where);
}

/// The task whose coroutine is running; empty in a plain callback. Throws
/// loop_error outside a loop.
[[nodiscard]] any_task_handle current_task();

/// The tasks of the current loop that have not ended, oldest first. Throws
/// loop_error outside a loop.
[[nodiscard]] std::vector<any_task_handle> all_tasks();

/// What the tasks of the current loop do, for people to read: each with its
/// state, where it was created, and its coroutines, from the one that
/// create_task() was given to the one that waits; below it the tasks that it
/// waits for.
///
///     event loop: 2 tasks
///     task 'main': waits for 1 of 1 gathered tasks (created at app.cpp:40)
///     │   async_main at app.cpp:31
///     │   corun::gather at gather.hpp:62
///     └── task 'a': waits for a sleep of 1.5 s (created at app.cpp:31)
///             fetch at app.cpp:12
///
/// A line is that of the co_await; g++ 12 knows only where a coroutine begins.
/// A task that several wait for is told of once. Callable at any moment: in a
/// coroutine, a callback, a signal handler of add_signal_handler(). Runs
/// nothing of the program's. Throws loop_error outside a loop, std::bad_alloc.
/// O(tasks and coroutines).
[[nodiscard]] std::string dump_tasks();

} // namespace corun
