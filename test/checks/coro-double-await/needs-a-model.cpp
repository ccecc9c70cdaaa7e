// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Once-only by what their libraries say, not by their types: the operator
// takes an lvalue and empties it all the same. Case 59.
#include "../Inputs/concurrencpp.h"
#include "../Inputs/kj.h"
#include <utility>

kj::Promise<int> request();
kj::Promise<void> done();
void use(int);

kj::Promise<void> kj_awaited_twice() {
  auto p = request();
  use(co_await p);
  // expected-note@-1 {{awaited here before}}
  use(co_await p); // X: the first await took the promise's node
  // expected-warning@-1 {{'p' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
kj::Promise<void> kj_awaited_in_a_loop() {
  auto p = request();
  for (int i = 0; i < 2; ++i)
    use(co_await p); // X: from the second iteration
    // expected-warning@-1 {{'p' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
}
kj::Promise<void> kj_forked() {
  auto p = request();
  auto fork = done().fork();
  co_await fork.addBranch();
  co_await fork.addBranch(); // V: each branch is a promise of its own
  use(co_await p); // V: once
}
kj::Promise<void> kj_assigned() {
  auto p = request();
  use(co_await p);
  p = request();
  use(co_await p); // V: a new promise
}

concurrencpp::result<int> compute();
concurrencpp::result<void> concurrencpp_awaited_twice() {
  auto r = compute();
  use(co_await r);
  // expected-note@-1 {{awaited here before}}
  use(co_await r); // X: the first await empties the result: empty_result
  // expected-warning@-1 {{'r' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
concurrencpp::result<void> concurrencpp_asked() {
  auto r = compute();
  use(co_await r);
  if (r)
    use(co_await r); // V: asked whether it is empty
}
concurrencpp::result<void> concurrencpp_each(concurrencpp::executor &ex) {
  for (int i = 0; i < 3; ++i) {
    auto r = ex.submit([] { return 1; });
    use(co_await r); // V: a result an iteration
  }
}
