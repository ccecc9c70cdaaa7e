// RUN: %check_coro %s
// RUN: %check_coro %s -- -std=c++23
//
// A local that holds a task must be consumed on every path that leaves its
// scope. The finding is where the task was made. Case 15;
// locals-consumed.cpp has the other half.
#include "../Inputs/user_task.h"

task<> f();
bool cond();
void spawn(task<>);

task<> never_used() {
  auto t = f();        // X: never used
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  task<> u = f();      // X: copy initialisation
  // expected-warning@-1 {{'u' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  task<> v(f());       // X: direct initialisation
  // expected-warning@-1 {{'v' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  task<> w{f()};       // X: braces
  // expected-warning@-1 {{'w' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  auto &&r = f();      // X: lifetime-extended, still never awaited
  // expected-warning@-1 {{'r' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  const auto c = f();  // X: cannot even be moved out
  // expected-warning@-1 {{'c' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  static_cast<void>(0);
  co_return;
}

task<> used_but_not_consumed() {
  auto t = f(); // X: naming it below consumes nothing
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  t;
  auto u = f(); // X: asking is not awaiting
  // expected-warning@-1 {{'u' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  if (u.valid())
    cond();
  auto v = f(); // X: a cast to an rvalue moves nothing
  // expected-warning@-1 {{'v' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  std::move(v);
  auto w = f(); // X: another name alone awaits nothing
  // expected-warning@-1 {{'w' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  auto &alias = w;
  co_return;
}

task<> on_one_path() {
  auto t = f(); // X: not awaited when cond() is false
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(t);
}

task<> early_return() {
  auto t = f(); // X: lost by the co_return in the branch
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is true}}
    co_return;
  co_await std::move(t);
}

task<> one_arm_forgets() {
  auto t = f(); // X: the else arm forgets it
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(t);
  else
    cond();
}

task<> one_case_forgets(int n) {
  auto t = f(); // X: lost when n is 2
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  switch (n) {
  case 1:
    co_await std::move(t);
    break;
  case 2:
    break;
  default:
    spawn(std::move(t));
  }
}

task<> loop_may_not_run(int n) {
  auto t = f(); // X: lost when n is 0
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  for (int i = 0; i < n; ++i) {
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(t);
    break;
  }
}

task<> in_each_iteration(int n) {
  while (n-- > 0) {
    auto t = f(); // X: lost by the continue
    // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
    if (cond())
    // expected-note@-1 {{the use is skipped when this condition is true}}
      continue;
    co_await std::move(t);
  }
}
