// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops in templates, behind macros and in lambdas.
#include "../Inputs/corun.h"
#include "../Inputs/seastar.h"
#include <atomic>
#include <chrono>

using namespace std::chrono_literals;
std::atomic<bool> ready;

// --- templates
template <class T> corun::task<T> non_dependent(T value) {
  while (!ready) // X: known without an instantiation
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  co_return value;
}
template <class Flag> corun::task<> dependent(Flag &flag) {
  while (!flag) // X: for both
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'flag'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
template corun::task<> dependent(std::atomic<bool> &);
template corun::task<> dependent(bool &);
template <class Sleep> seastar::future<> by_policy(Sleep pause) {
  while (!ready) // V: nothing says that pause only sleeps
    co_await pause();
}
struct pauses {
  seastar::future<> operator()();
};
template seastar::future<> by_policy(pauses);
template <class Queue> class consumer {
public:
  Queue queue;
  corun::task<> run() {
    while (queue.empty()) // X: a member of a class template
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'queue'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(1ms);
      // expected-note@-1 {{between two looks, it only waits here}}
  }
};
struct ints {
  bool empty() const;
};
template class consumer<ints>;
template <class T> corun::task<> never_instantiated(T &t) {
  while (!t.ready()) // V: dependent: nothing says what ready does
    co_await t.pause();
}
template <bool Poll> corun::task<> by_constant() {
  if constexpr (Poll)
    while (!ready) // X: where Poll is true
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(1ms);
      // expected-note@-1 {{between two looks, it only waits here}}
  co_return;
}
template corun::task<> by_constant<true>();
template corun::task<> by_constant<false>();

// --- macros
#define WAIT_UNTIL(condition) while (!(condition)) co_await corun::sleep(1ms)
#define SLEEP(ms) co_await corun::sleep(std::chrono::milliseconds(ms))
#define FOREVER for (;;)
#define REPEAT(n) for (int i_ = 0; i_ < (n); ++i_)

corun::task<> macro_for_the_loop() {
  WAIT_UNTIL(ready); // X: the expansion
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
  // expected-note@-2 {{between two looks, it only waits here}}
}
corun::task<> macro_for_the_sleep() {
  while (!ready) // X: the loop
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    SLEEP(10);
    // expected-note@-1 {{between two looks, it only waits here}}
}
corun::task<> macro_for_the_head() {
  FOREVER { // X: the expansion
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    if (ready)
      break;
    co_await corun::sleep(1ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  }
}
corun::task<> bounded_macro() {
  REPEAT(10) { // V: at most ten times
    if (ready)
      break;
    co_await corun::sleep(1ms);
  }
}

// --- lambdas
corun::task<> captured_by_reference() {
  bool done = false;
  auto finish = [&done] { done = true; };
  auto wait = [&done]() -> corun::task<> {
    while (!done) // X: the captured reference
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'done'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(1ms);
      // expected-note@-1 {{between two looks, it only waits here}}
  };
  auto h = corun::create_task(wait());
  finish();
  co_await h;
}
struct server {
  bool up_ = false;
  corun::task<> start() {
    auto wait = [this]() -> corun::task<> {
      while (!up_) // X: a member, through this
      // expected-warning@-1 {{this loop wakes up again and again only to look at 'up_'; wait for an event that whoever changes it sets [coro-busy-wait]}}
        co_await corun::sleep(1ms);
        // expected-note@-1 {{between two looks, it only waits here}}
    };
    co_await wait();
  }
};
