// RUN: %check_coro %s
//
// libcoro: a lazy [[nodiscard]] task, a pool that schedules, starts or
// forgets.
#include "../Inputs/libcoro.h"

coro::task<> work();
coro::task<int> answer();

coro::task<> lost(coro::thread_pool &pool, coro::io_scheduler &io,
                  coro::mutex &m) {
  work();                                 // X: lazy
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  pool.schedule();                        // X: no switch happens
  // expected-warning@-1 {{'thread_pool::schedule' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  pool.schedule(answer());                // X: still a task
  // expected-warning@-1 {{'thread_pool::schedule' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  io.yield_for(std::chrono::seconds(1));  // X: no pause is made
  // expected-warning@-1 {{'io_scheduler::yield_for' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  io.schedule_after(std::chrono::seconds(1)); // X: likewise
  // expected-warning@-1 {{'io_scheduler::schedule_after' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  coro::when_all(answer(), answer());     // X: lazy itself
  // expected-warning@-1 {{'when_all' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto lock = m.scoped_lock();            // X: an operation, not a lock
  // expected-warning@-1 {{'lock' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  auto t = answer();                      // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
  co_return;
}

coro::task<> awaited(coro::thread_pool &pool, coro::io_scheduler &io,
                     coro::mutex &m, coro::event &ready) {
  co_await pool.schedule();
  int n = co_await pool.schedule(answer());
  co_await io.yield_for(std::chrono::seconds(1));
  auto lock = co_await m.scoped_lock();
  auto t = answer();
  n += co_await t; // V: as an lvalue
  co_await ready;
  coro::event e; // V: an object, not a call's result
  e.set();
  pool.spawn_detached(work()); // V: started; returns bool
  auto joinable = pool.spawn_joinable(work());
  co_await work();
  co_await joinable; // V: joined later
  std::vector<coro::task<>> all;
  for (int i = 0; i < n; ++i)
    all.emplace_back(work());
  co_await coro::when_all(std::move(all));
}

int main() {
  auto pool = coro::thread_pool::make_unique();
  coro::sync_wait(work());
  auto make = [&]() -> coro::task<int> { co_return co_await answer(); };
  return coro::sync_wait(make());
}
