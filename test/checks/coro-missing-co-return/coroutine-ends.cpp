// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A coroutine that can flow off its end although its promise has no
// return_void: undefined behaviour. The finding stands at the closing brace.
// Case 30.
#include "../Inputs/user_task.h"
#include <cstdlib>
#include <exception>
#include <stdexcept>

task<> f();
task<int> g();
bool cond();
void log(int);
[[noreturn]] void fail();
enum class color { red, green, blue };

task<int> awaits_and_ends() {
  co_await f();
} // X: no value
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> returns_on_one_path(bool c) {
  co_await f();
  if (c)
    co_return 1;
} // X: when !c
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> loop_that_may_end() {
  while (cond()) {
    if (int n = co_await g())
      co_return n;
  }
} // X: when the loop ends
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> range_for_may_be_empty(const int (&values)[3]) {
  for (int v : values)
    if (v == co_await g())
      co_return v;
} // X: when none matches
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> endless_loop_with_a_break() {
  for (;;) {
    if (cond())
      break;
    co_await f();
  }
} // X: after the break
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> handler_ends(bool c) {
  try {
    co_return co_await g();
  } catch (const std::exception &) {
    log(1);
  }
} // X: after the handler
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> one_case_missing(color c) {
  co_await f();
  switch (c) {
  case color::red:
    co_return 1;
  case color::green:
    co_return 2;
  }
} // X: for blue
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> case_that_breaks(int n) {
  switch (n) {
  case 0:
    co_return 0;
  default:
    log(n);
    break;
  }
} // X: for others
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> value_computed_and_not_returned() {
  int sum = co_await g() + co_await g();
  log(sum);
} // X: co_return sum was meant
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}

task<int> returns() {
  co_return co_await g();
} // V: returns
task<int> returns_on_each_path(bool c) {
  if (c)
    co_return 1;
  else
    co_return co_await g();
} // V: on each path
task<int> loops_for_ever() {
  for (;;)
    co_await f();
} // V: never comes here
task<int> loops_while_true() {
  while (true) {
    if (int n = co_await g())
      co_return n;
  }
} // V: never comes here
task<int> do_while_true() {
  do {
    co_await f();
  } while (true);
} // V: never comes here
task<int> ends_in_a_throw(bool c) {
  co_await f();
  if (c)
    co_return 1;
  throw std::runtime_error("no");
} // V: throws
task<int> ends_in_noreturn(bool c) {
  if (c)
    co_return co_await g();
  fail();
} // V: fail does not return
task<int> ends_in_abort(bool c) {
  if (c)
    co_return co_await g();
  std::abort();
} // V: does not return
task<int> ends_in_unreachable(int n) {
  if (n >= 0)
    co_return co_await g();
  __builtin_unreachable();
} // V: said to be unreachable
task<int> every_enumerator(color c) {
  co_await f();
  switch (c) {
  case color::red:
    co_return 1;
  case color::green:
    co_return 2;
  case color::blue:
    co_return 3;
  }
} // V: each enumerator returns
task<int> a_default(int n) {
  switch (n) {
  case 0:
    co_return 0;
  default:
    co_return co_await g();
  }
} // V: the default returns
task<int> handler_returns() {
  try {
    co_return co_await g();
  } catch (...) {
    co_return -1;
  }
} // V: both return
task<int> handler_rethrows() {
  try {
    co_return co_await g();
  } catch (...) {
    log(1);
    throw;
  }
} // V: rethrows
task<int> constant_condition() {
  if (true)
    co_return co_await g();
} // V: always
task<> nothing_to_return() {
  co_await f();
} // V: return_void
task<int> declared_only(); // V: no body
task<int> block_ends_with_a_return() {
  {
    co_return co_await g();
  }
} // V: the inner block returns
