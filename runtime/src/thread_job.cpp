// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/thread_job.hpp>

#include "thread_pool.hpp"

#include <corun/detail/loop_core.hpp>

namespace corun::detail {

bool thread_job::begin() noexcept {
  phase expected = phase::queued;
  return phase_.compare_exchange_strong(expected, phase::begun,
                                        std::memory_order_acq_rel);
}

void thread_job::execute() noexcept {
  const context::scope entered(&context_);
  call();
}

void thread_job::send_back(std::shared_ptr<thread_job> job,
                           loop_core &loop) noexcept {
  // From the push on the job is the loop's: it may be gone before this returns.
  thread_job &ended = *job;
  ended.self_ = std::move(job);
  loop.push_remote(ended);
}

bool thread_job::cancel() noexcept {
  phase expected = phase::queued;
  return phase_.compare_exchange_strong(expected, phase::cancelled,
                                        std::memory_order_acq_rel);
}

void thread_job::run() noexcept {
  const std::shared_ptr<thread_job> last = std::move(self_);
  if (awaiter_ != nullptr)
    awaiter_->job_ended();
}

void job_awaiter::await_suspend(suspended_coroutine coroutine) {
  // The job cannot come back before this thread drains its remote queue.
  target_.pool()->submit(job_);
  job_->set_awaiter(this);
  suspend(target_, coroutine);
}

/// A call that has begun cannot be stopped: its thread runs on, and what it
/// returns is dropped.
void job_awaiter::on_cancel() noexcept {
  job_->cancel();
  job_->set_awaiter(nullptr);
  wake_cancelled();
}

} // namespace corun::detail
