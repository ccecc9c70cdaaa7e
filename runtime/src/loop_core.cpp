// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/loop_core.hpp>

#include "poller.hpp"
#include "thread_pool.hpp"

#include <corun/errors.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace corun::detail {

namespace {
constexpr std::chrono::milliseconds longest_sleep = std::chrono::hours(24);
} // namespace

loop_core::loop_core(event_loop &face)
    : face_(face), poller_(std::make_unique<poller>()) {}

loop_core::~loop_core() = default;

void loop_core::throw_no_loop(const char *what) {
  throw loop_error(std::string(what) +
                   " needs a running event loop: call it from a coroutine that "
                   "corun::run() or event_loop::run_until_complete() runs");
}

// --- running ---

void loop_core::require_can_run() const {
  if (running_)
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
      loop.running_ = true;
    }
    ~scope() {
      loop_.running_ = loop_.stopping_ = false;
      current_ = outer_;
    }
    loop_core &loop_;
    loop_core *outer_;
  } running(*this);
  do
    run_once();
  while (!stopping_);
}

/// One iteration, as asyncio's BaseEventLoop._run_once: what becomes ready
/// while the batch runs waits for the next iteration, so neither I/O nor
/// timers can starve.
void loop_core::run_once() {
  wait_for_events();
  expire_timers();
  run_batch();
}

void loop_core::wait_for_events() {
  int timeout = poll_timeout();
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
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      timers.earliest() - clock::now());
  return static_cast<int>(
      std::clamp(left, std::chrono::milliseconds(0), longest_sleep).count());
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
  while (!batch_.empty())
    batch_.pop_front().run();
}

void loop_core::wake_up() noexcept { poller_->wake(); }

thread_pool &loop_core::pool() {
  if (!pool_)
    pool_ = std::make_unique<thread_pool>();
  return *pool_;
}

// --- closing ---

void loop_core::close() {
  if (closed())
    return;
  if (running_)
    throw loop_error("a running event loop cannot be closed: stop() it first");
  closing_ = true;
  cancel_pending();
  while (!pending_.empty())
    run(/*nested=*/true); // until the last task ends; see task_ended()
  closed_.store(true, std::memory_order_relaxed);
  pool_.reset();
  discard_leftovers();
  while (task_state *const task = failed_.first()) {
    task->report_unretrieved();
    failed_.remove(*task);
    task->forget_loop();
  }
}

void loop_core::cancel_pending() {
  for (task_state *task = pending_.first(); task != nullptr;
       task = task_list::next(*task)) {
    if (!task->detached() && !task->cancel_requested())
      report({.message = "task '" + task->name() +
                         "' was still pending when its event loop closed and "
                         "is cancelled; await it, cancel it or detach it",
              .exception = nullptr,
              .task_name = task->name()});
    task->cancel();
  }
}

/// Callbacks and coroutines of other libraries that will never run.
void loop_core::discard_leftovers() noexcept {
  remote.drain(ready);
  while (!ready.empty())
    ready.pop_front().discard();
  while (timer_node *const timer = timers.pop_any())
    timer->discard_timer();
  poller_->discard_all();
}

// --- tasks ---

void loop_core::task_spawned(task_state &task) noexcept {
  pending_.push_back(task);
  ready.push_back(task);
  // A task that is spawned by another one's clean-up must not keep a closing
  // loop alive.
  if (closing_)
    task.cancel();
}

void loop_core::task_ended(task_state &task) noexcept {
  pending_.remove(task);
  if (closing_ && pending_.empty())
    stop();
  if (task.failed() && !task.was_cancelled())
    failed_.push_back(task); // until it is destroyed or the loop is
  else
    task.forget_loop();
}

void loop_core::failed_task_destroyed(task_state &task) noexcept {
  failed_.remove(task);
}

// --- diagnostics ---

void loop_core::report(const exception_context &context) noexcept {
  if (handler) {
    try {
      handler(context);
      return;
    } catch (...) {
      default_exception_handler(
          {.message = "the event loop's exception handler itself failed",
           .exception = std::current_exception(),
           .task_name = {}});
    }
  }
  default_exception_handler(context);
}

} // namespace corun::detail
