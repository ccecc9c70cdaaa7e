// RUN: %check_coro %s
//
// Assigning to a variable drops the task it held. The finding is at the
// assignment. Cases 16, 19.
#include "../Inputs/user_task.h"

task<> f();
task<> g();
bool cond();

// Tasks that may be copied, so that 'a = b = h()' compiles.
struct eager_copy : eager_task<> {
  eager_copy();
  eager_copy(const eager_copy &);
  eager_copy &operator=(const eager_copy &);
};
eager_copy h();

task<> overwritten() {
  auto t = f();
  // expected-note@-1 {{the task is made here}}
  t = g(); // X: f's task was never awaited
  // expected-warning@-1 {{'t' is overwritten while it holds a lazy task that was never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_await std::move(t);
}

task<> overwritten_by_nothing() {
  auto t = f();
  // expected-note@-1 {{the task is made here}}
  t = {}; // X: f's task was never awaited
  // expected-warning@-1 {{'t' is overwritten while it holds a lazy task that was never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_return;
}

task<> overwritten_on_one_path() {
  auto t = f();
  // expected-note@-1 {{the task is made here}}
  if (cond())
    t = g(); // X: pending when overwritten
    // expected-warning@-1 {{'t' is overwritten while it holds a lazy task that was never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_await std::move(t);
}

task<> overwritten_in_a_loop(int n) {
  task<> t;
  for (int i = 0; i < n; ++i)
    t = f(); // X: each iteration drops the task of the one before
    // expected-warning@-1 {{'t' is overwritten while it holds a lazy task that was never awaited; the body of 'f' never runs [coro-unawaited-task]}}
    // expected-note@-2 {{the task is made here}}
  co_await std::move(t);
}

task<> chained_assignment() {
  eager_copy b, a;
  a = b = h(); // X: both hold the task, neither awaits it
  // expected-warning@-1 {{'a' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  // expected-warning@-2 {{'b' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  co_return;
}

task<> last_assignment_lost() {
  auto t = f();
  co_await std::move(t);
  t = g(); // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'g' never runs [coro-unawaited-task]}}
}

task<> assigned_after_await() {
  auto t = f();
  co_await std::move(t);
  t = {};
  t = g(); // V: nothing pending
  co_await std::move(t);
}

task<> retry(int n) {
  auto t = f();
  while (n-- > 0) {
    co_await std::move(t);
    t = f(); // V: awaited by the next iteration or after the loop
  }
  co_await std::move(t);
}

task<> first_assignment() {
  task<> t; // V: default-constructed: nothing to lose
  t = f();
  co_await std::move(t);
}

struct holder {
  task<> last;
  void restart() { last = f(); } // V: a member; its owner's business
};
