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
  if constexpr (sizeof(int) == 1)
    f(); // V: discarded
  else
    g(); // X: the arm that is left
  co_return;
}

template <bool Log> task<> by_parameter() {
  if constexpr (Log)
    f(); // V: discarded in the only instantiation
  else
    g(); // X: taken in it
  co_return;
}
template task<> by_parameter<false>();

template <bool Log> task<> in_both() {
  if constexpr (Log)
    f(); // X: taken when true
  else
    g(); // X: taken when false
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
  if constexpr (sizeof(int) == 1)
    co_await std::move(t);
}
