// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes of real bugs once more, each named by its id: UV01, UV04, UV07,
// UV10, UV13, UV16. The same mistake with the types of another library, and
// the code after its fix, which must stay silent.
#include "../Inputs/async_simple.h"
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/kj.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/seastar.h"
#include "../Inputs/winrt.h"
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using seastar::future;
using namespace std::chrono_literals;
bool full();
void log();
void heavy();

// UV01, UV04: a guard in a try, in a loop.
corun::task<> not_full();
corun::task<> grow();
struct UV01_queue {
  corun::mutex lock;
  bool stop = false;
  corun::task<> refill() {
    while (!stop) {
      co_await not_full();
      try {
        auto guard = lock.lock(); // X: a task of a guard
        // expected-warning@-1 {{'guard' holds a lazy task that is never awaited; the body of 'mutex::lock' never runs [coro-unawaited-task]}}
        if (full())
          continue;
        co_await grow();
      } catch (...) {
        log();
      }
    }
  }
  corun::task<> fixed() {
    while (!stop) {
      co_await not_full();
      try {
        auto guard = co_await lock.lock();
        if (full())
          continue; // V: releases the lock
        co_await grow();
      } catch (...) {
        log();
      }
    }
  }
};
cppcoro::task<> UV04_each(cppcoro::async_mutex &m, const std::vector<int> &tables) {
  for (int t : tables) {
    if (t < 10)
      continue;
    auto ticket = m.scoped_lock_async(); // X: an operation, each iteration
    // expected-warning@-1 {{'ticket' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
    heavy();
  }
  co_return;
}
cppcoro::task<> UV04_fixed(cppcoro::async_mutex &m, const std::vector<int> &tables) {
  for (int t : tables) {
    if (t < 10)
      continue;
    auto ticket = co_await m.scoped_lock_async();
    heavy();
  }
}

// UV07: in a class template, beside a synchronous guard.
struct machine {
  virtual ~machine();
  virtual future<> apply(int header, std::string &&b) = 0;
};
future<int> read_async(std::string b);
template <class T> struct UV07_fixed : machine {
  future<> apply(int, std::string &&b) override {
    auto h = gate.hold();
    auto units = co_await lock.hold_write_lock(); // V
    kvs = co_await read_async(std::move(b));
  }
  seastar::rwlock lock;
  seastar::gate gate;
  T kvs;
};
template struct UV07_fixed<int>;

// UV10, UV13: the timed operation that the lock was meant to cover.
struct UV10_part {
  async_simple::coro::Mutex m;
  async_simple::coro::Lazy<> serialize_impl();
  async_simple::coro::Lazy<> serialize() {
    auto lock = m.coScopedLock(); // X: a Lazy of a lock
    // expected-warning@-1 {{'lock' holds a lazy task that is never awaited; the body of 'Mutex::coScopedLock' never runs [coro-unawaited-task]}}
    co_await serialize_impl();
  }
  async_simple::coro::Lazy<> fixed() {
    auto lock = co_await m.coScopedLock();
    co_await serialize_impl();
  }
};
coro::task<> UV13_reset(coro::mutex &m, std::optional<int> &fiber) {
  auto u = m.scoped_lock(); // X: an operation, not a lock
  // expected-warning@-1 {{'u' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  fiber.reset();
  co_return;
}

// UV16: 'auto f =' where 'return' was meant.
struct UV16_control {
  kj::Promise<int> lock();
  kj::Promise<void> handle(int n);
  kj::Promise<void> notify(int n) {
    return kj::evalLater([this, n] {
      auto f = lock().then([this, n](int) { return handle(n); }); // X: never returned
      // expected-warning@-1 {{'f' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
    });
  }
  kj::Promise<void> fixed(int n) {
    return kj::evalLater([this, n] {
      return lock().then([this, n](int) { return handle(n); }); // V
    });
  }
};
