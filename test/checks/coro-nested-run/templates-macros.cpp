// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Templates, instantiated and not, and macros.
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/seastar.h"
#include <cassert>
#include <memory>
#include <optional>

corun::task<int> ask(int n);
corun::task<> step();
cppcoro::task<int> cpp_ask();
seastar::future<int> ss_ask();
void log(int);
void report(const char *);

// --- templates
template <class T> corun::task<T> non_dependent(T value) {
  corun::run(step()); // X: known without an instantiation
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return value;
}
template <class T> corun::task<> instantiated(T make) {
  corun::run(make()); // X: once, for two instantiations
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}
struct makes_int {
  corun::task<int> operator()();
};
struct makes_nothing {
  corun::task<> operator()();
};
template corun::task<> instantiated(makes_int);
template corun::task<> instantiated(makes_nothing);

template <class F> seastar::future<> takes_a_result(F f) {
  log(f().get()); // X: for a future
  // expected-warning@-1 {{'seastar::future::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return;
}
struct makes_a_future {
  seastar::future<int> operator()();
};
template seastar::future<> takes_a_result(makes_a_future);

template <class F> seastar::future<> takes_a_value(F f) {
  log(f().get()); // V: a pointer, an optional: get is an accessor
  co_return;
}
struct holder {
  int get();
};
struct makes_a_holder {
  holder operator()();
};
template seastar::future<> takes_a_value(makes_a_holder);
template <class F> seastar::future<> never_instantiated(F f) {
  log(f().get()); // V: nothing says what get is
  co_return;
}
template <class A> auto wait_for_it(A a) { return cppcoro::sync_wait(a); }
// expected-note@-1 {{'wait_for_it' calls 'cppcoro::sync_wait' here}}
cppcoro::task<> through_a_template() {
  log(wait_for_it(cpp_ask())); // X: wait_for_it -> cppcoro::sync_wait
  // expected-warning@-1 {{'wait_for_it' waits for tasks in 'cppcoro::sync_wait', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return;
}
template <bool Sync> int load() {
  if constexpr (Sync)
    return corun::run(ask(1));
    // expected-note@-1 {{'load' calls 'corun::run' here}}
  return 0;
}
corun::task<> discarded_branch() {
  load<false>(); // V: the branch does not exist
  load<true>(); // X: load -> corun::run
  // expected-warning@-1 {{'load' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}
template <class T> class service {
public:
  corun::task<T> get() {
    co_return corun::run(ask(1)); // X: a member of a class template
    // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  }
  T get_now() { return corun::run(ask(1)); } // V: no coroutine, none calls it
};
template class service<int>;
template <class... Ts> corun::task<> pack(Ts... ts) {
  (corun::run(ask(ts)), ...); // X: each of them
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}
template corun::task<> pack(int, int);
template <class T> T plain(corun::task<T> t) {
  return corun::run(std::move(t)); // V: no coroutine calls it
}
template int plain(corun::task<int>);

// --- macros
#define RUN(task) corun::run(task)
#define AWAIT(task) co_await task
#define CHECK(condition) do { if (!(condition)) report(#condition); } while (false)
#define EVAL(expression) expression
#define STRING(x) #x
#define NOTHING(...)

corun::task<> in_macros() {
  RUN(step()); // X: the macro's text
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  EVAL(corun::run(step())); // X: the argument
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  EVAL(EVAL(log(RUN(ask(1))))); // X: once
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  CHECK(corun::run(ask(1)) > 0); // X: the argument
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  AWAIT(step()); // V: awaited
  CHECK(co_await ask(1) > 0); // V: awaited
  NOTHING(corun::run(step())); // V: expands to nothing
  report(STRING(corun::run(step()))); // V: a string
}
int plain_macro() {
  return RUN(ask(1)); // V: no coroutine
}
