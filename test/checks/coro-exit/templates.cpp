// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exits in templates: known without an instantiation; a dependent call only
// where the arguments make it one.
#include "../Inputs/user_task.h"
#include <cstdlib>

task<> f();

template <class T> task<> instantiated_twice(T x) {
  co_await x();
  std::exit(0); // X: once
  // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
struct first {
  task<> operator()();
};
struct second {
  task<int> operator()();
};
template task<> instantiated_twice(first);
template task<> instantiated_twice(second);

template <class T> task<> calls_its_policy(T policy) {
  co_await f();
  policy.fail(); // X: for exits
  // expected-warning@-1 {{'exits::fail' calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
struct exits {
  void fail() { std::exit(1); }
  // expected-note@-1 {{'exits::fail' calls 'exit' here}}
};
template task<> calls_its_policy(exits);

template <class T> task<> calls_a_policy_that_throws(T policy) {
  co_await f();
  policy.fail(); // V: throws
}
struct throws {
  void fail() { throw 1; }
};
template task<> calls_a_policy_that_throws(throws);

template <class T> void check(T value) {
  if (!value)
    std::exit(1);
    // expected-note@-1 {{'check' calls 'exit' here}}
}
task<> calls_a_template_helper(int *p) {
  check(p); // X: instantiated here
  // expected-warning@-1 {{'check' calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  co_await f();
}
template <bool Fatal> void report() {
  if constexpr (Fatal)
    std::exit(1);
    // expected-note@-1 {{'report' calls 'exit' here}}
}
task<> discarded_branch() {
  report<false>(); // V: the branch does not exist
  co_await f();
}
task<> chosen_branch() {
  report<true>(); // X: it does
  // expected-warning@-1 {{'report' calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  co_await f();
}
template <class T> class service {
public:
  task<T> run() {
    co_await f();
    std::exit(0); // X: a member of a class template
    // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  }
  void stop() { std::exit(0); } // V: not a coroutine, not called from one
};
template class service<int>;
template <class T> void plain(T x) {
  if (x)
    std::exit(0); // V: no coroutine calls it
}
template void plain(int);
