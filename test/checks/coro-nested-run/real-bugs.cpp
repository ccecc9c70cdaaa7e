// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nested runs that were found in public code, cut down. NR01, NR04, NR07,
// NR10, and the fixes.
#include "../Inputs/drogon.h"
#include "../Inputs/kj.h"
#include "../Inputs/seastar.h"
#include "../Inputs/winrt.h"
#include <memory>
#include <optional>
#include <string>

// NR01, scylladb/scylladb@6fc82be: a get() that was left over when the code
// was moved from a seastar::thread, in the middle of a condition.
namespace scylla {
struct raft_id {
  bool is_null() const;
};
struct system_keyspace {
  bool bootstrap_needed() const;
  seastar::future<raft_id> get_raft_id();
};
struct database {
  bool experimental() const;
};
struct group0 {
  seastar::future<> join();
};
struct service {
  database &_db;
  system_keyspace &_sys;
  group0 *_grp;
  seastar::future<> join() {
    const bool ok = _db.experimental() &&
                    (_sys.bootstrap_needed() || !_sys.get_raft_id().get().is_null()); // X: not ready as a rule
                    // expected-warning@-1 {{'seastar::future::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
    if (ok)
      co_await _grp->join();
  }
  seastar::future<> join_fixed() {
    const bool ok = _db.experimental() &&
                    (_sys.bootstrap_needed() || !(co_await _sys.get_raft_id()).is_null()); // V: awaited
    if (ok)
      co_await _grp->join();
  }
  seastar::future<> join_in_a_thread() {
    return seastar::async([this] {
      if (!_sys.get_raft_id().get().is_null()) // V: a seastar::thread, where get() suspends
        _grp->join().get(); // V: likewise
    });
  }
};
} // namespace scylla

// NR04, drogonframework/drogon#2331: after the await the coroutine runs on the
// database's loop, and the synchronous mapper waits for that loop.
namespace drogon_mapper {
struct config {
  std::string value;
};
drogon::AsyncTask handle(drogon::orm::DbClientPtr db) {
  drogon::orm::CoroMapper<config> c(db);
  auto a = co_await c.findByPrimaryKey(1); // V: awaited
  drogon::orm::Mapper<config> m(db);
  auto b = m.findByPrimaryKey(1); // X: waits for the loop that it blocks
  // expected-warning@-1 {{'drogon::orm::Mapper::findByPrimaryKey' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
drogon::AsyncTask handle_fixed(drogon::orm::DbClientPtr db) {
  drogon::orm::CoroMapper<config> c(db);
  auto a = co_await c.findByPrimaryKey(1); // V: awaited
  auto b = co_await c.findByPrimaryKey(2); // V: awaited
}
} // namespace drogon_mapper

// NR07, microsoft/cppwinrt#170: get() of a coroutine that awaits twice, from
// the handler of a click. (The handler's own type does not matter.)
namespace click {
using winrt::Windows::Foundation::IAsyncAction;
IAsyncAction a();
IAsyncAction b();
IAsyncAction multi() {
  co_await a();
  co_await b();
}
winrt::fire_and_forget on_click() {
  multi().get(); // X: the second await resumes on this thread
  // expected-warning@-1 {{'get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return;
}
void wait_for_it() { multi().get(); }
// expected-note@-1 {{'wait_for_it' calls 'get' here}}
winrt::fire_and_forget on_click_through_a_helper() {
  wait_for_it(); // X: wait_for_it -> IAsyncAction::get
  // expected-warning@-1 {{'wait_for_it' waits for tasks in 'get', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return;
}
winrt::fire_and_forget on_click_fixed() {
  co_await multi(); // V: awaited
}
} // namespace click

// NR10, drogonframework/drogon#448: a synchronous query in what runs on the
// database's thread.
namespace drogon_sync {
drogon::Task<> transfer(drogon::orm::DbClientPtr db) {
  auto tr = co_await db->newTransactionCoro();
  co_await tr->execSqlCoro("update accounts set n = n - 1");
  db->execSqlSync("select 1"); // X: the database's thread waits for itself
  // expected-warning@-1 {{'drogon::orm::DbClient::execSqlSync' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
drogon::Task<> in_the_transaction(drogon::orm::DbClientPtr db) {
  auto tr = co_await db->newTransactionCoro();
  tr->execSqlSync("select 1"); // X: of the derived class, too
  // expected-warning@-1 {{'drogon::orm::DbClient::execSqlSync' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
std::size_t count(const drogon::orm::DbClientPtr &db) {
  return db->execSqlSync("select * from accounts").size();
  // expected-note@-1 {{'count' calls 'drogon::orm::DbClient::execSqlSync' here}}
}
drogon::Task<std::size_t> through_a_helper(drogon::orm::DbClientPtr db) {
  co_return count(db); // X: count -> DbClient::execSqlSync
  // expected-warning@-1 {{'count' waits for tasks in 'drogon::orm::DbClient::execSqlSync', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
drogon::Task<> transfer_fixed(drogon::orm::DbClientPtr db) {
  auto tr = co_await db->newTransactionCoro();
  co_await tr->execSqlCoro("update accounts set n = n - 1"); // V: awaited
  co_await db->execSqlCoro("select 1");                      // V: awaited
}
} // namespace drogon_sync
