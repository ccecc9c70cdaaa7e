// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Results that are complete: they were resolved, an assertion says so, or the
// caller of a helper had them resolved.
#include "../Inputs/concurrencpp.h"
#include "../Inputs/seastar.h"
#include <utility>

namespace cc = concurrencpp;
cc::result<int> ask();
void assert_equal(cc::result_status a, cc::result_status b);
void use(int);

cc::result<void> resolved() {
  auto r = ask();
  auto done = co_await r.resolve();
  use(done.get()); // V: resolved
  auto other = ask();
  use(other.get()); // X: not resolved
  // expected-warning@-1 {{'concurrencpp::result::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
cc::result<void> asserted() {
  auto r = ask();
  assert_equal(r.status(), cc::result_status::value);
  use(r.get()); // V: does not get here otherwise
  auto other = ask();
  assert_equal(other.status(), cc::result_status::idle);
  use(other.get()); // X: is idle
  // expected-warning@-1 {{'concurrencpp::result::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return;
}
void check(cc::result<int> r) { use(r.get()); }
// expected-note@-1 2 {{'check' calls 'concurrencpp::result::get' here}}
void check_twice(cc::result<int> r) { check(std::move(r)); }
// expected-note@-1 {{'check_twice' calls 'check' here}}
void check_asserted(cc::result<int> r) {
  assert_equal(r.status(), cc::result_status::value);
  use(r.get());
}
cc::result<void> helpers() {
  auto r = ask();
  check(co_await r.resolve()); // V: the caller has it resolved
  auto s = ask();
  auto done = co_await s.resolve();
  check_twice(std::move(done)); // V: through two helpers
  check_asserted(ask()); // V: asserted in the helper
  check(ask());          // X: check -> get
  // expected-warning@-1 {{'check' waits for tasks in 'concurrencpp::result::get', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  check_twice(ask());    // X: check_twice -> check -> get
  // expected-warning@-1 {{'check_twice' waits for tasks in 'concurrencpp::result::get', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}

void take(seastar::future<int> f) { use(f.get()); }
seastar::future<> seastar_helpers() {
  take(seastar::make_ready_future<int>(1)); // V: ready
  auto f = co_await seastar::coroutine::as_future(seastar::make_ready_future<int>(1));
  take(std::move(f)); // V: ready
}
