// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "thread_pool.hpp"

#include "loop_trace.hpp"

#include <corun/detail/loop_core.hpp>
#include <corun/errors.hpp>

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

namespace corun::detail {

thread_pool::thread_pool(loop_core &loop)
    : loop_(loop),
      max_threads_(std::min(32U, std::thread::hardware_concurrency() + 4)) {}

thread_pool::~thread_pool() = default;

void thread_pool::submit(std::shared_ptr<thread_job> job) {
  const std::lock_guard lock(mutex_);
  // Every idle thread has a job of its own to come for if the queue is as long
  // as there are idle threads.
  if (queue_.size() >= idle_ && workers_.size() < max_threads_)
    start_thread();
  queue_.push_back(std::move(job));
  job_or_end_.notify_one();
}

void thread_pool::start_thread() {
  worker &added = workers_.emplace_back();
  try {
    added.thread =
        std::thread([pool = shared_from_this(), &added] { pool->work(added); });
    ++running_;
  } catch (const std::system_error &error) {
    workers_.pop_back();
    // With some threads the job only waits longer.
    if (workers_.empty())
      throw loop_error("to_thread cannot start a thread (" +
                       std::string(error.what()) +
                       "): raise the limit on threads or memory");
  }
}

void thread_pool::work(worker &self) {
  const std::unique_ptr<thread_trace> trace = thread_trace::make();
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    if (queue_.empty() && idle_ == running_)
      tell_drained();
    job_or_end_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    --idle_;
    if (queue_.empty())
      break;
    std::shared_ptr<thread_job> job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    finish(self, std::move(job), trace.get());
    lock.lock();
  }
  --running_;
}

void thread_pool::tell_drained() noexcept {
  for (const auto &drained : std::exchange(drained_, {})) {
    try {
      drained();
    } catch (...) { // no memory: whoever waits does so until his time is over
    }
  }
}

void thread_pool::finish(worker &self, std::shared_ptr<thread_job> job,
                         thread_trace *trace) noexcept {
  // Uncontended but for a loop that gives up waiting for this thread: it must
  // see a call that has begun, and no other.
  {
    const std::lock_guard lock(self.changing);
    self.is_at_work = job->begin();
    if (!self.is_at_work)
      return;
  }
  const clock::time_point begin =
      trace != nullptr ? clock::now() : clock::time_point();
  job->execute();
  if (trace != nullptr)
    trace->call(begin, clock::now());
  const std::lock_guard lock(self.changing);
  self.is_at_work = false;
  if (!self.is_orphaned)
    thread_job::send_back(std::move(job), loop_);
}

void thread_pool::when_drained(std::function<void()> drained) {
  const std::lock_guard lock(mutex_);
  drained_.push_back(std::move(drained));
  if (queue_.empty() && idle_ == running_)
    tell_drained();
}

std::size_t thread_pool::end() noexcept {
  // Outlives the lock: a dropped job may run destructors of the user's.
  std::deque<std::shared_ptr<thread_job>> dropped;
  std::unique_lock lock(mutex_);
  ending_ = true;
  dropped.swap(queue_);
  drained_.clear();
  job_or_end_.notify_all();
  lock.unlock();
  std::size_t left = 0;
  for (worker &each : workers_) {
    const std::lock_guard changing(each.changing);
    left += each.is_at_work ? 1 : 0;
  }
  for (worker &each : workers_) {
    if (left == 0) {
      each.thread.join();
      continue;
    }
    each.thread.detach();
    const std::lock_guard changing(each.changing);
    each.is_orphaned = true;
  }
  return left;
}

} // namespace corun::detail
