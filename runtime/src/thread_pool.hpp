// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/thread_job.hpp>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace corun::detail {

class thread_trace;

/// The threads of to_thread: at most min(32, processors + 4), each started
/// when a job finds no idle one. Shared with its threads, so that one that
/// never returns outlives the loop without harm. submit() may be called from
/// any thread, the rest by the loop's only.
class thread_pool : public std::enable_shared_from_this<thread_pool> {
public:
  explicit thread_pool(loop_core &loop);
  ~thread_pool();
  thread_pool(const thread_pool &) = delete;
  thread_pool &operator=(const thread_pool &) = delete;

  /// Throws std::bad_alloc, or loop_error if not even one thread can be
  /// started; the job is not queued then.
  void submit(std::shared_ptr<thread_job> job);

  /// Calls `drained` once, in the thread of the last job, or here, when all jobs
  /// that were submitted have ended. Nothing may be submitted any more. Not
  /// called after end().
  void when_drained(std::function<void()> drained);

  /// Drops the jobs that have not begun and ends the threads. Returns how many
  /// are still at work; they do not touch the loop any more.
  std::size_t end() noexcept;

private:
  struct worker {
    std::thread thread;
    std::mutex changing; // guards what follows
    bool is_at_work = false;
    bool is_orphaned = false;
  };

  void start_thread();
  void work(worker &self);
  /// `trace` may be null.
  void finish(worker &self, std::shared_ptr<thread_job> job,
              thread_trace *trace) noexcept;
  void tell_drained() noexcept;

  loop_core &loop_;
  std::mutex mutex_;
  std::condition_variable job_or_end_;
  std::deque<std::shared_ptr<thread_job>> queue_;
  std::list<worker> workers_;
  std::vector<std::function<void()>> drained_;
  std::size_t idle_ = 0;
  std::size_t running_ = 0; // threads
  bool ending_ = false;
  const std::size_t max_threads_;
};

} // namespace corun::detail
