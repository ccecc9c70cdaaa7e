// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A promise whose unhandled_exception does nothing: the exception is gone, the
// coroutine looks finished. The finding stands at the function.
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <utility>
#include <variant>

void report(std::exception_ptr e);
struct void_base {
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void return_void();
};

struct drops {
  struct promise_type : void_base {
    drops get_return_object();
    void unhandled_exception() {} // X: empty
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
};
struct drops_noexcept {
  struct promise_type : void_base {
    drops_noexcept get_return_object();
    void unhandled_exception() noexcept {} // X: empty
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
};
struct drops_with_a_comment {
  struct promise_type : void_base {
    drops_with_a_comment get_return_object();
    void unhandled_exception() noexcept { // X: a comment handles nothing
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
      // TODO: handle errors
    }
  };
};
struct drops_by_return {
  struct promise_type : void_base {
    drops_by_return get_return_object();
    void unhandled_exception() { return; } // X: as empty
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
};
struct drops_by_a_null_statement {
  struct promise_type : void_base {
    drops_by_a_null_statement get_return_object();
    void unhandled_exception() {;} // X: as empty
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
};
struct drops_out_of_line {
  struct promise_type : void_base {
    drops_out_of_line get_return_object();
    void unhandled_exception();
  };
};
void drops_out_of_line::promise_type::unhandled_exception() {} // X: the definition
// expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
struct detached_and_silent {
  struct promise_type {
    detached_and_silent get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {} // X: nobody else can see it
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
};
struct generator {
  struct promise_type {
    generator get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(int);
    void return_void() {}
    void unhandled_exception() {} // X: the loop just ends
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
};
struct static_function {
  struct promise_type : void_base {
    static_function get_return_object();
    static void unhandled_exception() noexcept {} // X: static or not
    // expected-warning@-1 {{an exception that leaves a coroutine of this promise ends here, unseen; its awaiter goes on as if all were well [coro-lost-exception]}}
  };
};

struct stores {
  struct promise_type : void_base {
    std::exception_ptr error;
    stores get_return_object();
    void unhandled_exception() noexcept { error = std::current_exception(); } // V: stored
  };
};
struct stores_in_a_variant {
  struct promise_type : void_base {
    std::variant<std::monostate, int, std::exception_ptr> result;
    stores_in_a_variant get_return_object();
    void unhandled_exception() noexcept { result.emplace<2>(std::current_exception()); } // V: stored
  };
};
struct rethrows {
  struct promise_type : void_base {
    rethrows get_return_object();
    void unhandled_exception() { throw; } // V: to whoever resumed
  };
};
struct terminates {
  struct promise_type : void_base {
    terminates get_return_object();
    void unhandled_exception() noexcept { std::terminate(); } // V: not lost
  };
};
struct aborts {
  struct promise_type : void_base {
    aborts get_return_object();
    [[noreturn]] void unhandled_exception() noexcept { std::abort(); } // V: not lost
  };
};
struct reports {
  struct promise_type : void_base {
    reports get_return_object();
    void unhandled_exception() { report(std::current_exception()); } // V: reported
  };
};
struct logs {
  struct promise_type : void_base {
    logs get_return_object();
    void unhandled_exception() { std::puts("a coroutine failed"); } // V: said
  };
};
struct sets_a_flag {
  struct promise_type : void_base {
    bool failed = false;
    sets_a_flag get_return_object();
    void unhandled_exception() noexcept { failed = true; } // V: its owner may ask
  };
};
struct declares {
  struct promise_type : void_base {
    declares get_return_object();
    void unhandled_exception(); // V: its body is elsewhere
  };
};
struct not_a_promise {
  void unhandled_exception() {} // V: no promise type
};
struct handler {
  virtual ~handler();
  virtual void unhandled_exception() {} // V: a hook of an application
};
