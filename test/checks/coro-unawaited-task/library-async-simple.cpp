// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// async_simple: a lazy Lazy that is awaited, started with a callback, waited
// for, or bound to an executor by via, which starts nothing.
#include "../Inputs/async_simple.h"

using namespace async_simple;
using namespace async_simple::coro;
using namespace std::chrono_literals;
Lazy<int> answer();
Lazy<> work();
void log(std::exception_ptr e);
bool cond();

Lazy<> lost(Executor *ex, Mutex &m) {
  answer();                           // X: lazy
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  coro::sleep(1s);                    // X: no pause is made
  // expected-warning@-1 {{'sleep' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  work().via(ex);                     // X: bound, not started
  // expected-warning@-1 {{'Lazy::via' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  work().setEx(ex);                   // X: likewise
  // expected-warning@-1 {{'Lazy::setEx' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  collectAll(answer(), answer());     // X: lazy itself
  // expected-warning@-1 {{'collectAll' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto bound = work().via(ex);        // X: bound, kept, not started
  // expected-warning@-1 {{'bound' holds a lazy task that is never awaited; the body of 'Lazy::via' never runs [coro-unawaited-task]}}
  auto t = answer();                  // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
  auto lock = m.coScopedLock();       // X: the task of a lock
  // expected-warning@-1 {{'lock' holds a lazy task that is never awaited; the body of 'Mutex::coScopedLock' never runs [coro-unawaited-task]}}
  answer().coAwaitTry();              // X: an awaiter, dropped
  // expected-warning@-1 {{'LazyBase::coAwaitTry' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  std::vector<Lazy<int>> all;         // X: never collected
  // expected-warning@-1 {{'all' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  all.push_back(answer());
  std::vector<RescheduleLazy<int>> parallel;
  parallel.push_back(answer().via(ex));
  collectAllPara(std::move(parallel)); // X: collected, not awaited
  // expected-warning@-1 {{'collectAllPara' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}
Lazy<> on_one_path() {
  auto t = work(); // X: when cond() is false
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'work' never runs [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(t);
}
void lost_in_a_plain_function(Executor *ex) {
  work();                    // X: nothing starts it
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  answer().via(ex);          // X: nor this
  // expected-warning@-1 {{'Lazy::via' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto closure = []() -> Lazy<> { co_await work(); };
  closure();                 // X: calling it only makes the Lazy
  // expected-warning@-1 {{this lambda returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}

Lazy<> awaited(Executor *ex, Mutex &m) {
  int n = co_await answer();
  co_await coro::sleep(1s);
  co_await Yield{};
  auto *here = co_await CurrentExecutor{};
  Try<int> result = co_await answer().coAwaitTry();
  auto [a, b] = co_await collectAll(answer(), answer());
  std::vector<Lazy<int>> all;
  for (int i = 0; i < n; ++i)
    all.push_back(answer());
  auto results = co_await collectAll(std::move(all));
  std::vector<RescheduleLazy<int>> parallel;
  parallel.push_back(answer().via(ex));
  co_await collectAllPara(std::move(parallel));
  auto t = answer();
  n += co_await std::move(t);
  auto lock = co_await m.coScopedLock();
  co_await m.coLock();
  m.unlock();
  (void)here;
}
Lazy<int> first_of(std::vector<Lazy<int>> all) {
  auto any = co_await collectAny(std::move(all));
  co_return std::move(any._value).value();
}

void started(Executor *ex) {
  answer().start([](Try<int> &&t) { // V: started, with a callback
    if (t.hasError())
      log(t.getException());
  });
  work().via(ex).start([](auto &&) {});         // V: on the executor
  work().directlyStart([](auto &&) {}, ex);     // V: likewise
  work().via(ex).detach();                      // V: fire and forget, aloud
  auto bound = answer().via(ex);
  bound.start([](auto &&) {});                  // V: the local is started
  []() -> DetachedCoroutine { co_await work(); }(); // V: detached
}
int waited_for(Executor *ex) {
  syncAwait(work());
  int n = syncAwait(answer().via(ex));
  auto t = answer();
  return n + syncAwait(std::move(t), ex);
}
Lazy<int> forwarded() { return answer(); }
RescheduleLazy<int> forwarded_on(Executor *ex) { return answer().via(ex); }
