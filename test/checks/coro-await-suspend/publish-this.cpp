// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The awaiter itself, which holds the handle, is what is published: into an
// atomic list, a queue, a callback's argument. Case 61.
#include <atomic>
#include <coroutine>
#include <functional>
#include <mutex>

struct executor {
  void post(std::function<void()> fn);
};
executor &pool();
void async_wait(int ms, void (*done)(void *), void *arg);

struct channel {
  std::mutex m;
  std::atomic<void *> waiter{nullptr};
};
struct base {
  std::coroutine_handle<> handle;
  bool await_ready() const noexcept { return false; }
  void await_resume() {}
};
struct stores_this : base {
  channel &c;
  bool armed = false;
  void await_suspend(std::coroutine_handle<> h) {
    handle = h;
    c.waiter.store(this);
    // expected-note@-1 {{handed over here}}
    armed = true; // X: whoever loads the waiter may have resumed it
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
};
struct captures_this : base {
  int n = 0;
  void await_suspend(std::coroutine_handle<> h) {
    handle = h;
    pool().post([this] { handle.resume(); });
    // expected-note@-1 {{handed over here}}
    ++n; // X: posted
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
};
struct passes_this : base {
  int ms = 1;
  void await_suspend(std::coroutine_handle<> h) {
    handle = h;
    async_wait(ms, [](void *p) { static_cast<passes_this *>(p)->handle.resume(); }, this);
    // expected-note@-1 {{handed over here}}
    ms = 0; // X: the callback may have run
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
};

struct stores_this_last : base {
  channel &c;
  bool armed = false;
  void await_suspend(std::coroutine_handle<> h) {
    handle = h;
    armed = true;
    c.waiter.store(this); // V: the last act
  }
};
struct exchanges : base {
  channel &c;
  bool await_suspend(std::coroutine_handle<> h) {
    handle = h;
    void *expected = nullptr;
    return c.waiter.compare_exchange_strong(expected, this); // V: its result is a local
  }
};
struct captures_this_last : base {
  void await_suspend(std::coroutine_handle<> h) {
    handle = h;
    pool().post([this] { handle.resume(); }); // V: the last act
  }
};
struct passes_this_last : base {
  void await_suspend(std::coroutine_handle<> h) {
    handle = h;
    async_wait(1, [](void *p) { static_cast<passes_this_last *>(p)->handle.resume(); }, this); // V: the last act
  }
};
