// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/context.hpp>
#include <corun/detail/ready_queue.hpp>
#include <corun/detail/result_slot.hpp>
#include <corun/detail/waiter.hpp>

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace corun::detail {

class job_awaiter;

/// A call that runs on a pool thread. Owns its callable, arguments and result,
/// so that nothing dangles when the coroutine that awaits it goes away first.
class thread_job : public ready_node {
public:
  virtual ~thread_job() = default;

  /// On a pool thread: may the call be made? False if it was cancelled before.
  [[nodiscard]] bool begin() noexcept;
  /// On a pool thread, after begin().
  void execute() noexcept;
  /// On a pool thread, after execute(): wakes the coroutine that waits. The loop
  /// is the last to own the job.
  static void send_back(std::shared_ptr<thread_job> job,
                        loop_core &loop) noexcept;

  /// Loop thread. True if the call has not begun, and now never will.
  bool cancel() noexcept;
  /// Loop thread.
  void set_awaiter(job_awaiter *awaiter) noexcept { awaiter_ = awaiter; }

  /// Loop thread: the call has ended; wakes the awaiter if there still is one.
  void run() noexcept final;
  void discard() noexcept final { self_.reset(); }
  [[nodiscard]] const char *kind() const noexcept final {
    return "the end of a call of to_thread";
  }

protected:
  /// In the current context.
  thread_job() : context_(context::current()) {}

private:
  enum class phase : std::uint8_t { queued, begun, cancelled };

  virtual void call() noexcept = 0;

  context context_;
  job_awaiter *awaiter_ = nullptr;   // loop thread only
  std::shared_ptr<thread_job> self_; // while on the way back to the loop
  std::atomic<phase> phase_ = phase::queued;
};

/// Hands a job to the pool and waits for it.
class job_awaiter final : public waiter {
public:
  explicit job_awaiter(std::shared_ptr<thread_job> job, loop_core &loop)
      : job_(std::move(job)), target_(loop) {}
  ~job_awaiter() { job_->set_awaiter(nullptr); }

  [[nodiscard]] bool await_ready() const noexcept { return false; }
  /// Throws what thread_pool::submit throws.
  void await_suspend(suspended_coroutine coroutine);
  void await_resume() const { throw_if_cancelled(); }

  [[nodiscard]] std::string waits_for() const override {
    return "a call in a thread";
  }
  [[nodiscard]] bool carries_result() const noexcept override { return true; }

  void job_ended() noexcept { wake(); }

private:
  void on_cancel() noexcept override;

  std::shared_ptr<thread_job> job_;
  loop_core &target_;
};

/// A job with its callable, arguments and result.
template <class R, class F, class... Args>
class callable_job final : public thread_job {
public:
  template <class... Actual>
  explicit callable_job(F &&function, Actual &&...args)
      : function_(std::move(function)),
        args_(std::forward<Actual>(args)...) {}
  ~callable_job() override {
    if (has_value_)
      result_.destroy();
  }

  /// Loop thread, once the job has ended. Throws what the call threw.
  R take() {
    if (exception_)
      std::rethrow_exception(std::move(exception_));
    return result_.take();
  }

private:
  void call() noexcept override {
    try {
      if constexpr (std::is_void_v<R>)
        std::apply(std::move(function_), std::move(args_));
      else
        result_.emplace(std::apply(std::move(function_), std::move(args_)));
      has_value_ = true;
    } catch (...) {
      exception_ = std::current_exception();
    }
  }

  F function_;
  std::tuple<Args...> args_;
  result_slot<R> result_;
  std::exception_ptr exception_;
  bool has_value_ = false;
};

} // namespace corun::detail
