// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Combinators that give back the tasks they waited for. Seastar's when_all
// never fails: the failures stay in the futures it gives, and are lost with
// them. cppcoro's when_all_ready says in its name that it only waits.
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/seastar.h"
#include <exception>
#include <tuple>
#include <utility>
#include <vector>

using seastar::future;
future<> flush();
future<int> read(int n);
void log(std::exception_ptr e);

future<> seastar_dropped(std::vector<future<>> all) {
  co_await seastar::when_all(flush(), read(1));          // X: a failure of either is lost
  // expected-warning@-1 {{this co_await gives a 'std::tuple<seastar::future<>, seastar::future<int>>', whose tasks are dropped here; their exceptions are lost [coro-task-of-task]}}
  co_await seastar::when_all(all.begin(), all.end());    // X: a vector of futures
  // expected-warning@-1 {{this co_await gives a 'std::vector<seastar::future<>>', whose tasks are dropped here; their exceptions are lost [coro-task-of-task]}}
}
future<> seastar_kept_and_forgotten() {
  auto results = co_await seastar::when_all(flush(), read(1)); // X: nobody looks at them
  // expected-warning@-1 {{'results' holds tasks that came out of a co_await and are never awaited; their exceptions are lost [coro-task-of-task]}}
}
future<> seastar_looked_at(std::vector<future<>> all) {
  auto results = co_await seastar::when_all(all.begin(), all.end());
  for (auto &r : results)
    r.get();                                             // V: here it would throw
  auto [f, n] = co_await seastar::when_all(flush(), read(1));
  if (f.failed())
    log(f.get_exception());
  else
    f.ignore_ready_future();
  co_await std::move(n).discard_result();
}
future<> seastar_throws(std::vector<future<>> all) {
  co_await seastar::when_all_succeed(flush(), flush());  // V: throws what they threw
  (void)co_await seastar::when_all(flush(), flush());    // V: said aloud
}

cppcoro::task<> work();
cppcoro::task<int> answer();
cppcoro::task<cppcoro::task<int>> nested();
cppcoro::task<> cppcoro_dropped(std::vector<cppcoro::task<cppcoro::task<int>>> all) {
  co_await cppcoro::when_all(nested(), work()); // X: the inner task never ran
  // expected-warning@-1 {{this co_await gives a 'std::tuple<cppcoro::task<int>, std::monostate>', whose tasks are dropped here; their bodies never run [coro-task-of-task]}}
  co_await cppcoro::when_all(std::move(all));   // X: a vector of them
  // expected-warning@-1 {{this co_await gives a 'std::vector<cppcoro::task<int>>', whose tasks are dropped here; their bodies never run [coro-task-of-task]}}
}
cppcoro::task<> cppcoro_silent(std::vector<cppcoro::task<>> all) {
  co_await cppcoro::when_all(answer(), work());       // V: values
  co_await cppcoro::when_all_ready(work(), work());   // V: its tasks are done
  co_await cppcoro::when_all_ready(std::move(all));   // V: likewise
  auto [a, b] = co_await cppcoro::when_all_ready(answer(), work());
  int n = co_await a;                                 // V: takes the result
  auto [inner, none] = co_await cppcoro::when_all(nested(), work());
  n += co_await inner;
}

coro::task<> job();
coro::task<> libcoro_silent(std::vector<coro::task<>> all) {
  co_await coro::when_all(std::move(all)); // V: gives nothing
  co_await coro::when_all(job(), job());
}

folly::coro::Task<int> step();
folly::coro::Task<folly::coro::Task<int>> two_steps();
folly::coro::Task<> folly_tasks() {
  co_await folly::coro::collectAll(step(), step());      // V: values
  co_await folly::coro::collectAll(two_steps(), step()); // X: the inner task never ran
  // expected-warning@-1 {{this co_await gives a 'std::tuple<folly::coro::Task<int>, int>', whose tasks are dropped here; their bodies never run [coro-task-of-task]}}
  co_await folly::coro::co_invoke(two_steps);            // X: co_invoke awaits one layer
  // expected-warning@-1 {{this co_await gives another task, which is dropped here; its body never runs [coro-task-of-task]}}
  co_await co_await two_steps();
}
