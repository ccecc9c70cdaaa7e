// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Templates: a finding once, for the instantiations whose promise has no
// return_void.
#include "../Inputs/user_task.h"
#include <stdexcept>
#include <type_traits>

task<> f();
template <class T> task<T> make();

template <class T> task<int> fixed_result(T step) {
  co_await step();
} // X: int, whatever T
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
struct step {
  task<> operator()();
};
struct other_step {
  task<int> operator()();
};
template task<int> fixed_result(step);
template task<int> fixed_result(other_step);

template <class T> task<T> dependent_result() {
  co_await f();
} // X: for int
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
template task<int> dependent_result<int>();

template <class T> task<T> instantiated_for_void() {
  co_await f();
} // V: return_void
template task<void> instantiated_for_void<void>();

template <class T> task<T> never_instantiated() {
  co_await f();
} // V: may be void

template <class T> task<T> if_constexpr() {
  co_await f();
  if constexpr (!std::is_void_v<T>)
    co_return T();
} // V: for int it returns, for void it need not
template task<int> if_constexpr<int>();
template task<void> if_constexpr<void>();

template <class T> task<T> if_constexpr_the_wrong_way() {
  if constexpr (std::is_void_v<T>)
    co_return;
  co_await f();
} // X: for int
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
template task<int> if_constexpr_the_wrong_way<int>();

template <class T> task<T> not_a_coroutine() {
  throw std::runtime_error("no"); // X: thrown at the call
  // expected-warning@-1 {{without a co_ keyword this is no coroutine: it throws when it is called, not when its task is awaited [coro-missing-co-return]}}
}
template task<int> not_a_coroutine<int>();

template <class T> task<T> wrapper(bool c) {
  if (!c)
    throw std::invalid_argument("c"); // V: a wrapper that checks
  return make<T>();
}
template task<int> wrapper<int>(bool);

template <class T> struct service {
  task<T> load() {
    co_await f();
  } // X: for int
  // expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
  task<T> forward() { return make<T>(); } // V: a wrapper
  task<> stop() {
    co_await f();
  } // V: return_void
};
template struct service<int>;
task<> generic_lambda() {
  auto ask = [](auto fn) -> task<int> {
    co_await fn();
  }; // X: called with f
  // expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
  co_await ask(f);
}
