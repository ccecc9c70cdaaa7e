// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// A loop in a coroutine that neither suspends nor ends. The finding stands at
// the loop.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/seastar.h"
#include "../Inputs/sync_generator.h"
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
bool ready;
std::atomic<bool> stop;
corun::task<> step();
corun::task<int> ask();
void work();
bool cond();
int next();
void log(int);
[[noreturn]] void fail();

// --- reported
corun::task<> for_ever() {
  for (;;) // X: no way out
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    work();
  co_return;
}
corun::task<> while_true() {
  co_await step();
  while (true) { // X: the await before it does not help
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    work();
  }
  co_await step(); // V: not reached
}
corun::task<> while_one() {
  while (1) // X: likewise
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    work();
  co_return;
}
corun::task<> do_while_true() {
  do { // X: likewise
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    work();
  } while (true);
  co_return;
}
corun::task<> empty_body() {
  co_await step();
  while (true) // X: spins
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    ;
}
corun::task<> spins_on_a_flag() {
  while (!ready) // X: nobody else runs on this thread to set it
  // expected-warning@-1 {{this loop waits for others to change its condition without suspending; nothing else on its event loop runs meanwhile [coro-no-suspension-loop]}}
    ;
  co_await step();
}
corun::task<> spins_on_an_atomic() {
  while (!stop.load()) // X: holds up the loop until another thread sets it
  // expected-warning@-1 {{this loop waits for others to change its condition without suspending; nothing else on its event loop runs meanwhile [coro-no-suspension-loop]}}
    ;
  while (!stop) // X: likewise
  // expected-warning@-1 {{this loop waits for others to change its condition without suspending; nothing else on its event loop runs meanwhile [coro-no-suspension-loop]}}
    std::this_thread::yield();
  co_await step();
}
struct server {
  bool stopped_ = false;
  int count_ = 0;
  corun::task<> run() {
    while (!stopped_) // X: the body does not change it
    // expected-warning@-1 {{this loop waits for others to change its condition without suspending; nothing else on its event loop runs meanwhile [coro-no-suspension-loop]}}
      ++count_;
    co_return;
  }
  seastar::future<> run_seastar() {
    while (true) // X: another library's
    // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
      ++count_;
    co_return;
  }
  asio::awaitable<void> run_asio() {
    for (;;) { // X: likewise
    // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
      if (cond())
        continue;
      work();
    }
    co_return;
  }
};
corun::task<> break_of_the_inner_loop() {
  for (;;) { // X: the break leaves the inner loop only
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    for (int i = 0; i < 10; ++i)
      if (cond())
        break;
  }
  co_return;
}
corun::task<> break_of_a_switch() {
  while (true) { // X: the break leaves the switch only
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    switch (next()) {
    case 1:
      break;
    default:
      log(1);
    }
  }
  co_return;
}
corun::task<> return_of_a_lambda() {
  for (;;) { // X: the return leaves the lambda only
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    auto f = [] { return next(); };
    log(f());
  }
  co_return;
}
corun::task<> await_of_a_lambda() {
  for (;;) { // X: starts coroutines, and awaits none of them
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    auto f = []() -> corun::task<> { co_await step(); };
    corun::create_task(f()).detach();
  }
  co_return;
}
corun::task<> goto_inside() {
  for (;;) { // X: the jump stays in the loop
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    if (cond())
      goto next_one;
    work();
  next_one:;
  }
  co_return;
}
corun::task<> caught_inside() {
  while (true) { // X: what is thrown is caught in the loop
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    try {
      throw std::runtime_error("x");
    } catch (...) {
    }
  }
  co_return;
}
corun::task<> exit_in_dead_code() {
  while (true) { // X: the break is not reached
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    if (false)
      break;
    work();
  }
  co_return;
}
corun::task<> never_suspends() {
  while (true) // X: suspend_never is no suspension
  // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
    co_await std::suspend_never{};
}
corun::task<> inner_of_two() {
  for (;;) { // V: awaits
    co_await step();
    while (true) // X: the inner one does not, and has no way out
    // expected-warning@-1 {{this loop neither suspends nor ends; nothing else on its event loop runs again [coro-no-suspension-loop]}}
      work();
  }
}

