// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Handlers around awaits that lose nothing, or that their library allows: the
// shapes of seastar, folly and kj programs (UV01 and DX18 as they were fixed).
#include "../Inputs/cancellation.h"
#include "../Inputs/kj.h"
#include "../Inputs/seastar.h"
#include <exception>
#include <utility>
#include <vector>

void log();
void log(std::exception_ptr);
seastar::future<> not_full();
seastar::future<> grow();
seastar::future<int> read_some();
int handle(std::exception_ptr);

seastar::future<> UV01_fixed(seastar::semaphore &sem, bool &stop) {
  while (!stop) {
    co_await not_full();
    try {
      auto guard = co_await seastar::get_units(sem, 1);
      co_await grow();
    } catch (...) { // V: seastar does not cancel by an exception
      log();
    }
  }
}
seastar::future<int> DX18_fixed() {
  try {
    co_return co_await read_some();
  } catch (...) { // V: handed to a handler
    co_return handle(std::current_exception());
  }
}
kj::Promise<void> fetch();
kj::Promise<void> kj_retry() {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await fetch();
      co_return;
    } catch (const kj::Exception &) { // V: kj cancels by destruction
      log();
    }
  }
}
folly::coro::Task<int> fetch_one();
folly::coro::Task<int> errors_as_values() {
  try {
    co_return co_await fetch_one();
  } catch (...) { // V: built from the exception
    co_return handle(std::current_exception());
  }
}
folly::coro::Task<void> first_error_wins(int n) {
  std::exception_ptr first;
  for (int i = 0; i < n; ++i) {
    try {
      co_await fetch_one();
    } catch (...) { // V: the first is kept and rethrown
      if (!first)
        first = std::current_exception();
    }
  }
  if (first)
    std::rethrow_exception(first);
}
corun::task<> step();
struct rollback {
  corun::task<> undo();
};
corun::task<> transaction(rollback &r) {
  std::exception_ptr error;
  try {
    co_await step();
    co_await step();
    co_return;
  } catch (...) { // V: an await is not allowed here, so it is kept
    error = std::current_exception();
  }
  co_await r.undo();
  std::rethrow_exception(error);
}
struct scope_guard {
  ~scope_guard() {
    try {
      log();
    } catch (...) { // V: a destructor, no await
    }
  }
};
