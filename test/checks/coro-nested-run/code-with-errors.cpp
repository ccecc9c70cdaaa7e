// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file that does not compile: what is sound in it is still checked.
// (Expected errors are marked E.)
#include "../Inputs/corun.h"

corun::task<int> ask(int n);
corun::task<> step();

corun::task<> sound() {
  corun::run(step()); // X: this function has no error
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}
corun::task<> undeclared() {
  corun::rum(step()); // E: no such function
  // expected-error@-1 {{no type named 'rum' in namespace 'corun'}}
  corun::run(step()); // V: clang drops the body of a coroutine with such an error
  co_await step();
}
corun::task<> wrong_argument() {
  corun::run(1); // E: no matching function; not our finding
  // expected-error@-1 {{no matching function for call to 'run'}}
  int n = corun::run(ask(unknown)); // E
  // expected-error@-1 {{use of undeclared identifier 'unknown'}}
  co_await step();
}
int helper_with_an_error() {
  missing_type t; // E
  // expected-error@-1 {{unknown type name 'missing_type'}}
  return corun::run(ask(1));
}
corun::task<> broken_loop() {
  missing_loop loop; // E
  // expected-error@-1 {{unknown type name 'missing_loop'}}
  loop.run_until_complete(step()); // V: loop has no known type
  co_await step();
}
struct broken : nowhere { // E
// expected-error@-1 {{expected class name}}
  corun::task<> run() {
    corun::run(step()); // X: the body is sound
    // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
    co_return;
  }
};
corun::task<> unfinished_condition() {
  if (oops) // E
  // expected-error@-1 {{use of undeclared identifier 'oops'}}
    corun::run(step()); // X: in a branch whose condition does not compile; either answer is right
    // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}
corun::task<> after_all_that() {
  corun::run(step()); // X: still checked
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}

// expected-note@../Inputs/corun.h:101 {{candidate template ignored: could not match 'task<T>' against 'int'}}
