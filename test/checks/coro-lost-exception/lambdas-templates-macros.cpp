// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Swallowed cancellations in lambda coroutines, templates and macros.
#include "../Inputs/cancellation.h"

corun::task<> step();
void log(const char *);

#define CATCH_ALL catch (...)
#define TRY_AGAIN(expression) \
  for (;;) { try { expression; break; } catch (...) { } }
#define RETHROW throw

auto lambda = []() -> corun::task<> {
  for (;;) {
    try {
      co_await step();
    } catch (...) { // X: in a lambda
    // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
      log("again");
    }
  }
};
template <class F> corun::task<> retry(F f) {
  for (;;) {
    try {
      co_await f();
      co_return;
    } catch (...) { // X: once, for any F
    // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
    }
  }
}
corun::task<> uses_retry() {
  co_await retry(step);
  co_await retry([]() -> corun::task<> { co_await step(); });
}
corun::task<> macro_for_the_catch() {
  for (;;) {
    try {
      co_await step();
    } CATCH_ALL { // X: the expansion
    // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
      log("again");
    }
  }
}
corun::task<> macro_for_everything() {
  TRY_AGAIN(co_await step()); // X: the expansion
  // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
}

auto rethrowing_lambda = []() -> corun::task<> {
  for (;;) {
    try {
      co_await step();
    } catch (...) { // V: rethrown
      log("failed");
      RETHROW;
    }
  }
};
template <class F> corun::task<> retry_errors(F f) {
  for (;;) {
    try {
      co_await f();
      co_return;
    } catch (const corun::cancelled_error &) {
      throw;
    } catch (...) { // V: the cancellation has its handler
    }
  }
}
corun::task<> uses_retry_errors() { co_await retry_errors(step); }
void plain_function(void (*fn)()) {
  for (;;) {
    try {
      fn();
    } catch (...) { // V: no await
    }
  }
}
corun::task<> plain_lambda_in_a_coroutine(void (*fn)()) {
  auto guarded = [fn] {
    try {
      fn();
    } catch (...) { // V: no await
    }
  };
  guarded();
  co_await step();
}
