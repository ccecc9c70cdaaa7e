// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/loop_core.hpp>

#include "debug_signal.hpp"
#include "fd_callbacks.hpp"
#include "location.hpp"
#include "loop_observer.hpp"
#include "poller.hpp"
#include "signal_watch.hpp"
#include "thread_pool.hpp"

#include <corun/detail/callback.hpp>
#include <corun/detail/future_state.hpp>
#include <corun/errors.hpp>
#include <corun/event_loop.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace corun::detail {

namespace {
constexpr std::chrono::milliseconds longest_sleep = std::chrono::hours(24);

/// CORUN_DEBUG: set, and neither empty nor 0.
bool debug_is_wanted() {
  const char *const value = std::getenv("CORUN_DEBUG");
  return value != nullptr && *value != '\0' && std::string_view(value) != "0";
}
} // namespace

loop_core::loop_core(event_loop &face)
    : face_(face), poller_(std::make_unique<poller>()) {
  set_debug(debug_is_wanted());
}

loop_core::~loop_core() {
  // Of threads that found the loop open and came when it was closed.
  discard_ready();
}

void loop_core::throw_no_loop(const char *what) {
  throw loop_error(std::string(what) +
                   " needs a running event loop: call it from a coroutine that "
                   "corun::run() or event_loop::run_until_complete() runs");
}

// --- running ---

void loop_core::require_can_run() const {
  if (running())
    throw loop_error("this event loop is already running: inside a coroutine, "
                     "co_await the task or create_task it");
  refuse_nested_run();
}

void loop_core::refuse_nested_run() {
  if (current_ != nullptr)
    throw loop_error("an event loop is running in this thread already: inside "
                     "a coroutine, co_await the task or create_task it; or run "
                     "the other loop in a thread of its own");
}

void loop_core::run(bool nested) {
  if (!nested)
    require_can_run();
  struct scope {
    explicit scope(loop_core &loop)
        : loop_(loop), outer_(std::exchange(current_, &loop)) {
      loop.running_.store(true, std::memory_order_relaxed);
    }
    ~scope() {
      loop_.running_.store(false, std::memory_order_relaxed);
      loop_.stopping_ = false;
      current_ = outer_;
    }
    loop_core &loop_;
    loop_core *outer_;
    context::scope tasks_have_their_own_{nullptr};
  } running(*this);
  if (debug() && !closing_)
    dump_tasks_on_signal(*this);
  do
    run_once();
  while (!stopping_);
  if (observer_ != nullptr) // an exception that nobody catches may end it all
    observer_->going_to_rest();
}

/// One iteration, as asyncio's BaseEventLoop._run_once: what becomes ready
/// while the batch runs waits for the next iteration, so neither I/O nor
/// timers can starve.
void loop_core::run_once() {
  wait_for_events();
  if (has_signal_.load(std::memory_order_relaxed) &&
      has_signal_.exchange(false) && signals_ != nullptr)
    signals_->deliver();
  expire_timers();
  run_batch();
}

void loop_core::wait_for_events() {
  int timeout = poll_timeout();
  if (timeout != 0 && observer_ != nullptr) [[unlikely]]
    observer_->going_to_rest();
  if (timeout != 0 && !remote.prepare_to_sleep())
    timeout = 0;
  // With work at hand and no descriptor to watch the kernel has no news.
  if (timeout != 0 || poller_->watches_any())
    poller_->wait(timeout);
  remote.drain(ready);
}

/// In milliseconds, as poll(2) counts: -1 is for ever. Rounded up, so that a
/// timer is due when the wait ends and timers coalesce per millisecond.
int loop_core::poll_timeout() const noexcept {
  if (!ready.empty() || stopping_)
    return 0;
  if (timers.empty())
    return -1;
  const clock::time_point now = clock::now();
  if (timers.earliest() <= now) // compared first: the difference may overflow
    return 0;
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(timers.earliest() - now);
  return static_cast<int>(std::min(left, longest_sleep).count());
}

