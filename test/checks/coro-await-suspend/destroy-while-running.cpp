// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// destroy() of a coroutine that runs, or a use of its frame after destroy().
// In a coroutine or its promise the finding stands at the destroy, in
// await_suspend at what touches the frame afterwards. Case 61.
#include <coroutine>
#include <exception>
#include <utility>

void log(int);
extern int finished;

struct base {
  bool await_ready() const noexcept { return false; }
  void await_resume() noexcept {}
};
struct counts_after_destroy : base {
  int count = 0;
  void await_suspend(std::coroutine_handle<> h) noexcept {
    h.destroy();
    // expected-note@-1 {{destroyed here}}
    ++count; // X: the awaiter lived in the frame
    // expected-warning@-1 {{the awaiter is used after the coroutine was destroyed; it lived in the frame [coro-await-suspend]}}
  }
};
struct promise_after_destroy : base {
  template <class P> void await_suspend(std::coroutine_handle<P> h) noexcept {
    h.destroy();
    // expected-note@-1 {{destroyed here}}
    log(h.promise().code); // X: the promise lived in the frame
    // expected-warning@-1 {{the coroutine is used after the coroutine was destroyed; it lived in the frame [coro-await-suspend]}}
  }
};
struct returns_a_member_after_destroy : base {
  std::coroutine_handle<> next;
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
    h.destroy();
    // expected-note@-1 {{destroyed here}}
    return next; // X: likewise
    // expected-warning@-1 {{the awaiter is used after the coroutine was destroyed; it lived in the frame [coro-await-suspend]}}
  }
};

// Gives a coroutine its own handle.
struct own_handle {
  std::coroutine_handle<> h;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> handle) noexcept {
    h = handle;
    return false; // V: goes on
  }
  std::coroutine_handle<> await_resume() noexcept { return h; }
};
struct task {
  struct promise_type {
    int code = 0;
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void() noexcept;
    void unhandled_exception() noexcept;
  };
};
task destroys_itself() {
  auto self = co_await own_handle();
  self.destroy(); // X: this coroutine is running
  // expected-warning@-1 {{a coroutine destroys itself while it runs; only a suspended coroutine may be destroyed [coro-await-suspend]}}
}
struct destroyed_by_its_promise {
  struct promise_type {
    destroyed_by_its_promise get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void() noexcept {
      std::coroutine_handle<promise_type>::from_promise(*this).destroy(); // X: still runs to its final suspension
      // expected-warning@-1 {{the promise destroys its coroutine while it runs; it has yet to come to its final suspension point [coro-await-suspend]}}
    }
    void unhandled_exception() noexcept {
      std::coroutine_handle<promise_type>::from_promise(*this).destroy(); // X: likewise
      // expected-warning@-1 {{the promise destroys its coroutine while it runs; it has yet to come to its final suspension point [coro-await-suspend]}}
    }
  };
};

struct destroys_last : base {
  void await_suspend(std::coroutine_handle<> h) noexcept {
    h.destroy(); // V: suspended, and nothing follows
  }
};
struct copies_before : base {
  template <class P> void await_suspend(std::coroutine_handle<P> h) noexcept {
    int code = h.promise().code;
    h.destroy();
    log(code);  // V: a copy
    ++finished; // V: a global
  }
};
struct transfers_after_destroy : base {
  template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
    auto next = h.promise().continuation;
    h.destroy();
    return next; // V: a copy
  }
};
struct owner {
  std::coroutine_handle<> h;
  ~owner() {
    if (h)
      h.destroy(); // V: the owner's, when it is suspended
  }
  owner &operator=(owner &&o) noexcept {
    if (h)
      h.destroy(); // V: likewise
    h = std::exchange(o.h, {});
    return *this;
  }
  owner(owner &&o) noexcept : h(std::exchange(o.h, {})) {}
};
task destroys_another(std::coroutine_handle<> other) {
  co_await std::suspend_always();
  other.destroy(); // V: another coroutine
}
struct resource {
  void destroy();
};
task destroys_a_resource(resource r) {
  co_await std::suspend_always();
  r.destroy(); // V: no coroutine
}
task uses_them() { co_await promise_after_destroy(); }
