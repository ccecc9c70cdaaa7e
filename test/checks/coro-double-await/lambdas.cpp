// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lambda coroutines, and lambdas in coroutines: a body is a function of its
// own.
#include "../Inputs/user_task.h"
#include <utility>

task<> f();
task<int> g();
void on_close(task<> (*callback)());

auto lambda_awaits_twice = []() -> task<> {
  auto t = f();
  co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  co_await std::move(t); // X: in a lambda
  // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
};
task<> parameter_of_a_lambda() {
  auto run = [](task<> t) -> task<> {
    co_await std::move(t);
    // expected-note@-1 {{awaited here before}}
    co_await std::move(t); // X: its parameter
    // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
  };
  co_await run(f());
}
task<> capture_of_a_lambda() {
  auto run = [t = f()]() mutable -> task<> {
    co_await std::move(t);
    // expected-note@-1 {{awaited here before}}
    co_await std::move(t); // X: its capture
    // expected-warning@-1 {{'t' is awaited a second time; its coroutine has already run [coro-double-await]}}
  };
  co_await run();
}
task<> moved_into_a_capture() {
  auto t = f();
  auto run = [u = std::move(t)]() mutable -> task<> { co_await std::move(u); };
  // expected-note@-1 {{moved away here}}
  co_await std::move(t); // X: the closure has it
  // expected-warning@-1 {{'t' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
  co_await run();
}

task<> same_name_in_lambda() {
  auto t = f();
  auto run = []() -> task<> {
    auto t = f();
    co_await std::move(t); // V: the lambda's own t
  };
  co_await std::move(t); // V: the outer one, once
  co_await run();
}
task<> captured_and_awaited_there() {
  auto t = f();
  auto run = [t = std::move(t)]() mutable -> task<> {
    co_await std::move(t); // V: moved into the closure, awaited there
  };
  co_await run();
}
task<> awaited_by_reference_in_the_lambda() {
  auto t = f();
  auto run = [&]() -> task<> { co_await std::move(t); }; // V: only here
  co_await run();
}
task<> defined_and_never_called() {
  auto t = f();
  auto fallback = [&]() -> task<> { co_await std::move(t); };
  co_await std::move(t); // V: fallback is not called
}
task<> each_call_has_its_own() {
  auto run = [](task<int> t) -> task<int> { co_return co_await std::move(t); };
  co_await run(g());
  co_await run(g()); // V: another task
}
