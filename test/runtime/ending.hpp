// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/corun.hpp>

#include <exception>
#include <string>
#include <utility>

namespace corun_test {

/// How an await ended, as tests compare it: "returned", "timed out",
/// "cancelled" (with what cancel() was told, "cancelled: enough"), or what the
/// exception says.
inline std::string ending(const std::exception_ptr &exception) {
  if (!exception)
    return "returned";
  try {
    std::rethrow_exception(exception);
  } catch (const corun::cancelled_error &e) {
    const std::string what = e.what();
    return what == corun::cancelled_error().what() ? "cancelled"
                                                   : "cancelled: " + what;
  } catch (const corun::timeout_error &) {
    return "timed out";
  } catch (const std::exception &e) {
    return e.what();
  }
}

/// Awaits it in the current task.
template <corun::detail::gatherable A>
corun::task<std::string> ending(A awaitable) {
  std::exception_ptr exception;
  try {
    static_cast<void>(co_await std::move(awaitable));
  } catch (...) {
    exception = std::current_exception();
  }
  co_return ending(exception);
}

/// Waits until the event is set, then returns `value`: asyncio's tests use a
/// future for this.
inline corun::task<int> number_when(corun::event &event, int value) {
  co_await event.wait();
  co_return value;
}
/// The same, then fails.
inline corun::task<int> failing_when(corun::event &event, std::string message) {
  co_await event.wait();
  throw std::runtime_error(message);
}

} // namespace corun_test
