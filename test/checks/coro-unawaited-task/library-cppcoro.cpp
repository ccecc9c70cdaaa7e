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
  shared();                                 // X: lazy
  auto t = work();                          // X: never used
  answer().when_ready();                    // X: the awaiter of a task that is gone
  cppcoro::when_all(answer(), answer());    // X: lazy itself
  cppcoro::when_all_ready(work(), work());  // X: lazy itself
  cppcoro::schedule_on(pool, work());       // X: still a task
  pool.schedule();                          // X: no switch happens
  m.lock_async();                           // X: nothing is locked
  auto lock = m.scoped_lock_async();        // X: nothing is locked
  scope.join();                             // X: nobody waits for the scope
  auto u = answer(); // X: asked, but not awaited
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
