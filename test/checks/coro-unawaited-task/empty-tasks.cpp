// RUN: %check_coro %s
//
// A task that was made empty carries no obligation, nor gives one when it is
// moved from.
#include "../Inputs/cppcoro.h"
#include "../Inputs/user_task.h"

task<> f();
void sync_wait(task<> t);
cppcoro::task<> g();

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

void moves_onto_itself() {
  task<> a = f();
  a = std::move(a); // V
  sync_wait(std::move(a));
}

// The tasks in the result of a task that was waited for are done.
cppcoro::task<> done() {
  auto waited = cppcoro::sync_wait(cppcoro::when_all_ready(g(), g())); // V
  auto awaited = co_await cppcoro::when_all_ready(g(), g());           // V
}
