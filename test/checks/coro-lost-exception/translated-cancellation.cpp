// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handler that throws another exception instead: the task ends, but it does
// not end as cancelled. Case 63.
#include "../Inputs/cancellation.h"
#include <exception>
#include <stdexcept>

corun::task<> step();
void log(const char *);
struct request_failed {};
[[noreturn]] void rethrow_with_context(const char *);

corun::task<> throws_another() {
  while (true) {
    try {
      co_await step();
    } catch (...) { // X: a cancellation becomes a failure
    // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and throws something else; a cancelled task looks like a failed one [coro-lost-exception]}}
      throw request_failed();
    }
  }
}

corun::task<> throws_nested() {
  while (true) {
    try {
      co_await step();
    } catch (...) { // V: the original is inside
      std::throw_with_nested(std::runtime_error("step"));
    }
  }
}
corun::task<> rethrows_the_current() {
  while (true) {
    try {
      co_await step();
    } catch (...) { // V: the same exception
      std::rethrow_exception(std::current_exception());
    }
  }
}
corun::task<> rethrows_in_a_helper() {
  while (true) {
    try {
      co_await step();
    } catch (...) { // V: the helper does not return
      rethrow_with_context("step");
    }
  }
}
corun::task<> translates_errors_only() {
  while (true) {
    try {
      co_await step();
    } catch (const corun::cancelled_error &) {
      throw;
    } catch (...) { // V: errors only
      throw request_failed();
    }
  }
}
