// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What awaiters do after they handed over, because it is still theirs.
#include <atomic>
#include <coroutine>
#include <cstdio>
#include <functional>
#include <mutex>
#include <vector>

int start_read(int fd, std::function<void()> done);
void trace(const char *what, const void *address);
void when_done(std::function<void()> fn);

struct base {
  bool await_ready() const noexcept { return false; }
  void await_resume() {}
};
struct start_may_fail : base {
  int fd = 0, error = 0;
  bool await_suspend(std::coroutine_handle<> h) {
    int rc = start_read(fd, [h] { h.resume(); });
    if (rc < 0) {
      error = rc; // V: it did not start
      return false;
    }
    return true;
  }
};
struct logs : base {
  int n = 0;
  void await_suspend(std::coroutine_handle<> h) {
    std::printf("%p\n", h.address());
    trace("waits", h.address());
    ++n; // V: an address was printed
  }
};
struct handshake : base {
  std::atomic<bool> flag{false};
  bool await_suspend(std::coroutine_handle<> h) {
    when_done([this, h] {
      if (flag.exchange(true))
        h.resume();
    });
    return !flag.exchange(true); // V: who comes second resumes
  }
};
struct shared {
  std::mutex m;
  std::vector<void *> waiting;
};
struct locks_by_hand : base {
  shared *s = nullptr;
  std::coroutine_handle<> h;
  void await_suspend(std::coroutine_handle<> c) {
    s->m.lock();
    h = c;
    s->waiting.push_back(this);
    s->m.unlock(); // V: the other side waits for the lock
  }
};
struct starts_all : base {
  std::vector<std::coroutine_handle<>> children;
  std::atomic<int> left{0};
  bool await_suspend(std::coroutine_handle<>) {
    for (auto child : children)
      child.resume(); // V: several cannot all be returned
    return left.fetch_sub(1) > 1;
  }
};
struct job {
  void set_awaiter(void *awaiter);
};
void suspend(std::coroutine_handle<> h);
struct introduces_itself : base {
  job *work = nullptr;
  int n = 0;
  void await_suspend(std::coroutine_handle<> h) {
    work->set_awaiter(this);
    ++n; // V: the awaiter does not hold the handle
    suspend(h);
  }
};
