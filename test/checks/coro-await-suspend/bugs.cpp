// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes of real defects in awaiters: a counter after the post, a
// completion flag read after the start, a log after the enqueue.
#include <chrono>
#include <coroutine>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

struct thread_pool {
  void submit(std::function<void()> job);
};
struct reactor {
  void add_reader(int fd, std::function<void()> ready);
  void run_after(std::chrono::milliseconds d, std::function<void()> fn);
};
void log(const std::string &);

// Moves a blocking call to a pool, and measures how long that took.
struct offload {
  thread_pool &pool;
  std::function<int()> work;
  int result = 0;
  std::chrono::steady_clock::time_point submitted;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    pool.submit([this, h] {
    // expected-note@-1 {{handed over here}}
      result = work();
      h.resume();
    });
    submitted = std::chrono::steady_clock::now(); // X: a fast job has resumed it
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  int await_resume() { return result; }
};
struct offload_fixed {
  thread_pool &pool;
  std::function<int()> work;
  int result = 0;
  std::chrono::steady_clock::time_point submitted;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    submitted = std::chrono::steady_clock::now();
    pool.submit([this, h] { // V: the last act
      result = work();
      h.resume();
    });
  }
  int await_resume() { return result; }
};

// Registers with two sources; the first may fire before the second is armed.
struct readable_or_timeout {
  reactor &r;
  int fd;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    r.add_reader(fd, [h] { h.resume(); });
    // expected-note@-1 {{handed over here}}
    r.run_after(std::chrono::seconds(1), [h] { h.resume(); }); // X: reads r of an awaiter that may be gone
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct readable_or_timeout_fixed {
  reactor &r;
  int fd;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    auto fired = std::make_shared<bool>(false);
    auto once = [fired, h] {
      if (!std::exchange(*fired, true))
        h.resume();
    };
    auto &source = r;
    source.add_reader(fd, once);
    source.run_after(std::chrono::seconds(1), once); // V: a local reference
  }
  void await_resume() {}
};

// Logs what it has enqueued.
struct traced_hop {
  thread_pool &pool;
  std::string name;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    pool.submit([h] { h.resume(); });
    // expected-note@-1 {{handed over here}}
    log("enqueued " + name); // X: the name is in the awaiter
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct traced_hop_fixed {
  thread_pool &pool;
  std::string name;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    log("enqueueing " + name); // V: before
    pool.submit([h] { h.resume(); });
  }
  void await_resume() {}
};
