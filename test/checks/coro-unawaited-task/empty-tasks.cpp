// RUN: %check_coro %s
//
// A task that was made empty carries no obligation, nor gives one when it is
// moved from.
#include "../Inputs/concurrencpp.h"
#include "../Inputs/user_task.h"

task<> f();

void moves_nothing() {
  task<> a, b;
  a = std::move(b); // V
  task<> c;
  c = std::move(c); // V
}

void moves_a_task() {
  task<> a;
  task<> b = f();
  a = std::move(b); // X: a is never awaited
  // expected-warning@-1 {{'a' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
}
