// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/gatherable.hpp>
#include <corun/detail/task_state.hpp>
#include <corun/detail/waiter.hpp>
#include <corun/task.hpp>
#include <corun/task_handle.hpp>

#include <utility>

namespace corun {

/// `co_await corun::shield(f())`: waits for the coroutine, handle or other
/// awaitable, but keeps a cancellation from it: if the waiting task is
/// cancelled, the await throws cancelled_error and what it waited for runs on.
/// If that fails later, the failure is reported to the loop's exception
/// handler, unless another handle retrieves it. If it is cancelled itself, the
/// await throws cancelled_error, too.
///
/// The loop owns what runs on; closing the loop still cancels it. Lazy: a task
/// starts when this is awaited.
template <detail::gatherable A>
[[nodiscard]] task<detail::await_result_t<A>> shield(A awaitable) {
  detail::task_ref inner = detail::start(std::move(awaitable));
  co_await detail::settled_awaiter(inner);
  co_return detail::take_result<detail::await_result_t<A>>(inner);
}

} // namespace corun
