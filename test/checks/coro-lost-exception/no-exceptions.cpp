// RUN: %check_coro %s -- -std=c++20 -fno-exceptions
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Without exceptions unhandled_exception is never called: empty is right.
#include <coroutine>

struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception() {} // V: no exceptions
  };
};
struct generator {
  struct promise_type {
    generator get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(int);
    void return_void();
    void unhandled_exception() noexcept {} // V: no exceptions
  };
};
template <class T> struct value_task {
  struct promise_type {
    value_task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_value(T);
    void unhandled_exception() noexcept {} // V: no exceptions
  };
};
task run() { co_return; }
value_task<int> compute() { co_return 1; }
generator count() { co_yield 1; }
