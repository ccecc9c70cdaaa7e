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

/// The coroutine `from` has suspended; `to` goes on.
inline transfer transfer_to(std::coroutine_handle<> /*from*/,
                            std::coroutine_handle<> to) noexcept {
  return to;
}
/// The current coroutine has suspended; whoever resumed it goes on.
inline transfer transfer_to_caller() noexcept { return std::noop_coroutine(); }

/// Runs `target` and whatever it transfers to, until one of them suspends
/// without a successor.
inline void resume(std::coroutine_handle<> target) { target.resume(); }

#else

/// await_suspend returns nothing: the successor is left in the trampoline.
using transfer = void;

/// One per thread. A suspending coroutine leaves its successor in `next` and
/// returns; the loop in run() picks it up. So the stack is as deep after a
/// million transfers as after one.
class trampoline {
public:
  static void run(std::coroutine_handle<> target) {
    // Nested when a coroutine resumes another by hand in the middle of a step.
    const trampoline outer = local_;
    while (target) {
      local_ = {target, nullptr};
      target.resume();
      target = local_.next_;
    }
    local_ = outer;
  }

  static void transfer_to(std::coroutine_handle<> from,
                          std::coroutine_handle<> to) {
    // Otherwise foreign code resumed `from` directly, perhaps in the middle of
    // a step of `running_`, which has a successor of its own.
    if (from == local_.running_)
      local_.next_ = to;
    else
      run(to);
  }

private:
  constexpr trampoline() noexcept = default;
  constexpr trampoline(std::coroutine_handle<> running,
                       std::coroutine_handle<> next) noexcept
      : running_(running), next_(next) {}

  static thread_local constinit trampoline local_;

  std::coroutine_handle<> running_ = nullptr;
  std::coroutine_handle<> next_ = nullptr;
};

inline thread_local constinit trampoline trampoline::local_{};

inline void transfer_to(std::coroutine_handle<> from,
                        std::coroutine_handle<> to) {
  trampoline::transfer_to(from, to);
}
inline void transfer_to_caller() noexcept {}
inline void resume(std::coroutine_handle<> target) { trampoline::run(target); }

#endif

} // namespace corun::detail
