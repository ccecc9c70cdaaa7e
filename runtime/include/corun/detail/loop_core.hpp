// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/detail/intrusive_list.hpp>
#include <corun/detail/ready_queue.hpp>
#include <corun/detail/remote_queue.hpp>
#include <corun/detail/task_state.hpp>
#include <corun/detail/timer_queue.hpp>
#include <corun/exception_handler.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>

namespace corun {
class event_loop;
}

namespace corun::detail {

class fd_callbacks;
class future_state;
class loop_observer;
class poller;
class signal_watch;
class thread_pool;

/// What becomes of callbacks that are ready when a loop without tasks closes.
enum class leftovers : std::uint8_t { run, discard };

/// The machinery of an event_loop, without its public face. Loop-thread only,
/// but for remote and wake_if_asleep().
class loop_core {
public:
  explicit loop_core(event_loop &face);
  ~loop_core();
  loop_core(const loop_core &) = delete;
  loop_core &operator=(const loop_core &) = delete;

  // --- running ---

  /// Iterates until stop. Precondition: no loop runs in this thread, or
  /// `nested` (only for a loop destroyed inside another one).
  void run(bool nested = false);
  /// Throws loop_error if run() would.
  void require_can_run() const;
  /// Throws loop_error if a loop runs in this thread.
  static void refuse_nested_run();
  void stop() noexcept { stopping_ = true; }
  [[nodiscard]] bool running() const noexcept {
    return running_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] bool closed() const noexcept {
    return closed_.load(std::memory_order_relaxed);
  }
  /// Cancels every task, runs them to their end, reports what deserves it,
  /// waits for calls on the thread pool, at most `thread_limit`. Idempotent.
  void close(clock::duration thread_limit,
             leftovers callbacks = leftovers::discard);

  // --- tasks ---

  void task_spawned(task_state &task, bool eager_start) noexcept;
  void task_ended(task_state &task) noexcept;
  /// For diagnostics.
  void task_renamed(task_state &task) noexcept;
  void cancel_requested(task_state &task) noexcept;
  /// A failed task whose exception was never retrieved goes away.
  void failed_task_destroyed(task_state &task) noexcept;
  /// Unique in the process. Loop thread only: taken from the process in blocks,
  /// because an atomic increment costs more than an await.
  [[nodiscard]] std::uint64_t next_task_id() noexcept {
    if (++last_id_ % id_block == 0) [[unlikely]]
      last_id_ = next_id_block();
    return last_id_;
  }
  /// What has been spawned and not ended, oldest first.
  [[nodiscard]] const task_list &pending() const noexcept { return pending_; }
  /// The task whose step is running; null in a plain callback.
  task_state *current_task = nullptr;
  /// All that somebody refers to. They are told when the loop closes.
  intrusive_list<future_state> futures;

  /// True while the loop closes and asks every task to end.
  [[nodiscard]] bool cancelling_all() const noexcept { return cancelling_all_; }

  // --- what can become ready ---

  ready_queue ready;
  timer_queue timers;
  remote_queue remote;

  /// A node that is destroyed while it is ready. O(ready).
  void remove_ready(ready_node &node) noexcept {
    if (!ready.remove(node)) // else it is in the batch that runs
      batch_.remove(node);
  }
  /// Any thread, after a push to `remote` that asked for it.
  void wake_up() noexcept;
  /// Any thread.
  void push_remote(ready_node &node) noexcept {
    if (remote.push(node))
      wake_up();
  }
  [[nodiscard]] poller &io() noexcept { return *poller_; }
  /// The pool of to_thread, made on first use. Throws loop_error if it was shut
  /// down.
  [[nodiscard]] const std::shared_ptr<thread_pool> &pool();
  /// The pool is not made from now on; what there is of it, or null.
  [[nodiscard]] std::shared_ptr<thread_pool> shut_down_pool() noexcept;
  /// Made on first use. Throws std::system_error.
  [[nodiscard]] signal_watch &signals();
  /// Null if no signal was ever watched.
  [[nodiscard]] signal_watch *signals_if_any() noexcept {
    return signals_.get();
  }
  /// Signal handlers and any thread: signal_watch has something to deliver.
  void signal_arrived() noexcept {
    has_signal_.store(true);
    wake_up();
  }
  /// Made on first use.
  [[nodiscard]] fd_callbacks &callbacks_of_fds();

  // --- diagnostics ---

  void report(const exception_context &context) noexcept;
  exception_handler handler;
  /// Debug mode: a task is dropped that was neither awaited nor spawned. Any
  /// thread.
  static void report_unawaited(const task_state &task) noexcept;

  [[nodiscard]] bool debug() const noexcept {
    return debug_.load(std::memory_order_relaxed);
  }
  void set_debug(bool on) noexcept;
  /// Debug mode reports steps that take this long or longer.
  clock::duration slow_callback_duration = std::chrono::milliseconds(100);
  /// In debug mode throws loop_error that names `what` if the loop runs in
  /// another thread than this.
  void require_own_thread(const char *what) const {
    if (debug()) [[unlikely]]
      refuse_other_thread(what);
  }

  [[nodiscard]] event_loop &face() const noexcept { return face_; }

  /// The loop that runs in this thread, or null.
  [[nodiscard]] static loop_core *current() noexcept { return current_; }
  /// The same; throws loop_error that names `what` if there is none.
  [[nodiscard]] static loop_core &require(const char *what) {
    if (current_ == nullptr) [[unlikely]]
      throw_no_loop(what);
    return *current_;
  }

private:
  static constexpr std::uint64_t id_block = 256;

  [[noreturn]] static void throw_no_loop(const char *what);
  void refuse_other_thread(const char *what) const;
  [[nodiscard]] static std::uint64_t next_id_block() noexcept;
  void run_once();
  void wait_for_events();
  [[nodiscard]] int poll_timeout() const noexcept;
  void expire_timers() noexcept;
  void run_batch() noexcept;
  void run_observed(ready_node &node) noexcept;
  void cancel_pending();
  void run_pending();
  void run_while_pool_works(clock::duration limit);
  void discard_ready() noexcept;
  void discard_leftovers() noexcept;

  event_loop &face_;
  ready_queue batch_;
  task_list pending_;
  task_list failed_;
  std::unique_ptr<poller> poller_;
  std::shared_ptr<thread_pool> pool_;
  std::unique_ptr<signal_watch> signals_;
  std::unique_ptr<fd_callbacks> fd_callbacks_;
  std::unique_ptr<loop_observer> observer_; // null: nobody watches the steps
  std::uint64_t last_id_ = id_block - 1;
  bool pool_is_shut_down_ = false;
  std::atomic<bool> running_ = false;
  bool stopping_ = false;
  bool closing_ = false;
  bool cancelling_all_ = false;
  std::atomic<bool> closed_ = false;
  std::atomic<bool> debug_ = false;
  std::atomic<bool> has_signal_ = false;

  static inline constinit thread_local loop_core *current_ = nullptr;
};

} // namespace corun::detail
