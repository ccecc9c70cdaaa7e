// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// drogon: a lazy Task, a detached AsyncTask, awaiters that do nothing unless
// awaited, async_run, which awaits what its callable returns.
#include "../Inputs/drogon.h"

using drogon::AsyncTask;
using drogon::Task;
Task<int> answer();
Task<> work();
AsyncTask log_later();
bool cond();
void use(std::size_t n);

Task<> lost(trantor::EventLoop *loop, drogon::orm::DbClient &db) {
  answer();                               // X: lazy
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  work();                                 // X: lazy
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  drogon::sleepCoro(loop, 1.0);           // X: no pause is made
  // expected-warning@-1 {{'sleepCoro' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  drogon::switchThreadCoro(loop);         // X: no switch happens
  // expected-warning@-1 {{'switchThreadCoro' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  db.execSqlCoro("delete from t");        // X: the statement is not sent
  // expected-warning@-1 {{'DbClient::execSqlCoro' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  drogon::when_all(std::vector<Task<>>{}); // X: a Task itself
  // expected-warning@-1 {{'when_all' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = answer();                      // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
  auto rows = db.execSqlCoro("select 1"); // X: an awaiter, not rows
  // expected-warning@-1 {{'rows' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  co_return;
}
AsyncTask lost_in_a_detached(drogon::orm::DbClient &db) {
  db.execSqlCoro("commit");               // X: not sent
  // expected-warning@-1 {{'DbClient::execSqlCoro' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  work();                                 // X: lazy
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}
void lost_in_a_handler() {
  work();                                 // X: nothing starts it
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}
Task<> on_one_path() {
  auto t = work();                        // X: when cond() is false
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'work' never runs [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await t;
}

Task<int> awaited(trantor::EventLoop *loop, drogon::orm::DbClient &db) {
  int n = co_await answer();
  co_await drogon::sleepCoro(loop, 1.0);
  co_await drogon::switchThreadCoro(loop);
  auto rows = co_await db.execSqlCoro("select $1", n);
  use(rows.size());
  auto query = db.execSqlCoro("select 2");
  co_await work();
  use((co_await query).size());           // V: awaited later
  std::vector<Task<>> all;
  for (int i = 0; i < n; ++i)
    all.push_back(work());
  co_await drogon::when_all(std::move(all));
  auto t = answer();
  co_return n + co_await t;               // V: as an lvalue
}
Task<int> forwarded() { return answer(); }

void started(trantor::EventLoop *loop) {
  log_later();                            // V: AsyncTask
  []() -> AsyncTask { co_await work(); }(); // V: likewise
  drogon::async_run(work);                // V: async_run awaits it
  drogon::async_run([]() -> Task<> { co_await work(); });
  loop->queueInLoop(drogon::async_func([]() -> Task<> { co_await work(); }));
  loop->queueInLoop([] { log_later(); });
}
int waited_for() {
  drogon::sync_wait(work());              // V: waits
  auto future = drogon::co_future(answer());
  return drogon::sync_wait(answer()) + future.get();
}
