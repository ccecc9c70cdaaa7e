// RUN: %check_coro %s
//
// cppcoro: lazy tasks, awaitable as lvalues too; operations; a thread pool.
#include "../Inputs/cppcoro.h"

using cppcoro::task;
task<int> answer();
task<> work();
cppcoro::shared_task<int> shared();
cppcoro::generator<int> numbers();
bool cond();

task<> lost(cppcoro::static_thread_pool &pool, cppcoro::async_mutex &m,
            cppcoro::async_scope &scope) {
  answer();                                 // X: lazy
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  shared();                                 // X: lazy
  // expected-warning@-1 {{'shared' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = work();                          // X: never used
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'work' never runs [coro-unawaited-task]}}
  answer().when_ready();                    // X: the awaiter of a task that is gone
  // expected-warning@-1 {{'task::when_ready' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  cppcoro::when_all(answer(), answer());    // X: lazy itself
  // expected-warning@-1 {{'when_all' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  cppcoro::when_all_ready(work(), work());  // X: lazy itself
  // expected-warning@-1 {{'when_all_ready' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  cppcoro::schedule_on(pool, work());       // X: still a task
  // expected-warning@-1 {{'schedule_on' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  pool.schedule();                          // X: no switch happens
  // expected-warning@-1 {{'static_thread_pool::schedule' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  m.lock_async();                           // X: nothing is locked
  // expected-warning@-1 {{'async_mutex::lock_async' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  auto lock = m.scoped_lock_async();        // X: nothing is locked
  // expected-warning@-1 {{'lock' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  scope.join();                             // X: nobody waits for the scope
  // expected-warning@-1 {{'async_scope::join' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  auto u = answer(); // X: asked, but not awaited
  // expected-warning@-1 {{'u' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
  if (u.is_ready())
    cond();
  co_return;
}

task<> awaited(cppcoro::static_thread_pool &pool, cppcoro::async_mutex &m,
               cppcoro::async_scope &scope) {
  auto t = answer();
  int n = co_await t; // V: as an lvalue
  auto u = work();
  co_await u.when_ready(); // V: awaited through its when_ready
  auto both = co_await cppcoro::when_all(answer(), answer());
  co_await pool.schedule();
  auto lock = co_await m.scoped_lock_async();
  co_await cppcoro::schedule_on(pool, work());
  scope.spawn(work()); // V: the scope has it
  co_await scope.join();
  numbers(); // V: a generator
  (void)n;
}

int main() {
  cppcoro::sync_wait(work());
  auto t = answer();
  int n = cppcoro::sync_wait(t);
  std::vector<task<int>> all;
  all.push_back(answer());
  auto results = cppcoro::sync_wait(cppcoro::when_all(std::move(all)));
  return n;
}
