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
  pool.schedule();                        // X: no switch happens
  pool.schedule(answer());                // X: still a task
  io.yield_for(std::chrono::seconds(1));  // X: no pause is made
  io.schedule_after(std::chrono::seconds(1)); // X: likewise
  coro::when_all(answer(), answer());     // X: lazy itself
  auto lock = m.scoped_lock();            // X: an operation, not a lock
  auto t = answer();                      // X: never awaited
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
