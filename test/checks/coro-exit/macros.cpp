// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exits behind macros: the finding stands at the expansion.
#include "../Inputs/user_task.h"
#include <cassert>
#include <cstdio>
#include <cstdlib>

task<> f();
bool cond();

#define DIE(message) do { std::puts(message); std::exit(1); } while (false)
#define CHECK(c) if (!(c)) DIE(#c)
#define PANIC(message) (std::puts(message), std::abort())
#define NOTHING(...)
#define STRING(x) #x
#define RUN(statement) statement

task<> dies() {
  co_await f();
  DIE("broken"); // X: the expansion
  // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> checks() {
  co_await f();
  CHECK(cond()); // V: as a test framework does; possible
}
task<> argument() {
  co_await f();
  RUN(std::exit(0)); // X: the argument
  // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}

task<> asserts() {
  assert(cond()); // V: aborts
  co_await f();
}
task<> panics() {
  co_await f();
  if (cond())
    PANIC("broken"); // V: aborts
}
task<> nothing() {
  NOTHING(std::exit(0)); // V: expands to nothing
  std::puts(STRING(std::exit(0))); // V: a string
  co_await f();
}
void plain() {
  DIE("broken"); // V: not a coroutine
}
