// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How one coroutine passes control to another without growing the stack.
#pragma once

#include <corun/detail/config.hpp>

#include <coroutine>
#include <utility>

namespace corun::detail {

#if CORUN_DETAIL_SYMMETRIC_TRANSFER

/// What await_suspend returns to pass control on.
using transfer = std::coroutine_handle<>;

/// Suspends the current coroutine and resumes `target`.
inline transfer transfer_to(std::coroutine_handle<> target) noexcept {
  return target;
}
/// Suspends the current coroutine and returns to whoever resumed it.
inline transfer transfer_to_caller() noexcept { return std::noop_coroutine(); }

/// Runs `target` and whatever it transfers to, until one of them suspends
/// without a successor.
inline void resume(std::coroutine_handle<> target) { target.resume(); }

#else

/// await_suspend returns nothing: the successor is left in the trampoline.
using transfer = void;

/// One per thread. A suspending coroutine leaves its successor in `next` and
/// returns; the loop in resume() picks it up. So the stack is as deep after a
/// million transfers as after one.
class trampoline {
public:
  static void run(std::coroutine_handle<> target) {
    // Nested when a coroutine resumes another by hand in the middle of a step.
    const bool was_active = std::exchange(active_, true);
    const auto outer_next = std::exchange(next_, nullptr);
    while (target) {
      target.resume();
      target = std::exchange(next_, nullptr);
    }
    next_ = outer_next;
    active_ = was_active;
  }

  static void transfer_to(std::coroutine_handle<> target) {
    // Not active: foreign code resumed the current coroutine directly.
    if (active_)
      next_ = target;
    else
      run(target);
  }

private:
  static inline constinit thread_local std::coroutine_handle<> next_ = nullptr;
  static inline constinit thread_local bool active_ = false;
};

inline void transfer_to(std::coroutine_handle<> target) {
  trampoline::transfer_to(target);
}
inline void transfer_to_caller() noexcept {}
inline void resume(std::coroutine_handle<> target) { trampoline::run(target); }

#endif

} // namespace corun::detail
