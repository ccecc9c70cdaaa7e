// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lambdas: coroutines of their own.
#include "../Inputs/user_task.h"
#include <functional>
#include <stdexcept>

task<> f();
task<int> g();
bool cond();
void log(const char *);

auto lambda = []() -> task<int> {
  co_await f();
}; // X: no value
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<> inner_lambda() {
  auto ask = [](bool c) -> task<int> {
    co_await f();
    if (c)
      co_return 1;
  }; // X: when !c
  // expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
  co_await ask(cond());
}
auto plain_lambda = []() -> task<> {
  log("done");
}; // X: not a coroutine, flows off the end
// expected-warning@-1 {{this function promises a task and flows off its end; without a co_return it is no coroutine, and this is undefined behaviour [coro-missing-co-return]}}
auto throwing_lambda = []() -> task<int> {
  throw std::runtime_error("no"); // X: not a coroutine, thrown at the call
  // expected-warning@-1 {{without a co_ keyword this is no coroutine: it throws when it is called, not when its task is awaited [coro-missing-co-return]}}
};
std::function<task<int>(bool)> handler = [](bool c) -> task<int> {
  if (c)
    co_return co_await g();
}; // X: when !c
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<int> outer_has_only_a_lambda() {
  auto run = []() -> task<int> { co_return 1; };
} // X: the lambda's co_return is not the function's
// expected-warning@-1 {{this function promises a task and flows off its end; without a co_return it is no coroutine, and this is undefined behaviour [coro-missing-co-return]}}

auto returning = []() -> task<int> {
  co_return co_await g();
}; // V: returns
auto nothing_to_return = []() -> task<> {
  co_await f();
}; // V: return_void
auto endless = []() -> task<int> {
  for (;;)
    co_await f();
}; // V: never comes here
auto forwarding = [] { return g(); }; // V: a wrapper
auto forwarding_with_a_check = [](bool c) -> task<int> {
  if (!c)
    throw std::invalid_argument("c"); // V: a wrapper that checks
  return g();
};
auto generic = [](auto fn) -> task<int> { co_return co_await fn(); }; // V: returns
task<int> uses_a_void_lambda() {
  auto step = []() -> task<> { co_await f(); }; // V: return_void
  co_await step();
  co_return 1;
} // V: returns
auto not_a_task = []() -> int {
  throw 1; // V: returns no task
};