void loop_core::expire_timers() noexcept {
  if (timers.empty())
    return;
  const clock::time_point now = clock::now();
  while (timer_node *const timer = timers.pop_due(now))
    timer->expire();
}

void loop_core::run_batch() noexcept {
  ready.move_to(batch_);
  if (observer_ == nullptr) [[likely]] {
    while (!batch_.empty())
      batch_.pop_front().run();
    return;
  }
  while (!batch_.empty())
    run_observed(batch_.pop_front());
}

void loop_core::run_observed(ready_node &node) noexcept {
  const observed_step step(node);
  node.run();
  if (observer_ != nullptr) // debug mode may have been turned off
    observer_->step(*this, step, clock::now());
}

void loop_core::wake_up() noexcept { poller_->wake(); }

const std::shared_ptr<thread_pool> &loop_core::pool() {
  if (pool_is_shut_down_)
    throw loop_error("the thread pool of this event loop is shut down: "
                     "to_thread cannot be called any more");
  if (!pool_)
    pool_ = std::make_shared<thread_pool>(*this);
  return pool_;
}

std::shared_ptr<thread_pool> loop_core::shut_down_pool() noexcept {
  pool_is_shut_down_ = true;
  return pool_;
}

signal_watch &loop_core::signals() {
  if (!signals_)
    signals_ = std::make_unique<signal_watch>(*this);
  return *signals_;
}

fd_callbacks &loop_core::callbacks_of_fds() {
  if (!fd_callbacks_)
    fd_callbacks_ = std::make_unique<fd_callbacks>(*this);
  return *fd_callbacks_;
}

// --- closing ---

void loop_core::close(clock::duration thread_limit, leftovers callbacks) {
  if (closed())
    return;
  if (running())
    throw loop_error("a running event loop cannot be closed: stop() it first");
  closing_ = true;
  cancel_pending();
  // Callbacks of tasks that have just ended; they may spawn. Without such tasks
  // a callback may refer to what was destroyed before the loop.
  bool runs_ready = callbacks == leftovers::run || !pending_.empty();
  while (!pending_.empty() || (runs_ready && !ready.empty())) {
    run_pending();
    if (std::exchange(runs_ready, false)) {
      stop();
      run(/*nested=*/true);
    }
  }
  run_while_pool_works(thread_limit);
  run_pending();
  closed_.store(true, std::memory_order_relaxed);
  if (const std::size_t left = pool_ ? pool_->end() : 0; left > 0)
    report({.message = std::to_string(left) +
                       " calls of to_thread were still running when the time "
                       "to wait for them was over; their threads go on alone",
            .exception = nullptr,
            .task_name = {},
            .origin = {}});
  pool_.reset();
  signals_.reset();
  fd_callbacks_.reset();
  discard_leftovers();
  while (!futures.empty())
    futures.pop_front().loop_closed();
  while (task_state *const task = failed_.first()) {
    task->report_unretrieved();
    failed_.remove(*task);
    task->forget_loop();
  }
}

void loop_core::cancel_pending() {
  cancelling_all_ = true;
  for (task_state *task = pending_.first(); task != nullptr;
       task = task_list::next(*task)) {
    if (!task->detached() && task->cancelling() == 0)
      report({.message = "task '" + task->name() +
                         "' was still pending when its event loop closed and "
                         "is cancelled; await it, cancel it or detach it",
              .exception = nullptr,
              .task_name = task->name(),
              .origin = spell(task->origin())});
    if (task->started() && task->waiting_at() == nullptr)
      report({.message = "task '" + task->name() +
                         "' is suspended at an awaitable that corun cannot "
                         "cancel: closing its event loop waits until that "
                         "resumes it",
              .exception = nullptr,
              .task_name = task->name(),
              .origin = spell(task->where())});
    if (!task->cancelled_at_close()) // with one that awaits it
      task->cancel();
  }
  cancelling_all_ = false;
}

void loop_core::run_pending() {
  while (!pending_.empty())
    run(/*nested=*/true); // until the last task ends; see task_ended()
}

