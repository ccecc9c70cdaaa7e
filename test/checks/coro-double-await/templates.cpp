// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Templates: what does not depend on a parameter is found without an
// instantiation; what does, once, for the arguments that make it wrong.
#include "../Inputs/cppcoro.h"
#include "../Inputs/user_task.h"
#include <utility>
#include <vector>

task<> f();
task<int> g();
void use(int);

template <class T> task<> instantiated(T make) {
  auto t = make();
  co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(t); // X: for a once-only task
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
}
struct makes_a_task {
  task<> operator()() const;
};
struct makes_another {
  task<int> operator()() const;
};
template task<> instantiated(makes_a_task);
template task<> instantiated(makes_another); // the same finding, once

template <class T> task<> only_shared(T make) {
  auto t = make();
  co_await t;
  co_await t; // V: instantiated for a shared task only
}
struct makes_shared {
  cppcoro::shared_task<int> operator()() const;
};
template task<> only_shared(makes_shared);

template <class T> task<> never_instantiated(T make) {
  auto t = make();
  co_await std::move(t);
  co_await std::move(t); // V: nothing says what make returns
}

template <int N> task<> value_parameter() {
  auto t = f();
  for (int i = 0; i < N; ++i)
    co_await std::move(t); // X: N is three
    // expected-warning@-1 {{'t' is awaited again in the next iteration of the loop; its coroutine has already run [coro-double-await]}}
}
template task<> value_parameter<3>();

template <bool Wait> task<> if_constexpr() {
  auto t = f();
  if constexpr (Wait)
    co_await std::move(t);
  else
    co_await std::move(t); // V: only one of them exists
}
template task<> if_constexpr<true>();
template task<> if_constexpr<false>();

template <class T> class holder {
public:
  task<> run() {
    auto t = load();
    co_await std::move(t);
    // expected-note@-1 {{awaited here before}}
    co_await std::move(t); // X: in a member of a class template
    // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
  }
  task<> run_again() {
    auto t = load();
    co_await std::move(t);
    t = load();
    co_await std::move(t); // V: assigned
  }
  task<T> load();
};
template class holder<int>;

template <class... Ts> task<> each(Ts... ts) {
  (co_await std::move(ts), ...); // V: each of the pack once
}
template task<> each(task<>, task<int>);

template <class T> task<> forwarded(T &&t) {
  co_await std::forward<T>(t); // V: once
}
template task<> forwarded(task<> &&);

task<> generic_lambda() {
  auto twice = [](auto t) -> task<> {
    co_await std::move(t);
    // expected-note@-1 {{awaited here before}}
    co_await std::move(t); // X: called with a task
    // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
  };
  auto once = [](auto t) -> task<> { co_await std::move(t); }; // V: once
  co_await twice(f());
  co_await once(g());
}

// A template forwards its values, maybe to who only looks at them.
void looks(task<> &&t);
template <class T> task<> forwards(T value) {
  looks(static_cast<T &&>(value));
  co_await static_cast<T &&>(value); // V: the cast does not say that it was taken
}
template task<> forwards(task<>);