// --- left alone
corun::task<> awaits() {
  for (;;) // V: suspends
    co_await step();
}
corun::task<> awaits_on_one_path() {
  for (;;) { // V: may suspend
    if (cond())
      co_await step();
    work();
  }
}
corun::task<> awaits_in_the_condition() {
  while (co_await ask() >= 0) // V: suspends
    work();
}
corun::task<> awaits_in_the_increment() {
  for (;; co_await step()) // V: suspends
    work();
}
corun::task<> awaits_in_an_inner_loop() {
  while (true) { // V: suspends in it
    for (int i = 0; i < next(); ++i)
      co_await step();
  }
}
corun::task<> yields_the_thread() {
  while (!stop) // V: coro-busy-wait's
    co_await corun::sleep(0ms);
}
folly::coro::AsyncGenerator<int> yields_values() {
  for (int i = 0;; ++i) // V: co_yield suspends
    co_yield i;
}
pull::generator<int> numbers() {
  for (int i = 0;; ++i) // V: a generator
    co_yield i;
}
pull::generator<int> spins_in_a_generator() {
  co_yield 1;
  while (true) // V: in its consumer's thread
    work();
}
corun::task<> breaks() {
  for (;;) { // V: left by break
    if (cond())
      break;
  }
  co_return;
}
corun::task<int> returns() {
  while (true) { // V: left by co_return
    if (int n = next())
      co_return n;
  }
}
corun::task<> throws() {
  while (true) { // V: left by throw
    if (cond())
      throw std::runtime_error("x");
  }
  co_return;
}
corun::task<> jumps_out() {
  for (;;) { // V: left by goto
    for (;;) { // V: likewise
      if (cond())
        goto out;
    }
  }
out:
  co_return;
}
corun::task<> ends_the_program() {
  while (true) { // V: left by a call that does not return
    if (cond())
      fail();
    if (!cond())
      std::abort();
  }
  co_return;
}
corun::task<> bounded(std::vector<int> &v) {
  for (int i = 0; i < 1000; ++i) // V: ends
    work();
  for (int x : v) // V: ends
    log(x);
  while (!v.empty()) // V: the body empties it
    v.pop_back();
  for (int n = 10; n; --n) // V: ends
    work();
  co_return;
}
corun::task<> searches(const char *text, std::size_t size) {
  std::size_t at = 0;
  for (;;) { // V: each search starts after the last hit
    const void *hit = std::memchr(text + at, ' ', size - at);
    if (hit == nullptr)
      break;
    at = static_cast<const char *>(hit) - text + 1;
  }
  co_return;
}
corun::task<> the_body_may_change_it() {
  while (!ready) // V: work may set it
    work();
  co_return;
}
struct parser {
  const char *p_;
  bool done_ = false;
  void advance();
  bool at_end() const;
  bool read();
  corun::task<> run() {
    while (!done_) // V: advance may set it
      advance();
    while (!at_end()) // V: ++p_ may
      ++p_;
    while (read()) // V: read may do the work
      ;
    while (*p_) // V: the body changes it
      ++p_;
    co_return;
  }
};
corun::task<> changed_by_reference(bool done) {
  auto finish = [&done] { done = true; };
  while (!done) // V: the lambda changes it
    finish();
  co_return;
}
corun::task<> runs_once() {
  do { // V: once
    work();
  } while (false);
  co_return;
}
cppcoro::task<> on_a_pool(cppcoro::static_thread_pool &pool) {
  co_await pool.schedule();
  while (!stop) // V: a thread of the pool, off the loop
    ;
  for (;;) // V: likewise
    work();
}
corun::task<> offloaded() {
  co_await corun::to_thread([] {
    for (;;) // V: another thread, no coroutine
      work();
  });
}
void plain() {
  for (;;) // V: no coroutine
    work();
}
void helper_without_end() {
  while (!stop) // V: no coroutine
    ;
}
