// RUN: %check_coro %s -- -std=c++23
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++23: std::unreachable, deducing this, if consteval, std::generator's shape.
#include "../Inputs/sync_generator.h"
#include "../Inputs/user_task.h"
#include <utility>

task<> f();
task<int> g();

struct service {
  template <class Self> task<int> load(this Self &&self, bool c) {
    co_await f();
    if (c)
      co_return 1;
  } // X: when !c
  // expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
  task<int> get(this service self) {
    co_return co_await g();
  } // V: returns
};
task<> uses(service s) { co_await s.load(true); }
auto recursive = [](this auto self, int n) -> task<int> {
  if (n > 0)
    co_return co_await self(n - 1);
}; // X: when n is not positive
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<> calls_it() { co_await recursive(3); }

task<int> ends_in_unreachable(int n) {
  if (n >= 0)
    co_return co_await g();
  std::unreachable();
} // V: said to be unreachable
task<int> assumes(bool c) {
  co_await f();
  [[assume(c)]];
  co_return 1;
} // V: returns
pull::generator<int> count() {
  for (int i = 0; i < 3; ++i)
    co_yield i;
} // V: return_void
auto good_recursive = [](this auto self, int n) -> task<int> {
  if (n > 0)
    co_return co_await self(n - 1);
  co_return 0;
}; // V: returns
