// RUN: %check_coro %s
//
// The commonest real form: a guard variable holds the task of the guard, so
// nothing is guarded. Case 24; bugs UV01-UV13 have it in full.
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/seastar.h"
#include <mutex>

void critical();

corun::task<> corun_guard(corun::mutex &m) {
  auto guard = m.lock(); // X: a task<guard>, the mutex is not taken
  // expected-warning@-1 {{'guard' holds a lazy task that is never awaited; the body of 'mutex::lock' never runs [coro-unawaited-task]}}
  critical();
  co_return;
}
corun::task<> corun_if(corun::mutex &m) {
  if (auto guard = m.lock(); true) // X: in an init statement
  // expected-warning@-1 {{'guard' holds a lazy task that is never awaited; the body of 'mutex::lock' never runs [coro-unawaited-task]}}
    critical();
  co_return;
}
corun::task<> corun_reference(corun::mutex &m) {
  const auto &guard = m.lock(); // X: lifetime-extended task
  // expected-warning@-1 {{'guard' holds a lazy task that is never awaited; the body of 'mutex::lock' never runs [coro-unawaited-task]}}
  critical();
  co_return;
}
cppcoro::task<> cppcoro_guard(cppcoro::async_mutex &m) {
  auto lock = m.scoped_lock_async(); // X: an operation, not a lock
  // expected-warning@-1 {{'lock' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  critical();
  co_return;
}
cppcoro::task<> cppcoro_manual(cppcoro::async_mutex &m) {
  m.lock_async(); // X: an operation, dropped
  // expected-warning@-1 {{'async_mutex::lock_async' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  critical();
  m.unlock();
  co_return;
}
coro::task<> libcoro_guard(coro::mutex &m) {
  auto lock = m.scoped_lock(); // X: an operation, not a lock
  // expected-warning@-1 {{'lock' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  critical();
  co_return;
}
seastar::future<> seastar_units(seastar::semaphore &sem) {
  auto units = seastar::get_units(sem, 1); // X: a future of units
  // expected-warning@-1 {{'units' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  co_await seastar::sleep(std::chrono::milliseconds(1));
  critical();
}
seastar::future<> seastar_lock(seastar::rwlock &l) {
  seastar::future<seastar::rwlock::holder> h = l.hold_read_lock(); // X: spelt out
  // expected-warning@-1 {{'h' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  critical();
  co_return;
}

corun::task<> taken(corun::mutex &m) {
  auto guard = co_await m.lock();
  critical();
}
cppcoro::task<> taken(cppcoro::async_mutex &m) {
  auto lock = co_await m.scoped_lock_async();
  co_await m.lock_async();
  m.unlock();
}
coro::task<> taken(coro::mutex &m) {
  auto lock = co_await m.scoped_lock();
  critical();
}
seastar::future<> taken(seastar::gate &g, seastar::semaphore &sem) {
  auto holder = g.hold(); // V: a guard, synchronously
  auto units = co_await seastar::get_units(sem, 1);
  critical();
}
corun::task<> synchronous(std::mutex &m) {
  auto lock = std::unique_lock(m); // V: not a task (and released before any await)
  lock.unlock();
  co_return;
}
corun::task<> begun_early(corun::mutex &m) {
  auto pending = m.lock();
  critical();
  auto guard = co_await std::move(pending);
}
