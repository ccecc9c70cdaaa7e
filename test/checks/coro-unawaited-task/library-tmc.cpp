// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TooManyCooks: a lazy task; spawn wraps it and starts nothing until it is
// awaited, forked or detached; a fork runs and must still be awaited.
#include "../Inputs/tmc.h"

tmc::task<int> answer();
tmc::task<void> work();
bool cond();
void use(int n);

tmc::task<void> lost(tmc::ex_any *ex) {
  answer();                                 // X: lazy
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  work().resume_on(ex);                     // X: configured, not submitted
  // expected-warning@-1 {{'task::resume_on' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  tmc::spawn(work());                       // X: wrapped, not submitted
  // expected-warning@-1 {{'spawn' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  tmc::spawn(work()).with_priority(1);      // X: configured, not submitted
  // expected-warning@-1 {{'aw_spawn::with_priority' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  tmc::spawn(work()).run_on(ex).resume_on(ex); // X: likewise
  // expected-warning@-1 {{'aw_spawn::resume_on' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  tmc::spawn(answer()).fork();              // X: runs, not joined
  // expected-warning@-1 {{'aw_spawn::fork' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  tmc::spawn(answer()).run_early();         // X: its older name
  // expected-warning@-1 {{'aw_spawn::run_early' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  tmc::spawn_tuple(work(), answer());       // X: wrapped, not submitted
  // expected-warning@-1 {{'spawn_tuple' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  tmc::yield();                             // X: does not yield
  // expected-warning@-1 {{'yield' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  auto t = answer();                        // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
  auto s = tmc::spawn(answer());            // X: never submitted
  // expected-warning@-1 {{'s' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  auto f = tmc::spawn(answer()).fork();     // X: destroyed while it runs
  // expected-warning@-1 {{'f' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  std::vector<tmc::task<void>> all;         // X: never spawned
  // expected-warning@-1 {{'all' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  all.push_back(work());
  co_return;
}
tmc::task<void> fork_on_one_path() {
  auto f = tmc::spawn(answer()).fork();     // X: when cond() is false
  // expected-warning@-1 {{'f' holds an awaitable that is not awaited on every path; there, its result and exception are lost [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    use(co_await std::move(f));
}
void lost_in_a_plain_function() {
  work();                                   // X: nothing submits it
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}

tmc::task<int> awaited(tmc::ex_any *ex) {
  int n = co_await answer();
  co_await work().resume_on(ex);
  co_await tmc::spawn(work()).with_priority(1);
  n += co_await tmc::spawn(answer()).run_on(ex);
  auto f = tmc::spawn(answer()).fork();
  co_await work();
  n += co_await std::move(f);               // V: joined later
  auto e = tmc::spawn(answer()).run_early();
  n += co_await std::move(e);
  auto [a, b] = co_await tmc::spawn_tuple(answer(), answer());
  std::vector<tmc::task<int>> all;
  all.push_back(answer());
  auto results = co_await tmc::spawn_many(std::move(all));
  co_await tmc::yield();
  auto t = answer();
  t.resume_on(ex);                          // V: configures the local, awaited below
  n += co_await std::move(t);
  auto s = tmc::spawn(work());
  s.with_priority(2);
  co_await std::move(s);
  co_return n + a + b + int(results.size());
}
tmc::task<void> detached() {
  tmc::spawn(work()).detach();              // V: submitted, forgotten aloud
  tmc::spawn(work()).with_priority(1).detach();
  auto s = tmc::spawn(work());
  s.detach();
  std::vector<tmc::task<void>> all;
  all.push_back(work());
  tmc::spawn_many(std::move(all)).detach();
  co_return;
}
tmc::task<int> forwarded() { return answer(); }

int submitted() {
  tmc::post(tmc::cpu_executor(), work());   // V: submitted
  tmc::post(tmc::cpu_executor(), [] { use(1); });
  auto t = work();
  tmc::post(tmc::cpu_executor(), std::move(t), 1);
  int n = tmc::post_waitable(tmc::cpu_executor(), answer()).get();
  return n + tmc::async_main([]() -> tmc::task<int> { co_return co_await answer(); }());
}
