// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Publishing the handle as the last act, or touching nothing of the awaiter or
// the frame afterwards. Case 61.
#include <atomic>
#include <coroutine>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

struct executor {
  void post(std::function<void()> fn);
  void post(std::coroutine_handle<> h);
  void notify();
};
executor &pool();
int compute();
void log(int);
extern std::atomic<int> total;

struct base {
  bool await_ready() const noexcept { return false; }
  void await_resume() {}
};
struct posts_last : base {
  int waiting = 0;
  void await_suspend(std::coroutine_handle<> h) {
    ++waiting;
    pool().post(h); // V: the last act
  }
};
struct thread_last : base {
  int result = 0;
  void await_suspend(std::coroutine_handle<> h) {
    std::thread([this, h] {
      result = compute(); // V: on the thread, before it resumes
      h.resume();
    }).detach();
  }
};
struct copies_first : base {
  executor *ex;
  void await_suspend(std::coroutine_handle<> h) {
    auto *e = ex;
    e->post(h);
    e->notify(); // V: a local copy
  }
};
struct shared_first : base {
  std::shared_ptr<executor> ex;
  void await_suspend(std::coroutine_handle<> h) {
    auto keep = ex;
    keep->post(h);
    keep->notify(); // V: a local that keeps it alive
  }
};
struct touches_a_global : base {
  void await_suspend(std::coroutine_handle<> h) {
    pool().post(h);
    ++total; // V: not the awaiter's
    log(1);  // V: likewise
  }
};
struct stores_in_its_own_member : base {
  std::coroutine_handle<> handle;
  bool armed = false;
  void await_suspend(std::coroutine_handle<> h) {
    handle = h;
    armed = true; // V: nobody else knows the handle
  }
};
struct returns_true : base {
  bool await_suspend(std::coroutine_handle<> h) {
    pool().post(h);
    return true; // V: a constant
  }
};
struct returns_false_before : base {
  bool ready = false;
  bool await_suspend(std::coroutine_handle<> h) {
    if (ready)
      return false; // V: not published on this path
    pool().post(h);
    return true;
  }
};
struct returns_noop : base {
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    pool().post(h);
    return std::noop_coroutine(); // V: nothing of the awaiter
  }
};
struct returns_a_local : base {
  std::coroutine_handle<> next;
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    auto n = next;
    pool().post(h);
    return n; // V: a copy made before
  }
};
struct symmetric : base {
  std::coroutine_handle<> child;
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    return child; // V: symmetric transfer
  }
};
struct exclusive_paths : base {
  executor *ex;
  int kept = 0;
  void await_suspend(std::coroutine_handle<> h) {
    if (ex) {
      ex->post(h);
      return;
    }
    ++kept; // V: not published on this path
  }
};
struct waiters {
  std::mutex m;
  std::deque<std::coroutine_handle<>> queue;
};
struct under_a_lock : base {
  waiters &w;
  int position = 0;
  void await_suspend(std::coroutine_handle<> h) {
    std::lock_guard l(w.m);
    position = int(w.queue.size()); // V: before
    w.queue.push_back(h); // V: the lock released after is another object's
  }
};
struct event {
  std::atomic<void *> head;
  struct awaiter : base {
    event *e;
    std::coroutine_handle<> h;
    awaiter *next = nullptr;
    bool await_suspend(std::coroutine_handle<> handle) {
      h = handle;
      void *old = e->head.load();
      do {
        if (old == e)
          return false;
        next = static_cast<awaiter *>(old); // V: not published until the exchange succeeds
      } while (!e->head.compare_exchange_weak(old, this));
      return true; // V: a constant
    }
  };
};
struct lambda_only_defined : base {
  int n = 0;
  void await_suspend(std::coroutine_handle<> h) {
    auto later = [h] { h.resume(); };
    n = 1; // V: not handed over yet
    pool().post(later);
  }
};
struct not_the_handle : base {
  std::coroutine_handle<> kept;
  int n = 0;
  void await_suspend(std::coroutine_handle<> h) {
    pool().post([] { log(1); });
    kept = h; // V: what was posted does not know the handle
    ++n;      // V: likewise
  }
};
