// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// stdexec: exec::task is a lazy coroutine type and a sender.
// library-senders.cpp has the senders that are no coroutines.
#include "../Inputs/stdexec.h"

exec::task<int> answer();
exec::task<void> work();
bool cond();
void use(int n);

exec::task<void> lost(stdexec::scheduler s) {
  answer();                  // X: lazy
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  work();                    // X: lazy
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = answer();         // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
  auto u = work();           // X: when cond() is false
  // expected-warning@-1 {{'u' holds a lazy task that is not awaited on every path; there, the body of 'work' never runs [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(u);
  cond() ? work() : work();  // X: either arm
  // expected-warning@-1 2 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}
void lost_in_a_plain_function() {
  work();                    // X: nothing connects it
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = answer();         // X: nor this
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
}

exec::task<int> awaited(stdexec::scheduler s) {
  int n = co_await answer();
  auto t = answer();
  co_await stdexec::schedule(s);
  n += co_await std::move(t);
  co_await stdexec::when_all(work(), answer());                    // V: adapted and awaited
  n += co_await stdexec::then(answer(), [](int m) { return m * 2; });
  n += co_await (answer() | stdexec::then([](int m) { return m + 1; }));
  n += co_await stdexec::starts_on(s, answer());
  co_return n;
}
exec::task<int> forwarded() { return answer(); }

int waited_for() {
  stdexec::sync_wait(work());                                      // V: waits
  auto t = answer();
  auto [n] = *stdexec::sync_wait(std::move(t));
  return n;
}
exec::task<void> spawned(exec::async_scope &scope, stdexec::scheduler s) {
  scope.spawn(work());                                             // V: the scope has it
  scope.spawn(stdexec::starts_on(s, work()));
  exec::start_detached(work());                                    // V: fire and forget, aloud
  stdexec::start_detached(stdexec::starts_on(s, work()));
  use(co_await scope.spawn_future(answer()));
  co_await scope.on_empty();
}
