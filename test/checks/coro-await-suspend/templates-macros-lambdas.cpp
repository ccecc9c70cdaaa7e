// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Awaiters that are templates, made by macros, or local to a function.
#include <coroutine>
#include <functional>

struct executor {
  void post(std::function<void()> fn);
  void post(std::coroutine_handle<> h);
};
executor &pool();
void log(int);

template <class T> struct awaiter {
  T value{};
  int posted = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    pool().post(h);
    // expected-note@-1 {{handed over here}}
    ++posted; // X: once, whatever the instantiations
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  T await_resume() { return value; }
};
template struct awaiter<int>;
template struct awaiter<long>;

template <class Ex> struct hop {
  Ex &ex;
  int hops = 0;
  bool await_ready() const noexcept { return false; }
  template <class P> void await_suspend(std::coroutine_handle<P> h) {
    ex.post(std::coroutine_handle<>(h));
    // expected-note@-1 {{handed over here}}
    ++hops; // X: for executor
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
task uses_hop() { co_await hop<executor>{pool()}; }

#define POST(h) pool().post(h)
#define AWAITER(name, body) \
  struct name { \
    int n = 0; \
    bool await_ready() const noexcept { return false; } \
    void await_suspend(std::coroutine_handle<> h) body \
    void await_resume() {} \
  };
AWAITER(made_by_a_macro, { pool().post(h); ++n; }) // X: the argument
// expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
// expected-note@-2 {{handed over here}}
struct posts_by_a_macro {
  int n = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    POST(h);
    // expected-note@-1 {{handed over here}}
    ++n; // X: posted
    // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
  }
  void await_resume() {}
};
task local_awaiter() {
  struct local {
    int n = 0;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) {
      pool().post([h] { h.resume(); });
      // expected-note@-1 {{handed over here}}
      ++n; // X: a local class
      // expected-warning@-1 {{the awaiter is used after the coroutine was handed over; whoever has it may have resumed and destroyed it [coro-await-suspend]}}
    }
    void await_resume() {}
  };
  co_await local();
}
// The usual adaptor of a callback interface: a lambda is run with the handle.
template <class F> struct suspend_with {
  F f;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { f(h); } // V: the last act
  void await_resume() {}
};
template <class F> suspend_with(F) -> suspend_with<F>;
task by_a_lambda() {
  co_await suspend_with{[](std::coroutine_handle<> h) {
    pool().post(h); // V: touches nothing
  }};
}

template <class T> struct good_awaiter {
  T value{};
  int posted = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    ++posted;
    pool().post(h); // V: the last act
  }
  T await_resume() { return value; }
};
template struct good_awaiter<int>;
AWAITER(good_by_a_macro, { ++n; pool().post(h); }) // V: the last act
AWAITER(local_copy_by_a_macro, { int k = n; pool().post(h); log(k); }) // V: a local copy
template <class Ex> struct never_instantiated {
  Ex &ex;
  int n = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    ex.visit(h);
    ++n; // V: nothing says what visit does
  }
  void await_resume() {}
};
