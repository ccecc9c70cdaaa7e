// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/event_loop.hpp>
#include <corun/exception_handler.hpp>
#include <corun/task.hpp>
#include <corun/task_handle.hpp>

#include <chrono>
#include <optional>
#include <source_location>
#include <string_view>
#include <utility>

namespace corun {

/// How run() runs.
struct run_options {
  /// As event_loop::set_exception_handler().
  exception_handler on_exception = {};
  /// As event_loop::set_debug(); empty: as the environment says (CORUN_DEBUG=1).
  std::optional<bool> debug = std::nullopt;
  /// The name of the main task.
  std::string_view name = {};
  /// As the argument of event_loop::close().
  std::chrono::steady_clock::duration thread_limit = std::chrono::minutes(5);
};

namespace detail {

/// Runs the loop until the task is done. Meanwhile SIGINT cancels the task, if
/// this is the main thread and nobody else handles SIGINT. Throws
/// keyboard_interrupt if that was why it ended, or at a second SIGINT.
CORUN_BLOCKING void run_interruptibly(event_loop &loop, const task_ref &main);

} // namespace detail

/// A program's way into its coroutines: makes an event loop, runs `main` until
/// it is done, closes the loop, which cancels and awaits what is still pending,
/// and returns what `main` returned.
///
///     corun::task<int> async_main() { ... co_return 0; }
///     int main() { return corun::run(async_main()); }
///
/// Throws what `main` throws, after the loop is closed; loop_error if a loop
/// is running in this thread. Any thread; blocks it.
///
/// SIGINT (Ctrl-C), in the process's first thread and unless the program handles
/// it otherwise, cancels `main`; when that has ended cancelled, run() throws
/// keyboard_interrupt. At a second one run() does not wait for `main`: it closes
/// the loop and throws. If the loop is blocked and has not even seen the first,
/// the second ends the process, as it would without corun.
template <class T>
CORUN_BLOCKING T
run(task<T> main, run_options options = {},
    std::source_location where = std::source_location::current()) {
  try {
    detail::loop_core::refuse_nested_run();
  } catch (...) {
    main.promise().forgo();
    throw;
  }
  event_loop loop;
  loop.set_exception_handler(std::move(options.on_exception));
  if (options.debug)
    loop.set_debug(*options.debug);
  // Closes also when main throws, and before its result is used.
  struct closer {
    ~closer() { loop.core().close(limit, detail::leftovers::run); }
    event_loop &loop;
    std::chrono::steady_clock::duration limit;
  } const at_the_end{loop, options.thread_limit};
  detail::task_ref running =
      loop.create_task(std::move(main), {.name = options.name}, where)
          .release();
  detail::run_interruptibly(loop, running);
  return detail::take_result<T>(running);
}

/// run() without options, under the name of the loop's member.
template <class T>
CORUN_BLOCKING T run_until_complete(
    task<T> main,
    std::source_location where = std::source_location::current()) {
  return run(std::move(main), {}, where);
}

} // namespace corun
