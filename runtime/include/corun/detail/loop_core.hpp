// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/detail/ready_queue.hpp>
#include <corun/detail/remote_queue.hpp>
#include <corun/detail/task_state.hpp>
#include <corun/detail/timer_queue.hpp>
#include <corun/exception_handler.hpp>

#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>

namespace corun {
class event_loop;
}

namespace corun::detail {

class poller;
class thread_pool;

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
  [[nodiscard]] bool running() const noexcept { return running_; }
  [[nodiscard]] bool closed() const noexcept {
    return closed_.load(std::memory_order_relaxed);
  }
  /// Cancels every task, runs them to their end, reports what deserves it,
  /// joins the thread pool. Idempotent.
  void close();

  // --- tasks ---

  void task_spawned(task_state &task) noexcept;
  void task_ended(task_state &task) noexcept;
  /// A failed task whose exception was never retrieved goes away.
  void failed_task_destroyed(task_state &task) noexcept;
  [[nodiscard]] std::uint32_t next_task_id() noexcept { return ++last_id_; }
  /// The task whose step is running; null in a plain callback.
  task_state *current_task = nullptr;

  // --- what can become ready ---

  ready_queue ready;
  timer_queue timers;
  remote_queue remote;

  /// Any thread, after a push to `remote` that asked for it.
  void wake_up() noexcept;
  /// Any thread.
  void push_remote(ready_node &node) noexcept {
    if (remote.push(node))
      wake_up();
  }
  [[nodiscard]] poller &io() noexcept { return *poller_; }
  /// The pool of to_thread, made on first use.
  [[nodiscard]] thread_pool &pool();

  // --- diagnostics ---

  void report(const exception_context &context) noexcept;
  exception_handler handler;

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
  [[noreturn]] static void throw_no_loop(const char *what);
  void run_once();
  void wait_for_events();
  [[nodiscard]] int poll_timeout() const noexcept;
  void expire_timers() noexcept;
  void run_batch() noexcept;
  void cancel_pending();
  void discard_leftovers() noexcept;

  // A coroutine destroyed while it is queued must find itself in either.
  friend class waiter;
  void remove_ready(ready_node &node) noexcept {
    if (!ready.remove(node))
      batch_.remove(node);
  }

  event_loop &face_;
  ready_queue batch_;
  task_list pending_;
  task_list failed_;
  std::unique_ptr<poller> poller_;
  std::unique_ptr<thread_pool> pool_;
  std::uint32_t last_id_ = 0;
  bool running_ = false;
  bool stopping_ = false;
  bool closing_ = false;
  std::atomic<bool> closed_ = false;

  static inline constinit thread_local loop_core *current_ = nullptr;
};

} // namespace corun::detail
