// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that returns a task but has no co_await, co_return or co_yield is
// an ordinary function: what it throws leaves at the call, before anything is
// awaited, and flowing off its end is undefined behaviour. Case 31.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

task<> f();
task<int> g();
task<int> parse(std::string s);
bool cond();
void log(const char *);
[[noreturn]] void fail(const char *);
struct not_implemented {};

task<int> only_throws() {
  throw std::runtime_error("not today"); // X: thrown at the call, not at the await
  // expected-warning@-1 {{without a co_ keyword this is no coroutine: it throws when it is called, not when its task is awaited [coro-missing-co-return]}}
}
task<> only_throws_after_a_log() {
  log("no");
  throw std::runtime_error("no"); // X: likewise
  // expected-warning@-1 {{without a co_ keyword this is no coroutine: it throws when it is called, not when its task is awaited [coro-missing-co-return]}}
}
task<int> stub() { throw not_implemented(); } // X: likewise
// expected-warning@-1 {{without a co_ keyword this is no coroutine: it throws when it is called, not when its task is awaited [coro-missing-co-return]}}
task<> empty_body() {
} // X: flows off the end
// expected-warning@-1 {{this function promises a task and flows off its end; without a co_return it is no coroutine, and this is undefined behaviour [coro-missing-co-return]}}
task<> forgot_that_it_is_a_coroutine() {
  log("done");
} // X: a co_return is missing
// expected-warning@-1 {{this function promises a task and flows off its end; without a co_return it is no coroutine, and this is undefined behaviour [coro-missing-co-return]}}
task<int> returns_on_one_path(bool c) {
  if (c)
    return g();
} // X: when !c
// expected-warning@-1 {{this function promises a task and flows off its end; without a co_return it is no coroutine, and this is undefined behaviour [coro-missing-co-return]}}
task<> task_made_and_not_returned() {
  auto t = f();
  log("made");
} // X: flows off the end
// expected-warning@-1 {{this function promises a task and flows off its end; without a co_return it is no coroutine, and this is undefined behaviour [coro-missing-co-return]}}
detached forgets() {
  log("go");
} // X: flows off the end
// expected-warning@-1 {{this function promises a task and flows off its end; without a co_return it is no coroutine, and this is undefined behaviour [coro-missing-co-return]}}
struct base {
  virtual ~base();
  virtual task<> on_close() {
  } // X: an override that calls it gets no task
  // expected-warning@-1 {{this function promises a task and flows off its end; without a co_return it is no coroutine, and this is undefined behaviour [coro-missing-co-return]}}
  virtual task<int> on_data() = 0; // V: pure
};
struct derived : base {
  task<> on_close() override {
    log("closed");
  } // X: flows off the end
  // expected-warning@-1 {{this function promises a task and flows off its end; without a co_return it is no coroutine, and this is undefined behaviour [coro-missing-co-return]}}
  task<int> on_data() override {
    throw not_implemented(); // X: thrown at the call
    // expected-warning@-1 {{without a co_ keyword this is no coroutine: it throws when it is called, not when its task is awaited [coro-missing-co-return]}}
  }
};

task<int> forwards() { return g(); } // V: a wrapper
task<int> forwards_moved(std::string s) { return parse(std::move(s)); } // V: a wrapper
task<int> validates(std::string s) {
  if (s.empty())
    throw std::invalid_argument("empty"); // V: a wrapper that checks its argument
  return parse(std::move(s));
}
task<int> chooses(bool c) { return c ? g() : parse("1"); } // V: a wrapper
task<int> chooses_or_fails(int n) {
  switch (n) {
  case 0:
    return g();
  case 1:
    return parse("1");
  default:
    throw std::out_of_range("n"); // V: checks its argument
  }
}
[[clang::coro_wrapper]] task<int> marked() {
  throw std::runtime_error("no"); // V: said to be a wrapper
}
task<int> throws_as_a_coroutine() {
  throw std::runtime_error("no"); // V: a coroutine: thrown at the await
  co_return 0;
}
task<> empty_coroutine() { co_return; } // V: a coroutine
task<int> never_returns() { fail("no"); } // V: fail does not return
task<int> aborts() { std::abort(); } // V: does not return
task<int> declared(); // V: no body
task<int> deleted() = delete; // V: deleted
auto deduced() { return g(); } // V: a wrapper
struct movable {
  movable(movable &&) = default; // V: no task
  task<> self() { return f(); } // V: a wrapper
  task<> member = f();
  task<> &reference() { return member; } // V: returns a reference
  task<> *pointer() { throw std::runtime_error("none"); } // V: returns a pointer
  std::unique_ptr<task<>> owner() { throw std::runtime_error("none"); } // V: not a task
};
task<int> loops(int n) {
  while (true) {
    if (n-- == 0)
      return g();
  }
} // V: never comes here
int plain(bool c) {
  if (c)
    return 1;
} // V: no task: the compiler's own warning
[[noreturn]] void refuses() { throw std::runtime_error("no"); } // V: no task
