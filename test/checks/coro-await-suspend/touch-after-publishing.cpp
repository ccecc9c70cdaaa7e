// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Once the handle has been given to somebody who may resume it, the coroutine
// may run on, end and destroy the awaiter: nothing of it may be touched. The
// finding stands at the touch. Case 61.
#include <coroutine>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

struct executor {
  void post(std::function<void()> fn);
  void post(std::coroutine_handle<> h);
};
executor &pool();
int compute();
void async_read(int fd, std::function<void(int)> done);
void async_read_c(int fd, void (*done)(void *), void *arg);
void log(int);

struct base {
  bool await_ready() const noexcept { return false; }
};

struct starts_a_thread : base {
  int result = 0;
  bool started = false;
  void await_suspend(std::coroutine_handle<> h) {
    std::thread([this, h] {
    // expected-note@-1 {{handed over here}}
      result = compute(); // V: before it resumes
      h.resume();
    }).detach();
    started = true; // X: the thread may have resumed it
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  int await_resume() { return result; }
};
struct posts_the_handle : base {
  executor *ex;
  int waiting = 0;
  void await_suspend(std::coroutine_handle<> h) {
    ex->post(h);
    // expected-note@-1 {{handed over here}}
    ++waiting; // X: posted
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct posts_a_lambda : base {
  executor &ex;
  int count = 0;
  void await_suspend(std::coroutine_handle<> h) {
    ex.post([h] { h.resume(); });
    // expected-note@-1 {{handed over here}}
    log(count); // X: posted
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct calls_a_member_function : base {
  void await_suspend(std::coroutine_handle<> h) {
    pool().post(h);
    // expected-note@-1 {{handed over here}}
    remember(); // X: on a destroyed object
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
  void remember();
};
struct reads_a_member_for_its_result : base {
  bool done = false;
  bool await_suspend(std::coroutine_handle<> h) {
    pool().post(h);
    // expected-note@-1 {{handed over here}}
    return !done; // X: posted
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct returns_a_member : base {
  std::coroutine_handle<> next;
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    pool().post(h);
    // expected-note@-1 {{handed over here}}
    return next; // X: posted
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct starts_an_operation : base {
  int fd;
  int n = 0;
  void await_suspend(std::coroutine_handle<> h) {
    async_read(fd, [this, h](int got) {
    // expected-note@-1 {{handed over here}}
      n = got; // V: before it resumes
      h.resume();
    });
    fd = -1; // X: the callback may have run
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  int await_resume() { return n; }
};
struct passes_an_address : base {
  int fd;
  bool pending = false;
  void await_suspend(std::coroutine_handle<> h) {
    async_read_c(fd, [](void *p) { std::coroutine_handle<>::from_address(p).resume(); }, h.address());
    // expected-note@-1 {{handed over here}}
    pending = true; // X: the callback may have run
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct on_one_path : base {
  executor *ex;
  int posted = 0;
  void await_suspend(std::coroutine_handle<> h) {
    if (ex)
      ex->post(h);
      // expected-note@-1 {{handed over here}}
    ++posted; // X: posted when there is an executor
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct pushes_to_a_shared_queue : base {
  struct queue {
    std::mutex m;
    std::deque<std::coroutine_handle<>> ready;
  } *q;
  int pushed = 0;
  void await_suspend(std::coroutine_handle<> h) {
    {
      std::lock_guard l(q->m);
      q->ready.push_back(h);
      // expected-note@-1 {{handed over here}}
    }
    ++pushed; // X: another thread may have popped it
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct touches_the_promise : base {
  template <class P> void await_suspend(std::coroutine_handle<P> h) {
    pool().post(std::coroutine_handle<>(h));
    // expected-note@-1 {{handed over here}}
    h.promise().suspended = true; // X: the frame may be gone
    // expected-warning@-1 {{the coroutine is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct touches_the_handle : base {
  void await_suspend(std::coroutine_handle<> h) {
    pool().post(h);
    // expected-note@-1 {{handed over here}}
    if (h.done()) // X: the frame may be gone
    // expected-warning@-1 {{the coroutine is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
      log(1);
  }
  void await_resume() {}
};
struct task {
  struct promise_type {
    bool suspended = false;
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
task uses_it() { co_await touches_the_promise(); }
