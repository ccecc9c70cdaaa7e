// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Standard algorithms and threads call a callable and look at no result that
// is a task; those that give the result back do not lose it.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <algorithm>
#include <functional>
#include <future>
#include <iterator>
#include <mutex>
#include <numeric>
#include <thread>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

task<> f();
task<> save(int n);
void log(int n);
void run(task<> t);

void lost_by_algorithms(std::vector<int> &v) {
  std::for_each(v.begin(), v.end(), [](int n) -> task<> { co_await save(n); }); // X: every element's task
  // expected-warning@-1 {{this callable returns a task, which 'std::for_each' throws away; its body never runs [coro-void-callback]}}
  std::for_each(v.begin(), v.end(), save); // X: by name
  // expected-warning@-1 {{this callable returns a task, which 'std::for_each' throws away; its body never runs [coro-void-callback]}}
  std::for_each(
      v.begin(), v.end(),
      [](int n) { return save(n); }); // X: returns the task
      // expected-warning@-1 {{this callable returns a task, which 'std::for_each' throws away; its body never runs [coro-void-callback]}}
  std::for_each_n(v.begin(), 3, [](int n) -> task<> { co_await save(n); }); // X: likewise
  // expected-warning@-1 {{this callable returns a task, which 'std::for_each_n' throws away; its body never runs [coro-void-callback]}}
  std::ranges::for_each(v, [](int n) -> task<> { co_await save(n); });      // X: ranges
  // expected-warning@-1 {{this callable returns a task, which 'std::ranges::__for_each_fn::operator()' throws away; its body never runs [coro-void-callback]}}
}

void lost_by_threads() {
  std::thread a([]() -> task<> { co_await f(); }); // X: the thread drops it
  // expected-warning@-1 {{this callable returns a task, which 'std::thread' throws away; its body never runs [coro-void-callback]}}
  std::thread b(f);                                // X: a function
  // expected-warning@-1 {{this callable returns a task, which 'std::thread' throws away; its body never runs [coro-void-callback]}}
  std::thread c(save, 1);                          // X: with arguments
  // expected-warning@-1 {{this callable returns a task, which 'std::thread' throws away; its body never runs [coro-void-callback]}}
  std::jthread d([]() -> task<> { co_await f(); }); // X: jthread
  // expected-warning@-1 {{this callable returns a task, which 'std::jthread' throws away; its body never runs [coro-void-callback]}}
  std::vector<std::thread> pool;
  pool.emplace_back([]() -> task<> { co_await f(); }); // X: made in place
  // expected-warning@-1 {{this callable returns a task, which a 'std::thread' throws away; its body never runs [coro-void-callback]}}
  a.join();
  b.join();
  c.join();
}

void lost_once() {
  static std::once_flag once;
  std::call_once(once, []() -> task<> { co_await f(); }); // X: call_once looks at no result
  // expected-warning@-1 {{this callable returns a task, which 'std::call_once' throws away; its body never runs [coro-void-callback]}}
  std::call_once(once, f);                                // X: nor here
  // expected-warning@-1 {{this callable returns a task, which 'std::call_once' throws away; its body never runs [coro-void-callback]}}
}

corun::task<> work();
corun::task<> lost_in_a_coroutine(std::vector<int> v) {
  std::for_each(v.begin(), v.end(), [](int) -> corun::task<> { co_await work(); }); // X: co_await cannot be meant there
  // expected-warning@-1 {{this callable returns a task, which 'std::for_each' throws away; its body never runs [coro-void-callback]}}
  co_await work();
}

task<> silent_algorithms(std::vector<int> &v) {
  std::for_each(v.begin(), v.end(), [](int n) { log(n); });
  std::for_each(v.begin(), v.end(), log);
  std::for_each(v.begin(), v.end(), [](int n) { run(save(n)); });           // V: waited for
  std::for_each(v.begin(), v.end(), [](int n) -> detached { co_await save(n); }); // V: detached
  std::vector<task<>> all;
  std::transform(v.begin(), v.end(), std::back_inserter(all), save);        // V: collected
  std::transform(v.begin(), v.end(), std::back_inserter(all),
                 [](int n) -> task<> { co_await save(n); });                // V: collected
  std::generate_n(std::back_inserter(all), 2, [] { return f(); });          // V: stored
  for (auto &t : all)
    co_await std::move(t);
  for (int n : v)
    co_await save(n);
}

task<> silent_calls() {
  co_await std::invoke(save, 1);                                        // V: given back
  co_await std::apply([](int n) { return save(n); }, std::tuple{1});    // V: given back
  std::variant<int, long> either = 1;
  co_await std::visit([](auto n) { return save(n); }, either);          // V: given back
}

void silent_threads() {
  std::thread a([] { run(f()); });                 // V: waits in the thread
  std::thread b([] { corun::run(work()); });
  std::jthread c([](std::stop_token) { log(1); });
  auto future = std::async([] { return f(); });    // V: the future holds the task
  run(future.get());
  std::packaged_task<task<>()> package(f);         // V: likewise
  a.join();
  b.join();
}
