// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles in classes of the user's, and by the names of bindings.
#include "../Inputs/corun.h"
#include <string>
#include <utility>

corun::task<> work();
struct cancels {
  corun::task_handle<> h;
  ~cancels() { h.cancel(); }
};
struct named {
  std::string name;
  corun::task_handle<> h;
};

corun::task<> guarded() {
  cancels guard{corun::create_task(work())}; // V: its destructor looks after it
  co_await work();
}
corun::task<> bound() {
  named j{"a", corun::create_task(work())};
  auto &[n, h] = j;
  co_await h; // V: awaited by its name
}
corun::task<> bound_to_a_temporary() {
  auto [n, h] = named{"a", corun::create_task(work())};
  co_await h; // V: likewise
}
corun::task<> bound_pair() {
  std::pair<int, corun::task_handle<>> p{1, corun::create_task(work())};
  auto &[n, h] = p;
  co_await h; // V: likewise
}
corun::task<> never() {
  auto [n, h] = named{"a", corun::create_task(work())}; // X: h
  // expected-warning@-1 {{'h' holds the handle of a task that nobody awaits; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  co_await work();
}
