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
  task<> u = f();      // X: copy initialisation
  task<> v(f());       // X: direct initialisation
  task<> w{f()};       // X: braces
  auto &&r = f();      // X: lifetime-extended, still never awaited
  const auto c = f();  // X: cannot even be moved out
  static_cast<void>(0);
  co_return;
}

task<> used_but_not_consumed() {
  auto t = f(); // X: naming it below consumes nothing
  t;
  auto u = f(); // X: asking is not awaiting
  if (u.valid())
    cond();
  auto v = f(); // X: a cast to an rvalue moves nothing
  std::move(v);
  auto w = f(); // X: nor does a reference nobody uses
  auto &alias = w;
  co_return;
}

task<> on_one_path() {
  auto t = f(); // X: not awaited when cond() is false
  if (cond())
    co_await std::move(t);
}

task<> early_return() {
  auto t = f(); // X: lost by the co_return in the branch
  if (cond())
    co_return;
  co_await std::move(t);
}

task<> one_arm_forgets() {
  auto t = f(); // X: the else arm forgets it
  if (cond())
    co_await std::move(t);
  else
    cond();
}

task<> one_case_forgets(int n) {
  auto t = f(); // X: lost when n is 2
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
  for (int i = 0; i < n; ++i) {
    co_await std::move(t);
    break;
  }
}

task<> in_each_iteration(int n) {
  while (n-- > 0) {
    auto t = f(); // X: lost by the continue
    if (cond())
      continue;
    co_await std::move(t);
  }
}
