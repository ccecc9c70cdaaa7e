// RUN: %check_coro %s
//
// A file that does not compile: the compiler's errors are shown, and what is
// sound in it is still checked. (Expected errors are marked E.)
#include "../Inputs/user_task.h"

task<> f();
// expected-note@-1 {{candidate function not viable: requires 0 arguments, but 2 were provided}}

task<> sound() {
  f(); // X: this function has no error
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

task<> undeclared() {
  g(); // E: no such function
  // expected-error@-1 {{use of undeclared identifier 'g'}}
  f(); // X: the statement is sound
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

task<> wrong_argument() {
  f(1, 2); // E: no matching function; not our finding
  // expected-error@-1 {{no matching function for call to 'f'}}
  auto t = f(unknown); // E
  // expected-error@-1 {{use of undeclared identifier 'unknown'}}
  co_await std::move(t); // V: t has no known type
}

task<> broken_local() {
  missing_type t = f(); // E
  // expected-error@-1 {{unknown type name 'missing_type'}}
  co_return;
}

no_such_task<> unknown_return_type() { // E
// expected-error@-1 {{no template named 'no_such_task'}}
  return {};
}

struct broken : nowhere { // E
// expected-error@-1 {{expected class name}}
  task<> run() {
    f(); // X: the body is sound
    // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    co_return;
  }
};

task<> unfinished_condition(bool c) {
  auto t = f(); // V: awaited in a branch whose condition does not compile
  if (c && oops) // E
  // expected-error@-1 {{use of undeclared identifier 'oops'}}
    co_await std::move(t);
}

task<> after_all_that() {
  auto t = f(); // X: still checked
  co_return;
}
