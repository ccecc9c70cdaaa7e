// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libunifex: a lazy task that is a sender. library-senders.cpp has the
// senders that are no coroutines.
#include "../Inputs/unifex.h"

using unifex::task;
using namespace std::chrono_literals;
task<int> answer();
task<void> work();
bool cond();
void use(int n);

task<void> lost() {
  answer();                 // X: lazy
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  work();                   // X: lazy
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = answer();        // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
  auto u = work();          // X: when cond() is false
  // expected-warning@-1 {{'u' holds a lazy task that is not awaited on every path; there, the body of 'work' never runs [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(u);
}
void lost_in_a_plain_function() {
  work();                   // X: nothing connects it
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  []() -> task<void> { co_await work(); }(); // X: nor this
  // expected-warning@-1 {{this lambda returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}
task<void> many(int n) {
  std::optional<task<void>> last;
  for (int i = 0; i < n; ++i)
    if (cond())
      last.emplace(work()); // X: drops the one before
      // expected-warning@-1 {{'last' is overwritten while it holds tasks that were never awaited; their bodies never run [coro-unawaited-task]}}
      // expected-note@-2 {{the task is made here}}
  if (last)
    co_await *std::move(last);
}

task<int> awaited(unifex::scheduler s, unifex::async_mutex &m) {
  int n = co_await answer();
  co_await work();
  auto t = answer();
  co_await unifex::schedule(s);
  n += co_await std::move(t);
  co_await unifex::when_all(work(), answer());      // V: adapted and awaited
  n += co_await unifex::then(answer(), [](int m) { return m * 2; });
  n += co_await unifex::on(s, answer());
  co_await m.async_lock();
  m.unlock();
  co_await unifex::schedule_after(s, 1ms);
  co_return n;
}
task<int> forwarded() { return answer(); }
task<int> forwarded_local() {
  auto t = answer();
  use(1);
  return t;
}

int waited_for(unifex::scheduler s) {
  unifex::sync_wait(work());                        // V: waits
  auto t = answer();
  auto n = unifex::sync_wait(std::move(t));
  return *n + *unifex::sync_wait(unifex::on(s, answer()));
}
task<void> spawned(unifex::async_scope &scope) {
  unifex::spawn_detached(work(), scope);            // V: the scope has it
  scope.detached_spawn(work());                     // V: likewise
  auto f = unifex::spawn_future(answer(), scope);
  use(co_await std::move(f));
  co_await scope.cleanup();
}
