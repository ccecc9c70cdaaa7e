// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The function may stand in a base of the promise, in a template, in a type
// named by coroutine_traits, or behind a macro.
#include <coroutine>
#include <exception>

struct base_that_drops {
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception() noexcept {} // X: inherited by a promise
  // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
};
struct from_a_base {
  struct promise_type : base_that_drops {
    from_a_base get_return_object();
    void return_void();
  };
};
template <class T> struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_value(T);
    void unhandled_exception() {} // X: once, whatever the instantiations
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
task<int> one() { co_return 1; }
task<long> two() { co_return co_await one(); }

struct plain {};
template <class... Args> struct std::coroutine_traits<plain, Args...> {
  struct promise_type {
    plain get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception() {} // X: a promise by coroutine_traits
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
};
plain run() { co_return; }

#define IGNORE_EXCEPTIONS void unhandled_exception() noexcept {}
struct by_a_macro {
  struct promise_type {
    by_a_macro get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    IGNORE_EXCEPTIONS // X: the expansion
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
};
struct dispatches {
  struct promise_type {
    dispatches get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    template <class = void> void unhandled_exception() {} // X: a template
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
};
dispatches use_it() { co_return; }

struct base_that_stores {
  std::exception_ptr error;
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception() noexcept { error = std::current_exception(); } // V: stored
};
struct from_a_good_base {
  struct promise_type : base_that_stores {
    from_a_good_base get_return_object();
    void return_void();
  };
};
struct calls_the_base {
  struct promise_type : base_that_stores {
    calls_the_base get_return_object();
    void return_void();
    void unhandled_exception() noexcept { base_that_stores::unhandled_exception(); } // V: handed on
  };
};
struct empty_base {
  void unhandled_exception() {} // V: no promise derives from it
  void return_void() {}
};
template <bool Rethrow> struct policy {
  struct promise_type {
    policy get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception() { // V: each branch handles it
      if constexpr (Rethrow)
        throw;
      else
        std::terminate();
    }
  };
};
policy<true> rethrowing() { co_return; }
policy<false> terminating() { co_return; }
struct caught_inside {
  struct promise_type {
    int code = 0;
    caught_inside get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception() noexcept { // V: turned into a code
      try {
        throw;
      } catch (int n) {
        code = n;
      } catch (...) {
        code = -1;
      }
    }
  };
};
