// RUN: %check_coro %s
//
// A discarded statement never runs. Case 27.
#include "../Inputs/user_task.h"

task<> f();
task<int> g();

task<> outside_templates() {
  if constexpr (false)
    f(); // V: discarded
  if constexpr (true)
    f(); // X: taken
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  if constexpr (sizeof(int) == 1)
    f(); // V: discarded
  else
    g(); // X: the arm that is left
    // expected-warning@-1 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

template <bool Log> task<> by_parameter() {
  if constexpr (Log)
    f(); // V: discarded in the only instantiation
  else
    g(); // X: taken in it
    // expected-warning@-1 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}
template task<> by_parameter<false>();

template <bool Log> task<> in_both() {
  if constexpr (Log)
    f(); // X: taken when true
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  else
    g(); // X: taken when false
    // expected-warning@-1 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}
template task<> in_both<true>();
template task<> in_both<false>();

template <class T> task<> awaited_where_taken(T make) {
  auto t = make();
  if constexpr (requires { t.operator co_await(); })
    co_await t;
  else
    co_await std::move(t);
}
template task<> awaited_where_taken(task<> (*)());
template task<> awaited_where_taken(eager_task<> (*)());

task<> constant_conditions() {
  if (false)
    co_return;
  auto t = f(); // X: 'if constexpr' drops the await
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  if constexpr (sizeof(int) == 1)
    co_await std::move(t);
}
