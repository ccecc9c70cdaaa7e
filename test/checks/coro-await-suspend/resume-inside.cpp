// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// resume() inside await_suspend nests one coroutine's run in another's stack:
// return the handle instead, or false. The finding stands at the resume. Case
// 61.
#include <coroutine>
#include <exception>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

struct executor {
  void post(std::function<void()> fn);
};
executor &pool();
bool ready();

struct base {
  bool await_ready() const noexcept { return false; }
  void await_resume() {}
};
struct resumes_itself : base {
  void await_suspend(std::coroutine_handle<> h) {
    h.resume(); // X: return false
    // expected-warning@-1 {{the coroutine is resumed inside of its own await_suspend, on top of this stack; return false instead [coro-await-suspend]}}
  }
};
struct calls_itself : base {
  void await_suspend(std::coroutine_handle<> h) {
    h(); // X: as resume()
    // expected-warning@-1 {{the coroutine is resumed inside of its own await_suspend, on top of this stack; return false instead [coro-await-suspend]}}
  }
};
struct resumes_if_ready : base {
  void await_suspend(std::coroutine_handle<> h) {
    if (ready())
      h.resume(); // X: return false
      // expected-warning@-1 {{the coroutine is resumed inside of its own await_suspend, on top of this stack; return false instead [coro-await-suspend]}}
    else
      pool().post([h] { h.resume(); }); // V: later, on the executor
  }
};
struct resumes_another : base {
  std::coroutine_handle<> child;
  void await_suspend(std::coroutine_handle<>) {
    child.resume(); // X: return child
    // expected-warning@-1 {{a coroutine is resumed inside of await_suspend, on top of this stack; return its handle instead (symmetric transfer), or a long chain overflows the stack [coro-await-suspend]}}
  }
};
struct promise_with_a_continuation {
  std::coroutine_handle<> continuation;
};
struct final_awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<promise_with_a_continuation> h) noexcept {
    if (h.promise().continuation)
      h.promise().continuation.resume(); // X: return the continuation
      // expected-warning@-1 {{a coroutine is resumed inside of await_suspend, on top of this stack; return its handle instead (symmetric transfer), or a long chain overflows the stack [coro-await-suspend]}}
  }
  void await_resume() noexcept {}
};
template <class T> struct task_awaiter : base {
  std::coroutine_handle<> child, continuation;
  bool await_suspend(std::coroutine_handle<> h) {
    continuation = h;
    child.resume(); // X: return child
    // expected-warning@-1 {{a coroutine is resumed inside of await_suspend, on top of this stack; return its handle instead (symmetric transfer), or a long chain overflows the stack [coro-await-suspend]}}
    return true;
  }
};
template struct task_awaiter<int>;

struct returns_the_child : base {
  std::coroutine_handle<> child;
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) { return child; } // V: symmetric transfer
};
struct returns_its_own : base {
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) { return h; } // V: goes on at once
};
struct returns_false : base {
  bool await_suspend(std::coroutine_handle<>) { return false; } // V: goes on at once
};
struct returns_the_continuation {
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_with_a_continuation> h) noexcept {
    auto next = h.promise().continuation;
    return next ? next : std::noop_coroutine(); // V: symmetric transfer
  }
  void await_resume() noexcept {}
};
struct on_another_thread : base {
  void await_suspend(std::coroutine_handle<> h) {
    std::thread([h] { h.resume(); }).detach(); // V: not inside await_suspend
  }
};
struct in_a_callback : base {
  void await_suspend(std::coroutine_handle<> h) {
    pool().post([h]() mutable { h(); }); // V: likewise
  }
};
struct event {
  std::vector<std::coroutine_handle<>> waiters;
  void set() {
    for (auto h : std::exchange(waiters, {}))
      h.resume(); // V: not in await_suspend
  }
  struct awaiter : base {
    event &e;
    void await_suspend(std::coroutine_handle<> h) { e.waiters.push_back(h); } // V: resumed by set()
  };
};
struct lazy {
  std::coroutine_handle<> h;
  void start() { h.resume(); } // V: not in await_suspend
};
struct generator {
  std::coroutine_handle<> h;
  generator &operator++() {
    h.resume(); // V: a generator's step
    return *this;
  }
};
struct window {
  void resume();
};
struct resumes_a_window : base {
  window *w;
  void await_suspend(std::coroutine_handle<>) {
    w->resume(); // V: no coroutine
  }
};
struct no_awaiter {
  void await_suspend(std::coroutine_handle<> h, int) { h.resume(); } // V: not an awaiter's await_suspend
};