/// Calls of to_thread may post to the loop and wait for an answer.
void loop_core::run_while_pool_works(clock::duration limit) {
  if (!pool_)
    return;
  const auto over = std::make_shared<bool>(false);
  const auto end = [this, over] {
    *over = true;
    stop();
  };
  timer_handle limiter = schedule_callback(*this, deadline_after(limit), end);
  pool_->when_drained([this, end] { face_.call_soon_threadsafe(end); });
  while (!*over)
    run(/*nested=*/true);
  limiter.cancel();
}

void loop_core::discard_ready() noexcept {
  remote.drain(ready);
  while (!ready.empty())
    ready.pop_front().discard();
}

/// Callbacks and coroutines of other libraries that will never run.
void loop_core::discard_leftovers() noexcept {
  discard_ready();
  while (timer_node *const timer = timers.pop_any())
    timer->discard_timer();
  poller_->discard_all();
}

// --- tasks ---

std::uint64_t loop_core::next_id_block() noexcept {
  static constinit std::atomic<std::uint64_t> next = 1;
  return next.fetch_add(id_block, std::memory_order_relaxed);
}

void loop_core::task_spawned(task_state &task, bool eager_start) noexcept {
  pending_.push_back(task);
  if (observer_ != nullptr) [[unlikely]]
    observer_->task_spawned(*this, task);
  // A task that is spawned by another one's clean-up must not keep a closing
  // loop alive.
  if (closing_)
    task.cancel();
  if (!eager_start || current_ != this || closing_)
    ready.push_back(task);
  else if (observer_ != nullptr) [[unlikely]]
    run_observed(task);
  else
    task.run();
}

void loop_core::task_ended(task_state &task) noexcept {
  pending_.remove(task);
  if (closing_ && pending_.empty())
    stop();
  if (task.has_exception())
    failed_.push_back(task); // until it is destroyed or the loop is
  else
    task.forget_loop();
}

void loop_core::task_renamed(task_state &task) noexcept {
  if (observer_ != nullptr)
    observer_->task_renamed(task);
}

void loop_core::cancel_requested(task_state &task) noexcept {
  if (observer_ != nullptr)
    observer_->cancel_requested(task);
}

void loop_core::failed_task_destroyed(task_state &task) noexcept {
  failed_.remove(task);
}

// --- diagnostics ---

void loop_core::report(const exception_context &context) noexcept {
  if (handler) {
    try {
      // A copy, because it may set another handler.
      const exception_handler current = handler;
      current(context);
      return;
    } catch (...) {
      default_exception_handler(
          {.message = "the event loop's exception handler itself failed",
           .exception = std::current_exception(),
           .task_name = {},
           .origin = {}});
    }
  }
  default_exception_handler(context);
}

void loop_core::set_debug(bool on) noexcept {
  debug_.store(on, std::memory_order_relaxed);
  if (!loop_observer::is_wanted(*this))
    observer_.reset();
  else if (observer_ == nullptr)
    observer_ = std::make_unique<loop_observer>();
  if (on && current_ == this)
    dump_tasks_on_signal(*this);
  else if (!on && signals_ != nullptr)
    signals_->stop_debugging();
}

void loop_core::refuse_other_thread(const char *what) const {
  if (running() && current_ != this)
    throw loop_error(
        std::string(what) +
        " was called in another thread than the event loop's: use "
        "call_soon_threadsafe() or run_coroutine_threadsafe() there");
}

void loop_core::report_unawaited(const task_state &task) noexcept {
  // Without a loop in this thread only the environment can ask for reports.
  if (current_ != nullptr ? !current_->debug() : !debug_is_wanted())
    return;
  const exception_context context{
      .message = "coroutine '" + function_name(task.where()) +
                 "' was never awaited: it never runs; co_await it, or give it "
                 "to create_task",
      .exception = nullptr,
      .task_name = {},
      .origin = spell(task.where())};
  if (current_ != nullptr)
    current_->report(context);
  else
    default_exception_handler(context);
}

} // namespace corun::detail
