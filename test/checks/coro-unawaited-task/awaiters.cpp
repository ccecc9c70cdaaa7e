// RUN: %check_coro %s
//
// What is not a task but does nothing unless awaited: awaiters and operations
// got from a call. Objects that merely can be awaited, and live on, are not.
// Cases 12, 42; bug UD16.
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/qcoro.h"
#include "../Inputs/user_task.h"
#include "../Inputs/winrt.h"

timer_awaiter delay(int);
timer_awaiter &the_timer();
using namespace std::chrono_literals;

// Awaitable by a free operator co_await.
struct ticket {};
timer_awaiter operator co_await(ticket);
ticket take_ticket();

winrt::fire_and_forget switches() {
  winrt::resume_background();         // X: no switch happens
  // expected-warning@-1 {{'resume_background' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  winrt::resume_after(5s);            // X: no wait happens
  // expected-warning@-1 {{'resume_after' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  winrt::resume_foreground(winrt::dispatcher{}); // X: no switch happens
  // expected-warning@-1 {{'resume_foreground' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  co_await winrt::resume_background();
  co_await winrt::resume_after(5s);
}

task<> timers() {
  delay(1);          // X: awaiter dropped
  // expected-warning@-1 {{'delay' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  take_ticket();     // X: awaitable by a free operator
  // expected-warning@-1 {{'take_ticket' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  timer_awaiter{};   // X: made and dropped in one statement
  // expected-warning@-1 {{this 'timer_awaiter' is an awaitable; without co_await it does nothing [coro-unawaited-task]}}
  auto d = delay(2); // X: never awaited
  // expected-warning@-1 {{'d' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  co_await delay(3);
  auto e = delay(4);
  co_await e;
  co_await take_ticket();
}

cppcoro::task<> pools(cppcoro::static_thread_pool &pool, cppcoro::io_service &io) {
  pool.schedule();          // X: still on the old thread
  // expected-warning@-1 {{'static_thread_pool::schedule' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  io.schedule_after(100ms); // X: no wait happens
  // expected-warning@-1 {{'io_service::schedule_after' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  co_await pool.schedule();
  co_await io.schedule_after(100ms);
}

coro::task<> libcoro_pool(coro::thread_pool &pool) {
  pool.schedule(); // X: still on the old thread
  // expected-warning@-1 {{'thread_pool::schedule' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  pool.yield();    // X: dropped
  // expected-warning@-1 {{'thread_pool::yield' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  co_await pool.schedule();
}

QCoro::Task<> qcoro_sleep() {
  QCoro::sleepFor(10ms); // X: an awaiter, not a task: nothing starts
  // expected-warning@-1 {{'sleepFor' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  co_await QCoro::sleepFor(10ms);
}

// The name says it blocks, the type says it does not: one finding, and not
// one of coro-blocking-call.
corun::task<> named_like_a_blocking_call() {
  corun::sleep(1s); // X: dropped; reported once
  // expected-warning@-1 {{'sleep' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_await corun::sleep(1s);
}

coro::task<> objects_that_can_be_awaited(coro::event &param) {
  coro::event done;         // V: an object, not the result of a call
  done.set();
  winrt::apartment_context ui; // V: likewise
  coro::event *p = &param;
  p->set();
  timer_awaiter t;          // V: declared, no call made it
  the_timer();              // V: a reference to a long-lived object
  co_await done;
}

struct connection {
  coro::event closed;
  const coro::event &closing() const;
};
void reads_members(connection &c) {
  c.closed.set();
  c.closing(); // V: a reference
  c.closed;    // V: an lvalue
}
