// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Templates and named lambdas.
#include "../Inputs/corun.h"

corun::task<> step();

template <class T> corun::task<T> constant(T value) { // X: once, for any T
// expected-warning@-1 {{'constant' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
  co_return value;
}
template corun::task<int> constant(int);
template corun::task<long> constant(long);
template <class F> corun::task<> calls(F f) { // V: awaits
  co_await f();
}
template corun::task<> calls(corun::task<> (*)());
template <bool Wait> corun::task<> if_constexpr() { // V: awaits in one instantiation
  if constexpr (Wait)
    co_await step();
  co_return;
}
template corun::task<> if_constexpr<true>();
template corun::task<> if_constexpr<false>();
template <class T> struct box {
  T value;
  corun::task<T> get() { co_return value; } // X: a member of a class template
  // expected-warning@-1 {{'box::get' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
  corun::task<T> wait() { // V: awaits
    co_await step();
    co_return value;
  }
};
template struct box<int>;
// A specialisation follows the signature of the primary template.
template <class T> corun::task<int> count(T) {
  co_await step();
  co_return 2;
}
template <> corun::task<int> count(int) { co_return 1; } // V: the primary's signature
corun::task<> awaiting_lambda() {
  auto f = []() -> corun::task<> { co_await step(); }; // V: awaits
  co_await f();
}
