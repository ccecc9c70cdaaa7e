// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/thread_job.hpp>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace corun::detail {

/// The threads of to_thread: at most min(32, processors + 4), each started
/// when a job finds no idle one. All members but the constructor and the
/// destructor may be called from any thread.
class thread_pool {
public:
  thread_pool();
  /// Jobs that have not begun are dropped; running ones are waited for.
  ~thread_pool();
  thread_pool(const thread_pool &) = delete;
  thread_pool &operator=(const thread_pool &) = delete;

  /// Throws std::bad_alloc, or loop_error if not even one thread can be
  /// started; the job is not queued then.
  void submit(std::shared_ptr<thread_job> job);

private:
  void start_thread();
  void work();

  std::mutex mutex_;
  std::condition_variable job_or_end_;
  std::deque<std::shared_ptr<thread_job>> queue_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool ending_ = false;
  const std::size_t max_threads_;
};

} // namespace corun::detail
