// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "thread_pool.hpp"

#include <corun/errors.hpp>

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

namespace corun::detail {

thread_pool::thread_pool()
    : max_threads_(std::min(32U, std::thread::hardware_concurrency() + 4)) {}

thread_pool::~thread_pool() {
  // Outlives the lock: a dropped job may run destructors of the user's.
  std::deque<std::shared_ptr<thread_job>> dropped;
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    dropped.swap(queue_);
  }
  job_or_end_.notify_all();
  for (std::thread &thread : threads_)
    thread.join();
}

void thread_pool::submit(std::shared_ptr<thread_job> job) {
  const std::lock_guard lock(mutex_);
  // Every idle thread has a job of its own to come for if the queue is as long
  // as there are idle threads.
  if (queue_.size() >= idle_ && threads_.size() < max_threads_)
    start_thread();
  queue_.push_back(std::move(job));
  job_or_end_.notify_one();
}

void thread_pool::start_thread() {
  threads_.reserve(threads_.size() + 1);
  try {
    threads_.emplace_back([this] { work(); });
  } catch (const std::system_error &error) {
    // With some threads the job only waits longer.
    if (threads_.empty())
      throw loop_error("to_thread cannot start a thread (" +
                       std::string(error.what()) +
                       "): raise the limit on threads or memory");
  }
}

void thread_pool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    job_or_end_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    --idle_;
    if (queue_.empty())
      return;
    std::shared_ptr<thread_job> job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    thread_job::execute(std::move(job));
    lock.lock();
  }
}

} // namespace corun::detail
