// RUN: %check_coro %s
//
// Statements that are not in a compound statement, and the clauses of loops.
// Case 5.
#include "../Inputs/user_task.h"
#include <vector>

task<> f();
std::vector<task<>> many();

task<> braceless(bool c, int n) {
  if (c)
    f(); // X: if
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  else
    f(); // X: else
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  while (n-- > 0)
    f(); // X: while
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  do
    f(); // X: do
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  while (n++ < 0);
  for (int i = 0; i < n; ++i)
    f(); // X: for
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  for (int i : {1, 2, 3})
    f(); // X: range-for
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  if (c)
    for (;;)
      if (n++ > 2)
        f(); // X: nested
        // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
      else
        break;
  co_return;
}

task<> clauses(int n) {
  for (; n > 0; f()) // X: increment
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    --n;
  for (f(); n > 0; --n) { // X: init statement
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  }
  if (f(); n > 0) { // X: init statement of if
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  }
  switch (f(); n) { // X: init statement of switch
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  default:
    break;
  }
  co_return;
}

task<> labels(int n) {
  switch (n) {
  case 1:
    f(); // X: case
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    break;
  case 2:
  case 3:
    f(); // X: second label
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    [[fallthrough]];
  default:
    f(); // X: default
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  }
again:
  f(); // X: label
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  if (n-- > 0)
    goto again;
  co_return;
}

task<> statement_expression() {
  int n = ({
    f(); // X: inside a statement expression
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    3;
  });
  (void)n;
  ({ f(); }); // X: the value of the statement expression is the task
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

task<> range_for_over_tasks() {
  for (auto &t : many()) { // X: the elements are never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; its body never runs [coro-unawaited-task]}}
  }
  for (auto &t : many())
    co_await std::move(t);
}

task<> awaited(bool c, int n) {
  if (c)
    co_await f();
  for (; n > 0; co_await f())
    --n;
}
