// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// A handle kept in a local must be awaited, detached, cancelled or handed on
// before the local dies. The finding is at the variable.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include <future>
#include <utility>
#include <vector>

corun::task<> work();
corun::task<int> answer();
bool cond();
void take(corun::task_handle<> h);
void look(const corun::task_handle<> &h);
void log(bool);

corun::task<> never_used() {
  auto h = corun::create_task(work()); // X: never awaited
  // expected-warning@-1 {{'h' holds the handle of a task that nobody awaits; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  co_await work();
}
corun::task<> only_asked() {
  auto h = corun::create_task(work()); // X: asked, not awaited
  // expected-warning@-1 {{'h' holds the handle of a task that nobody awaits; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  log(h.done());
  co_return;
}
corun::task<> on_one_path() {
  auto h = corun::create_task(work()); // X: lost when cond() is false
  // expected-warning@-1 {{'h' holds the handle of a task that is not awaited on every path; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await h;
}
corun::task<> early_return() {
  auto h = corun::create_task(answer()); // X: lost by the co_return
  // expected-warning@-1 {{'h' holds the handle of a task that is not awaited on every path; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is true}}
    co_return;
  (void)co_await h;
}
corun::task<> overwritten() {
  auto h = corun::create_task(work());
  // expected-note@-1 {{the task is started here}}
  h = corun::create_task(work()); // X: the first handle is lost
  // expected-warning@-1 {{'h' is overwritten while it holds the handle of a task that nobody awaited; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  co_await h;
}
corun::task<> in_each_iteration(int n) {
  while (n-- > 0) {
    auto h = corun::create_task(work()); // X: dies at the end of the body
    // expected-warning@-1 {{'h' holds the handle of a task that nobody awaits; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  }
  co_return;
}
corun::task<> in_a_local_vector(int n) {
  std::vector<corun::task_handle<>> all; // X: filled, never looked at
  // expected-warning@-1 {{'all' holds the handles of tasks that nobody awaits; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  for (int i = 0; i < n; ++i)
    all.push_back(corun::create_task(work()));
  co_return;
}
corun::task<> one_of_two() {
  auto a = corun::create_task(work());
  auto b = corun::create_task(work()); // X: the second is forgotten
  // expected-warning@-1 {{'b' holds the handle of a task that nobody awaits; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  co_await a;
}
void in_a_plain_function() {
  auto h = corun::create_task(work()); // X: nobody can await it here
  // expected-warning@-1 {{'h' holds the handle of a task that nobody awaits; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
}
void a_future_never_asked(asio::io_context &io, asio::awaitable<int> a) {
  auto result = asio::co_spawn(io, std::move(a), asio::use_future); // X: its exception stays in the future
  // expected-warning@-1 {{'result' holds the handle of a task that nobody awaits; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  io.run();
}

corun::task<> awaited() {
  auto a = corun::create_task(work());
  auto b = corun::create_task(answer());
  log(a.done());
  co_await a;
  int n = co_await b;
  co_await a; // V: as often as one likes
  (void)n;
}
corun::task<> awaited_on_all_paths() {
  auto h = corun::create_task(work());
  if (cond()) {
    co_await h;
    co_return;
  }
  co_await h;
}
corun::task<> detached_or_cancelled() {
  auto a = corun::create_task(work());
  std::move(a).detach(); // V: aloud
  auto b = corun::create_task(work());
  b.cancel();            // V: not wanted any more
  auto c = corun::create_task(work());
  if (cond())
    co_await c;
  else
    std::move(c).detach();
}
corun::task<> handed_on(std::vector<corun::task_handle<>> &all) {
  auto a = corun::create_task(work());
  all.push_back(std::move(a)); // V: the caller's list
  auto b = corun::create_task(work());
  take(std::move(b));          // V: another function's
  auto c = corun::create_task(work());
  look(c);                     // V: a reference to what we don't see
  auto d = corun::create_task(work());
  auto wait = [d = std::move(d)]() -> corun::task<> { co_await d; };
  co_await wait();
  [[maybe_unused]] auto e = corun::create_task(work()); // V: said aloud
}
corun::task<> drained(int n) {
  std::vector<corun::task_handle<>> all;
  for (int i = 0; i < n; ++i)
    all.push_back(corun::create_task(work()));
  for (auto &h : all)
    co_await h; // V: every one of them
}
corun::task_handle<> returned() {
  auto h = corun::create_task(work());
  log(h.done());
  return h;
}
struct owner {
  corun::task_handle<> running;
  void restart() {
    auto h = corun::create_task(work());
    running = std::move(h); // V: a member's
  }
};
int a_future_asked(asio::io_context &io, asio::awaitable<int> a) {
  auto result = asio::co_spawn(io, std::move(a), asio::use_future);
  io.run();
  return result.get(); // V: here it would throw
}
