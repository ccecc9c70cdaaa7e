// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Awaiters as libraries write them. Case 61.
#include <atomic>
#include <chrono>
#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <utility>

// A lazy task with symmetric transfer both ways.
template <class T> class task {
public:
  struct promise_type {
    std::coroutine_handle<> continuation;
    std::exception_ptr error;
    std::optional<T> value;
    struct final_awaiter {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        if (auto c = h.promise().continuation)
          return c; // V: symmetric transfer
        return std::noop_coroutine();
      }
      void await_resume() noexcept {}
    };
    task get_return_object() { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    final_awaiter final_suspend() noexcept { return {}; }
    void return_value(T v) { value = std::move(v); }
    void unhandled_exception() noexcept { error = std::current_exception(); }
  };
  explicit task(std::coroutine_handle<promise_type> h) : h_(h) {}
  task(task &&o) noexcept : h_(std::exchange(o.h_, {})) {}
  ~task() {
    if (h_)
      h_.destroy(); // V: the owner destroys a suspended coroutine
  }
  auto operator co_await() && noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> child;
      bool await_ready() const noexcept { return child.done(); }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
        child.promise().continuation = h; // V: resumed by the child, which has not started
        return child;
      }
      T await_resume() { return std::move(*child.promise().value); }
    };
    return awaiter{h_};
  }

private:
  std::coroutine_handle<promise_type> h_;
};
task<int> one() { co_return 1; }
task<int> two() { co_return co_await one() + 1; }

// An asynchronous mutex: a lock-free stack of waiters.
class async_mutex {
public:
  struct lock_operation {
    async_mutex &m;
    lock_operation *next = nullptr;
    std::coroutine_handle<> waiter;
    bool await_ready() const noexcept { return m.try_lock(); }
    bool await_suspend(std::coroutine_handle<> h) noexcept {
      waiter = h;
      auto old = m.state.load(std::memory_order_acquire);
      while (true) {
        if (old == nullptr) {
          if (m.state.compare_exchange_weak(old, &m))
            return false; // V: acquired, nothing published
        } else {
          next = static_cast<lock_operation *>(old);
          if (m.state.compare_exchange_weak(old, this))
            return true; // V: a constant
        }
      }
    }
    void await_resume() noexcept {}
  };
  bool try_lock() noexcept;
  void unlock() {
    if (auto *w = static_cast<lock_operation *>(state.exchange(nullptr)))
      w->waiter.resume(); // V: not in await_suspend
  }

private:
  std::atomic<void *> state{nullptr};
};

// A timer queue of a single-threaded loop.
class loop {
public:
  struct entry {
    std::chrono::steady_clock::time_point when;
    std::coroutine_handle<> h;
    bool operator<(const entry &o) const { return when > o.when; }
  };
  struct sleep_awaiter {
    loop &l;
    std::chrono::steady_clock::time_point when;
    bool await_ready() const { return when <= std::chrono::steady_clock::now(); }
    void await_suspend(std::coroutine_handle<> h) { l.timers.push({when, h}); } // V: the last act
    void await_resume() {}
  };
  void run() {
    while (!timers.empty()) {
      auto h = timers.top().h;
      timers.pop();
      h.resume(); // V: the loop resumes
    }
  }
  std::priority_queue<entry> timers;
};

// A callback interface made awaitable; its state outlives the awaiter.
void async_lookup(const char *name, std::function<void(int)> done);
struct lookup {
  const char *name;
  std::shared_ptr<int> result = std::make_shared<int>(0);
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    async_lookup(name, [r = result, h](int n) { // V: the last act
      *r = n;
      h.resume();
    });
  }
  int await_resume() { return *result; }
};
// An operation that may complete at once.
int start_io(void *operation);
struct io {
  std::coroutine_handle<> h;
  int error = 0;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> handle) {
    h = handle;
    int e = start_io(&h);
    return e == 0; // V: a local
  }
  int await_resume() { return error; }
};
// A detached coroutine frees itself at its end.
struct detached {
  struct promise_type {
    struct final_awaiter {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> h) noexcept { h.destroy(); } // V: the last act
      void await_resume() noexcept {}
    };
    detached get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    final_awaiter final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
};
detached forget() { co_return; }
