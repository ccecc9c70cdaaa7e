// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file that does not compile: what is sound in it is still checked.
// (Expected errors are marked E.)
#include "../Inputs/corun.h"

using namespace std::chrono_literals;
bool ready;

corun::task<> sound() {
  while (!ready) // X: this function has no error
    co_await corun::sleep(1ms);
}
corun::task<> undeclared_condition() {
  while (!raedy) // E: V: no such variable
  // expected-error@-1 {{use of undeclared identifier 'raedy'}}
    co_await corun::sleep(1ms);
}
corun::task<> undeclared_call_in_the_body() {
  while (!ready) { // V: the body may do something
    wrok(); // E
    // expected-error@-1 {{use of undeclared identifier 'wrok'}}
    co_await corun::sleep(1ms);
  }
}
corun::task<> broken_sleep() {
  while (!ready) // V: nothing says what is awaited
    co_await corun::nothing_like_it(1ms); // E
    // expected-error@-1 {{no member named 'nothing_like_it' in namespace 'corun'}}
  co_await corun::sleep(1ms);
}
struct broken : nowhere { // E
// expected-error@-1 {{expected class name}}
  bool up_;
  corun::task<> wait() {
    while (!up_) // X: the body is sound
      co_await corun::sleep(1ms);
  }
};
corun::task<> after_all_that() {
  while (!ready) // X: still checked
    co_await corun::sleep(1ms);
}
