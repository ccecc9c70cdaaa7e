// RUN: %check_coro %s
//
// co_await is ill-formed in a catch handler: the finding stands there, the
// fix-it may not. Case 6.
#include "../Inputs/user_task.h"

task<> f();
task<> cleanup();

task<> in_the_handler() {
  try {
    co_await f();
  } catch (const int &) {
    cleanup(); // X: no fix-it
    // expected-warning@-1 {{'cleanup' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  } catch (...) {
    if (true)
      cleanup(); // X: no fix-it
      // expected-warning@-1 {{'cleanup' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    try {
      cleanup(); // X: no fix-it, still inside the handler
      // expected-warning@-1 {{'cleanup' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    } catch (...) {
    }
  }
}

task<> carried_out_of_the_handler() {
  bool failed = false;
  try {
    co_await f();
  } catch (...) {
    failed = true;
  }
  if (failed)
    co_await cleanup();
}

task<> made_in_the_handler_awaited_after() {
  task<> t;
  try {
    co_await f();
  } catch (...) {
    t = cleanup(); // V: awaited below when there is one
  }
  if (t.valid())
    co_await std::move(t);
}

task<> lambda_in_the_handler() {
  try {
    co_await f();
  } catch (...) {
    auto rescue = []() -> task<> {
      f(); // X: fix-it is legal, this is a body of its own
      // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
      co_await cleanup();
    };
    (void)rescue;
  }
}
