// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Macros that return, or that seem to.
#include "../Inputs/user_task.h"
#include <cassert>
#include <cstdlib>
#include <stdexcept>

task<> f();
task<int> g();
bool cond();
void log(const char *);

#define CO_RETURN(value) co_return (value)
#define CO_RETURN_IF(c, value) if (c) co_return (value)
#define UNREACHABLE() (log("unreachable"), std::abort())
#define NOT_IMPLEMENTED() throw std::logic_error("not implemented")
#define AWAIT(t) co_await (t)
#define ASSERT_FALSE() assert(false)
#define BODY { co_await f(); }

task<int> conditional_macro() {
  CO_RETURN_IF(cond(), 1);
} // X: when the condition is false
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> awaits_only() {
  AWAIT(f());
} // X: no value
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> whole_body() BODY // X: the brace is the macro's
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> stub() {
  NOT_IMPLEMENTED(); // X: thrown at the call
  // expected-warning@-1 {{without a co_ keyword this is no coroutine: it throws when it is called, not when its task is awaited [coro-missing-co-return]}}
}

task<int> returns_by_macro() {
  AWAIT(f());
  CO_RETURN(1);
} // V: returns
task<int> ends_in_unreachable() {
  CO_RETURN_IF(cond(), 1);
  UNREACHABLE();
} // V: aborts
task<int> returns_after_all() {
  CO_RETURN_IF(cond(), 1);
  CO_RETURN(2);
} // V: returns
task<int> throws_in_a_coroutine() {
  AWAIT(f());
  NOT_IMPLEMENTED();
} // V: a coroutine that throws
task<> void_body() BODY // V: return_void
task<int> forwards() {
#ifdef OLD
  throw 1;
#else
  return g(); // V: what is compiled is a wrapper
#endif
}
