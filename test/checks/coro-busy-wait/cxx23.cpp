// RUN: %check_coro %s -- -std=c++23
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++23: deducing this, init-statements, assumptions.
#include "../Inputs/corun.h"
#include <atomic>
#include <utility>

using namespace std::chrono_literals;
std::atomic<bool> ready;

struct service {
  bool up = false;
  template <class Self> corun::task<> wait(this Self &self) {
    while (!self.up) // X: a member, through an explicit object
    // expected-warning@-1 {{this loop wakes up again and again only to look at 'up'; wait for an event that whoever changes it sets [coro-busy-wait]}}
      co_await corun::sleep(1ms);
      // expected-note@-1 {{between two looks, it only waits here}}
  }
  corun::task<> wait_on_a_copy(this service self) {
    while (!self.up) // V: a copy of its own, which nobody changes; not this check's business
      co_await corun::sleep(1ms);
  }
};
corun::task<> uses(service &s) { co_await s.wait(); }

auto recursive = [](this auto self, int n) -> corun::task<> {
  while (!ready) // X: in a lambda
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(1ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  if (n > 0)
    co_await self(n - 1);
};
corun::task<> calls_it() { co_await recursive(3); }

corun::task<> with_an_initialiser(service &s) {
  for (auto interval = 10ms; !s.up;) // X: the delay does not grow
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'up'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(interval);
    // expected-note@-1 {{between two looks, it only waits here}}
  for (auto interval = 10ms; !s.up; interval *= 2) // V: it grows
    co_await corun::sleep(interval);
}
corun::task<> condition_variable_in_the_head(service &s) {
  while (bool down = !s.up) // X: declared in the condition
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'up'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await corun::sleep(1ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
