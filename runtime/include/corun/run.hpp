// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/event_loop.hpp>
#include <corun/exception_handler.hpp>
#include <corun/task.hpp>

#include <utility>

namespace corun {

/// How run() runs.
struct run_options {
  /// As event_loop::set_exception_handler().
  exception_handler on_exception = {};
};

/// A program's way into its coroutines: makes an event loop, runs `main` until
/// it is done, closes the loop, which cancels and awaits what is still pending,
/// and returns what `main` returned.
///
///     corun::task<int> async_main() { ... co_return 0; }
///     int main() { return corun::run(async_main()); }
///
/// Throws what `main` throws, after the loop is closed; loop_error if a loop
/// is running in this thread. Any thread; blocks it.
template <class T>
CORUN_BLOCKING T run(task<T> main, run_options options = {}) {
  detail::loop_core::refuse_nested_run();
  event_loop loop;
  loop.set_exception_handler(std::move(options.on_exception));
  return loop.run_until_complete(std::move(main));
}

/// run() without options, under the name of the loop's member.
template <class T> CORUN_BLOCKING T run_until_complete(task<T> main) {
  return run(std::move(main));
}

} // namespace corun
