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
  else
    f(); // X: else
  while (n-- > 0)
    f(); // X: while
  do
    f(); // X: do
  while (n++ < 0);
  for (int i = 0; i < n; ++i)
    f(); // X: for
  for (int i : {1, 2, 3})
    f(); // X: range-for
  if (c)
    for (;;)
      if (n++ > 2)
        f(); // X: nested
      else
        break;
  co_return;
}

task<> clauses(int n) {
  for (; n > 0; f()) // X: increment
    --n;
  for (f(); n > 0; --n) { // X: init statement
  }
  if (f(); n > 0) { // X: init statement of if
  }
  switch (f(); n) { // X: init statement of switch
  default:
    break;
  }
  co_return;
}

task<> labels(int n) {
  switch (n) {
  case 1:
    f(); // X: case
    break;
  case 2:
  case 3:
    f(); // X: second label
    [[fallthrough]];
  default:
    f(); // X: default
  }
again:
  f(); // X: label
  if (n-- > 0)
    goto again;
  co_return;
}

task<> statement_expression() {
  int n = ({
    f(); // X: inside a statement expression
    3;
  });
  (void)n;
  ({ f(); }); // X: the value of the statement expression is the task
  co_return;
}

task<> range_for_over_tasks() {
  for (auto &t : many()) { // X: the elements are never awaited
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
