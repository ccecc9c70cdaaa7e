// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// folly's and cppcoro's cancellations are std::exceptions: catching
// std::exception swallows them too, and a handler for them that comes after is
// never reached. Case 63.
#include "../Inputs/cancellation.h"
#include <exception>
#include <stdexcept>

folly::coro::Task<void> folly_step();
cppcoro::task<> cppcoro_step();
void log(const char *);

folly::coro::Task<void> folly_swallows() {
  while (true) {
    try {
      co_await folly_step();
    } catch (...) { // X: the loop cannot be cancelled
    // expected-warning@-1 {{this handler takes 'folly::OperationCancelled' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
      log("again");
    }
  }
}
folly::coro::Task<void> folly_catches_the_base() {
  while (true) {
    try {
      co_await folly_step();
    } catch (const std::exception &e) { // X: OperationCancelled is one
    // expected-warning@-1 {{this handler takes 'folly::OperationCancelled' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
      log(e.what());
    }
  }
}
folly::coro::Task<void> folly_wrong_order() {
  while (true) {
    try {
      co_await folly_step();
    } catch (const std::exception &e) { // X: comes before OperationCancelled
    // expected-warning@-1 {{this handler takes 'folly::OperationCancelled' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
      log(e.what());
    } catch (const folly::OperationCancelled &) {
      throw;
    }
  }
}
cppcoro::task<> cppcoro_catches_the_base() {
  while (true) {
    try {
      co_await cppcoro_step();
    } catch (const std::exception &e) { // X: operation_cancelled is one
    // expected-warning@-1 {{this handler takes 'cppcoro::operation_cancelled' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
      log(e.what());
    }
  }
}

folly::coro::Task<void> folly_right_order() {
  while (true) {
    try {
      co_await folly_step();
    } catch (const folly::OperationCancelled &) {
      throw;
    } catch (const std::exception &e) { // V: the cancellation has its handler
      log(e.what());
    } catch (...) { // V: likewise
      log("unknown");
    }
  }
}
folly::coro::Task<void> folly_ends_on_cancellation() {
  while (true) {
    try {
      co_await folly_step();
    } catch (const folly::OperationCancelled &) {
      co_return;
    } catch (...) { // V: likewise
    }
  }
}
cppcoro::task<> cppcoro_right_order() {
  while (true) {
    try {
      co_await cppcoro_step();
    } catch (const cppcoro::operation_cancelled &) {
      throw;
    } catch (const std::exception &e) { // V: likewise
      log(e.what());
    }
  }
}
cppcoro::task<> narrower_type() {
  while (true) {
    try {
      co_await cppcoro_step();
    } catch (const std::runtime_error &e) { // V: not a base of the cancellation
      log(e.what());
    }
  }
}
cppcoro::task<> base_rethrown() {
  while (true) {
    try {
      co_await cppcoro_step();
    } catch (const std::exception &e) { // V: logged and rethrown
      log(e.what());
      throw;
    }
  }
}
// What is caught around the whole of a task's work, at its end, hides nothing
// from what follows: there is nothing.
cppcoro::task<> rethrown_by_a_pointer() {
  std::exception_ptr error;
  try {
    co_await cppcoro_step();
  } catch (const std::exception &) { // V: kept
    error = std::current_exception();
  }
  co_await cppcoro_step();
  if (error)
    std::rethrow_exception(error);
}
