// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes of real bugs, each named by its id: tasks consumed twice. UM08,
// UM04 (a future asked twice for its exception), and an await that a restart
// repeats.
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include <exception>
#include <utility>

using seastar::future;
future<> ready();
future<> close();
future<> flush();
future<int> rpc();
bool shutting_down(std::exception_ptr);
void log(std::exception_ptr);
void log(const char *);

struct UM08_reuser {
  future<> pending = ready();
  future<> stop() {
    auto chained = std::move(pending).then([] { return close(); });
    co_await std::move(pending); // V: members of the object are not followed
    co_await std::move(chained);
  }
  future<> stop_once() {
    pending = std::move(pending).then([] { return close(); });
    co_await std::move(pending); // V: assigned by the chain
  }
};

future<> UM08_local() {
  auto inflight = flush();
  auto chained = std::move(inflight).finally([] {});
  // expected-note@-1 {{moved away here}}
  co_await std::move(inflight); // X: finally() has taken it
  // expected-warning@-1 {{'inflight' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
  co_await std::move(chained);
}

future<> UM04_exception_taken_twice() {
  auto f = rpc();
  f.wait();
  if (f.failed() && !shutting_down(f.get_exception()))
  // expected-note@-1 {{moved away here}}
    log(f.get_exception()); // X: the first call took the exception
    // expected-warning@-1 {{'f' is handed on after it was moved away; it no longer holds a task [coro-double-await]}}
}
future<> UM04_exception_taken_once() {
  auto f = rpc();
  f.wait();
  if (f.failed()) {
    auto e = f.get_exception();
    if (!shutting_down(e))
      log(e); // V: taken once, kept
  }
  else
    f.ignore_ready_future();
}

// A timeout that is retried with the same operation.
future<> timed_out_then_retried(bool (*expired)()) {
  auto op = rpc();
  while (true) {
    try {
      co_await std::move(op); // X: the second attempt awaits nothing
      // expected-warning@-1 {{'op' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
      co_return;
    } catch (...) {
      log("again");
    }
  }
}
future<> retried_with_a_new_one() {
  while (true) {
    auto op = rpc();
    try {
      co_await std::move(op); // V: made in the loop
      co_return;
    } catch (...) {
      log("again");
    }
  }
}
future<> futures_of_when_all() {
  auto [a, b] = co_await seastar::when_all(rpc(), flush());
  if (!b.failed())
    co_await std::move(b); // V: handed out ready, awaited once
  co_await std::move(a); // V: another one
}
