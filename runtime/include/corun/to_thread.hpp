// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/detail/loop_core.hpp>
#include <corun/detail/thread_job.hpp>
#include <corun/task.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace corun {

/// Calls `function(args...)` on a thread of the loop's pool and waits for it
/// without blocking the loop: the way to make a call that blocks.
///
///     std::string text = co_await corun::to_thread(read_file, path);
///
/// The function and its arguments are copied or moved into the job, as
/// std::thread does; use std::ref for a reference and keep what it refers to
/// alive. Lazy: nothing is submitted until the task is awaited. Returns what
/// the call returns, throws what it throws.
///
/// The pool belongs to the loop: at most min(32, processors + 4) threads, each
/// started when a call finds no idle one; further calls wait in line. If the
/// task is cancelled, a call that has not begun never does; one that has begun
/// runs to its end, its result is dropped. event_loop::close() waits for it.
///
/// Throws loop_error outside a loop, if no thread can be started, or after
/// event_loop::shutdown_default_executor().
template <class F, class... Args>
CORUN_OFFLOAD task<std::invoke_result_t<F, Args...>> to_thread(F function,
                                                               Args... args) {
  using result = std::invoke_result_t<F, Args...>;
  static_assert(!detail::is_task<result>,
                "to_thread calls plain functions; a coroutine is awaited");
  detail::loop_core &loop = detail::loop_core::require("corun::to_thread");
  auto job = std::make_shared<detail::callable_job<result, F, Args...>>(
      std::move(function), std::move(args)...);
  co_await detail::job_awaiter(job, loop);
  co_return job->take();
}

} // namespace corun
