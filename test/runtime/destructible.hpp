// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

namespace corun_test {

/// A coroutine of another library: runs at once, and its owner can destroy it
/// wherever it is suspended.
class destructible {
public:
  struct promise_type {
    destructible get_return_object() {
      return destructible(handle::from_promise(*this));
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  void destroy() { std::exchange(coroutine_, nullptr).destroy(); }

private:
  using handle = std::coroutine_handle<promise_type>;
  explicit destructible(handle coroutine) : coroutine_(coroutine) {}
  handle coroutine_;
};

} // namespace corun_test
