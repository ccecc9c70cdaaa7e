// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Coroutines that never suspend, because somebody else's signature asks for a
// coroutine. Case 65.
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/sync_generator.h"
#include "../Inputs/user_task.h"
#include <functional>
#include <map>
#include <stdexcept>
#include <string>

corun::task<> step();
void log(const char *);
struct not_implemented {};

struct store {
  virtual ~store();
  virtual corun::task<int> get(int key) = 0;          // V: pure
  virtual corun::task<> flush() { co_return; }        // V: a default that others override
  virtual corun::task<int> size() { co_return 0; }    // V: likewise
};
struct memory_store : store {
  corun::task<int> get(int key) override { co_return values[key]; }  // V: an override
  corun::task<> flush() final { co_return; }                         // V: likewise
  std::map<int, int> values;
};

using handler = corun::task<int> (*)(int);
void route(const char *path, handler h);
void on_close(std::function<task<>()> fn);
corun::task<int> ping(int) { co_return 200; } // V: used as a function pointer
corun::task<int> health(int) { co_return 200; } // V: likewise
task<> ignore() { co_return; } // V: given to a std::function
void set_up() {
  route("/ping", ping);
  route("/health", &health);
  on_close(ignore);
  on_close([]() -> task<> { co_return; }); // V: given to a std::function
}
const std::map<std::string, handler> table = {{"ping", ping}};

template <class F> corun::task<> each(F f) { co_await f(1); }
corun::task<> passes_a_lambda() {
  co_await each([](int n) -> corun::task<int> { co_return n; }); // V: a callback
}

corun::task<int> stub() { // V: a stub
  throw not_implemented();
  co_return 0;
}
corun::task<> stub_with_text() { // V: a stub
  throw std::logic_error("not implemented");
  co_return;
}
pull::generator<int> numbers(int n) { // V: a generator
  for (int i = 0; i < n; ++i)
    co_yield i;
}
cppcoro::generator<int> nothing() { co_return; } // V: a generator without elements

#define HANDLER(name) corun::task<int> name(int code) { co_return code; }
HANDLER(made_by_a_macro) // V: the macro's signature
#define TEST_CASE(name) corun::task<> name()
TEST_CASE(does_nothing) { co_return; } // V: likewise
