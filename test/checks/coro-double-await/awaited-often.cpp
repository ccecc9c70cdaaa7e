// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// What may be awaited as often as one likes: shared tasks, handles, events,
// timers and other awaiters that are not once-only tasks. Case 59.
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/qcoro.h"
#include "../Inputs/user_task.h"

cppcoro::shared_task<int> load();
cppcoro::task<int> compute();
corun::task<int> answer();
QCoro::Task<int> reply();
void use(int);

cppcoro::task<> shared() {
  auto t = load();
  use(co_await t);
  use(co_await t); // V: shared
  auto copy = t;
  use(co_await copy); // V: shared
  for (int i = 0; i < 3; ++i)
    use(co_await t); // V: shared, in a loop
}
corun::task<> handle() {
  auto h = corun::create_task(answer());
  while (!h.done())
    use(co_await h); // V: a handle
  use(co_await h); // V: a handle
}
corun::task<> event_object(corun::event &e) {
  co_await e.wait();
  co_await e.wait(); // V: a new task each time
}
coro::task<> event_awaited_itself(coro::event &e) {
  co_await e;
  co_await e; // V: an event, not a task
}
coro::task<> schedule_often(coro::thread_pool &pool) {
  auto hop = pool.schedule();
  co_await hop;
  co_await hop; // V: an awaiter that can suspend again
}
cppcoro::task<> operation_often(cppcoro::io_service &io) {
  for (int i = 0; i < 3; ++i)
    co_await io.schedule_after(std::chrono::milliseconds(1)); // V: made anew
}
task<> timer_often(timer_awaiter &tick) {
  for (;;)
    co_await tick; // V: a plain awaiter
}
task<> standard_awaiter() {
  std::suspend_always s;
  co_await s;
  co_await s; // V: has no state
}
// operator co_await is const: the result stays in the promise.
QCoro::Task<> const_operator() {
  auto t = reply();
  int a = co_await t;
  int b = co_await t; // V: may be awaited by many
  use(a + b);
}
// An lvalue await of cppcoro's task returns a reference to the stored result.
cppcoro::task<> lvalue_await() {
  auto t = compute();
  use(co_await t);
  use(co_await t); // V: the result is kept
  co_await t.when_ready();
  use(co_await std::move(t)); // V: the last one may take it
}
// An awaitable whose operator co_await asks for no rvalue.
struct subscription {
  timer_awaiter operator co_await() noexcept;
};
task<> subscription_often(subscription &s) {
  co_await s;
  co_await s; // V: its operator takes an lvalue
}
// A channel's receive operation, kept and awaited again.
struct channel {
  struct receive {
    bool await_ready();
    void await_suspend(std::coroutine_handle<>);
    int await_resume();
  };
  receive next();
};
task<> receive_often(channel &c) {
  auto op = c.next();
  use(co_await op);
  use(co_await op); // V: an awaiter, not a task
}
