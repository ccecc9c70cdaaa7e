// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// A loop that only sleeps until something that others change is so. The
// finding stands at the loop.
#include "../Inputs/corun.h"
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <string>

using namespace std::chrono_literals;
bool ready;
std::atomic<bool> stop_requested;
std::atomic<int> pending;
std::atomic_flag started;
bool is_connected() { return ready && pending == 0; }
bool is_open(); // its body is not in sight
struct job {
  int id = 0;
};
void use(job);
void log(const char *);

// --- what is asked
corun::task<> a_global() {
  while (!ready) // X: a global
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
corun::task<> an_atomic() {
  while (!stop_requested) // X: the conversion of an atomic
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'stop_requested'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
corun::task<> an_atomic_loaded() {
  while (pending.load(std::memory_order_acquire) > 0) // X: a load
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'pending'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!started.test()) // X: a flag
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'started'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
corun::task<> a_parameter_by_reference(const bool &done) {
  while (!done) // X: the caller's
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'done'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
corun::task<> a_parameter_by_pointer(const bool *done) {
  while (!*done) // X: the caller's
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'done'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
corun::task<> a_shared_state(std::shared_ptr<std::atomic<bool>> done) {
  while (!*done) // X: shared
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'done'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
corun::task<> an_objects_answer(std::queue<job> &q) {
  while (q.empty()) // X: others push
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'q'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(1ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  use(q.front());
}
corun::task<> a_free_functions_answer() {
  while (!is_connected()) // X: it only reads what others change
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'is_connected'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(100ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!is_open()) // V: nothing says that it only looks
    co_await corun::sleep(100ms);
}
corun::task<> a_handle(const corun::task_handle<> &h) {
  while (!h.done()) // X: can be awaited
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'h'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(1ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
struct worker {
  bool ready_ = false;
  int in_flight_ = 0;
  std::string name_;
  std::mutex m_;
  std::queue<job> jobs_;
  bool is_ready() const { return ready_; }
  bool has_job() {
    std::lock_guard lock(m_);
    return !jobs_.empty();
  }
  corun::task<> a_member() {
    while (!ready_) // X: a member
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
  }
  corun::task<> a_member_compared() {
    while (this->in_flight_ != 0 || name_.empty()) // X: members
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'name_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
  }
  corun::task<> a_member_function() {
    while (!is_ready()) // X: reads a member
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'worker::is_ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
    while (!has_job()) // X: under a lock, too
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'worker::has_job'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
  }
};

struct state {
  bool done = false;
};
struct service {
  std::mutex m_;
  std::queue<job> jobs_;
  std::map<int, job> by_id_;
  std::unique_ptr<state> owned_;
  state *seen_ = nullptr;
  int phase_ = 0;
  corun::task<> under_a_lock() {
    for (;;) { // X: the lock guards the look
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'jobs_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      {
        std::lock_guard lock(m_);
        if (!jobs_.empty())
          break;
      }
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
    }
  }
  corun::task<> in_a_map() {
    while (by_id_.find(1) == by_id_.end()) // X: the one find or the other
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'by_id_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
    while (by_id_[1].id == 0) // V: makes what it does not find
      co_await corun::sleep(10ms);
  }
  corun::task<> behind_pointers() {
    while (!owned_->done) // X: what it points to
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'done'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
    while (!seen_->done) // X: likewise
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'done'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
  }
  corun::task<> by_a_switch() {
    for (;;) { // X: left in phase 1
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'phase_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      switch (phase_) {
      case 1:
        co_return;
      default:
        break;
      }
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
    }
  }
  corun::task<> gives_up_on_errors() {
    while (jobs_.empty()) { // X: the handler leaves it
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'jobs_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      try {
        co_await corun::sleep(10ms);
        // expected-note@-1 {{between two looks, it only waits here}}
      } catch (...) {
        log("cancelled");
        break;
      }
    }
  }
};

// --- where it is asked
corun::task<> do_while(worker &w) {
  do // X: the condition at the end
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!w.ready_);
}
corun::task<> for_without_a_counter(worker &w) {
  for (; !w.ready_;) // X: no bound
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
corun::task<> for_with_the_sleep_in_its_head(worker &w) {
  for (; !w.ready_; co_await corun::sleep(10ms)) // X: sleeps in the increment
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
  // expected-note@-2 {{between two looks, it only waits here}}
    ;
}
corun::task<> break_at_the_start(worker &w) {
  while (true) { // X: leaves when it is ready
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    if (w.ready_)
      break;
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  }
}
corun::task<> break_at_the_end(worker &w) {
  for (;;) { // X: likewise
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
    if (w.ready_)
      break;
  }
}
corun::task<job> return_from_it(worker &w) {
  for (;;) { // X: likewise
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'jobs_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    if (!w.jobs_.empty()) {
      auto j = w.jobs_.front();
      w.jobs_.pop();
      co_return j;
    }
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  }
}
corun::task<> sleep_in_a_branch(worker &w) {
  while (true) { // X: likewise
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    if (!w.ready_)
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
    else
      break;
  }
}
corun::task<> continue_after_the_sleep(worker &w) {
  while (true) { // X: likewise
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    if (!w.ready_) {
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
      continue;
    }
    log("ready");
    break;
  }
}
corun::task<> into_a_variable(worker &w) {
  bool ok = w.ready_;
  while (!ok) { // X: asks again, and does nothing else
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
    ok = w.ready_;
  }
}
corun::task<> a_local_that_a_closure_changes(void (*on_ready)(std::function<void()>)) {
  bool done = false;
  on_ready([&] { done = true; });
  while (!done) // X: set by the callback
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'done'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
corun::task<> a_constant_delay(worker &w) {
  const auto interval = 50ms;
  while (!w.ready_) // X: always the same delay
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(interval);
    // expected-note@-1 {{between two looks, it only waits here}}
}
corun::task<> yields(worker &w) {
  while (!w.ready_) // X: only lets the others have a turn
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(0ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
auto lambda = [](worker &w) -> corun::task<> {
  while (!w.ready_) // X: in a lambda
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
};
corun::task<> two_sleeps(worker &w, bool slow) {
  while (!w.ready_) { // X: sleeps one way or the other
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    if (slow)
      co_await corun::sleep(1s);
      // expected-note@-1 {{between two looks, it only waits here}}
    else
      co_await corun::sleep(1ms);
  }
}
corun::task<> nested_in_work(worker &w) {
  for (;;) { // V: does work
    while (w.jobs_.empty()) // X: the inner loop
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'jobs_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
    use(w.jobs_.front());
    w.jobs_.pop();
  }
}
corun::task<> waited_for(worker &w) {
  co_await corun::wait_for([](worker &w) -> corun::task<> {
    while (!w.ready_) // X: the timeout around it does not make it an event
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(10ms);
      // expected-note@-1 {{between two looks, it only waits here}}
  }(w), 5s);
}
