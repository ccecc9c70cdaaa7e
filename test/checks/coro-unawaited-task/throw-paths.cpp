// RUN: %check_coro %s
//
// Paths that leave by an exception or never come back. A lazy task that is
// not started because the function fails is no bug; an eager one in flight
// when a co_await throws belongs to coro-dropped-handle.
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include <cassert>
#include <cstdlib>
#include <stdexcept>

task<> f();
task<> g();
bool cond();
void may_throw();
[[noreturn]] void fail();
seastar::future<int> started();

task<> leaves_by_throw() {
  auto t = f();
  if (cond())
    throw std::runtime_error("no"); // V: the function failed
  may_throw();                      // V: so it would here
  co_await std::move(t);
}

task<> leaves_by_noreturn() {
  auto t = f();
  if (cond())
    fail();
  else if (cond())
    std::abort();
  assert(cond());
  co_await std::move(t);
}

task<> awaits_in_between() {
  auto t = f();
  co_await g(); // V: may throw; t is lazy and then not needed
  co_await std::move(t);
}

seastar::future<int> eager_in_between() {
  auto n = started();
  co_await seastar::sleep(std::chrono::milliseconds(1)); // V: belongs to coro-dropped-handle
  co_return co_await std::move(n);
}

task<> lost_inside_the_try() {
  try {
    auto t = f(); // X: no path awaits it
    // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
    may_throw();
  } catch (...) {
  }
  co_return;
}

task<> awaited_after_the_try() {
  task<> t;
  try {
    t = f();
    may_throw();
  } catch (...) {
    cond();
  }
  if (t.valid())
    co_await std::move(t);
}

task<> return_in_the_handler() {
  auto t = f();
  bool failed = false;
  try {
    co_await g();
  } catch (...) {
    failed = true;
  }
  if (failed)
    throw 1; // V: fails too
  co_await std::move(t);
}

task<> swallowed_then_forgotten() {
  auto t = f(); // V: lost only by the exception of g
  try {
    co_await g();
    co_await std::move(t);
  } catch (...) {
    co_return;
  }
}

task<> endless() {
  auto t = f(); // X: the loop is left only by co_return, without it
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  for (;;)
    if (cond())
      co_return;
}

task<> never_left() {
  auto t = f(); // V: no path leaves the scope
  for (;;)
    co_await g();
}
