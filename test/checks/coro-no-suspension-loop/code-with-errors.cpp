// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file that does not compile: what is sound in it is still checked.
// (Expected errors are marked E.)
#include "../Inputs/corun.h"

corun::task<> step();
void work();

corun::task<> sound() {
  for (;;) // X: this function has no error
    work();
  co_return;
}
corun::task<> undeclared_call_in_the_body() {
  for (;;) { // V: what is broken may have been the way out
    undeclared(); // E
    // expected-error@-1 {{use of undeclared identifier 'undeclared'}}
    work();
  }
  co_return;
}
corun::task<> broken_await() {
  while (true) // V: it was meant to suspend
    co_await undeclared(); // E
    // expected-error@-1 {{use of undeclared identifier 'undeclared'}}
}
corun::task<> broken_condition() {
  while (undeclared) // E: V: nothing says what it asks
  // expected-error@-1 {{use of undeclared identifier 'undeclared'}}
    work();
  co_return;
}
struct broken : nowhere { // E
// expected-error@-1 {{expected class name}}
  corun::task<> run() {
    while (true) // X: the body is sound
      work();
    co_return;
  }
};
corun::task<> after_all_that() {
  for (;;) // X: still checked
    work();
  co_return;
}
