// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients of databases: libpq, MySQL, SQLite, Redis, MongoDB, and their C++
// classes.
#include "../Inputs/user_task.h"
#include <string>

extern "C" {
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
PGconn *PQconnectdb(const char *);
PGconn *PQconnectStart(const char *);
PGresult *PQexecParams(PGconn *, const char *, int, const unsigned *, const char *const *, const int *, const int *, int);
int PQsendQuery(PGconn *, const char *);
int PQgetCopyData(PGconn *, char **, int async);
int PQntuples(const PGresult *);
typedef struct st_mysql MYSQL;
typedef struct st_mysql_res MYSQL_RES;
MYSQL *mysql_real_connect(MYSQL *, const char *, const char *, const char *, const char *, unsigned, const char *,
                          unsigned long);
int mysql_real_query(MYSQL *, const char *, unsigned long);
int mysql_real_query_nonblocking(MYSQL *, const char *, unsigned long);
int mysql_real_query_start(int *, MYSQL *, const char *, unsigned long);
MYSQL_RES *mysql_store_result(MYSQL *);
MYSQL_RES *mysql_use_result(MYSQL *);
char **mysql_fetch_row(MYSQL_RES *);
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
int sqlite3_open(const char *, sqlite3 **);
int sqlite3_step(sqlite3_stmt *);
int sqlite3_column_int(sqlite3_stmt *, int);
int sqlite3_wal_checkpoint(sqlite3 *, const char *);
int sqlite3_sleep(int);
typedef struct redisContext redisContext;
typedef struct redisAsyncContext redisAsyncContext;
redisContext *redisConnect(const char *, int);
redisContext *redisConnectNonBlock(const char *, int);
void *redisCommand(redisContext *, const char *, ...);
int redisAsyncCommand(redisAsyncContext *, void *, void *, const char *, ...);
typedef struct _mongoc_cursor_t mongoc_cursor_t;
bool mongoc_cursor_next(mongoc_cursor_t *, const void **);
}
namespace pqxx {
struct result {};
struct connection {
  explicit connection(const char *);
  connection(connection &&);
  const char *dbname() const;
};
struct transaction_base {
  result exec(const char *);
  void commit();
};
template <int Isolation = 0> struct transaction : transaction_base {
  explicit transaction(connection &);
};
using work = transaction<>;
} // namespace pqxx
namespace sql {
struct ResultSet;
struct Statement {
  virtual ResultSet *executeQuery(const char *) = 0;
};
struct PreparedStatement : Statement {
  virtual ResultSet *executeQuery() = 0;
  virtual void setInt(unsigned, int) = 0;
};
} // namespace sql
namespace sw::redis {
struct Redis {
  long long del(const char *);
  std::string get(const char *);
};
struct AsyncRedis {
  timer_awaiter get(const char *);
};
} // namespace sw::redis
namespace mongocxx { namespace v_noabi {
struct collection {
  int insert_one(int);
  int find(int);
};
}} // namespace mongocxx::v_noabi

task<> postgres(PGconn *c, char **data) {
  PQconnectdb("");                                             // X: net
  // expected-warning@-1 {{'PQconnectdb' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  PQconnectStart("");                                          // V
  PQexecParams(c, "", 0, nullptr, nullptr, nullptr, nullptr, 0); // X: net
  // expected-warning@-1 {{'PQexecParams' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  PQsendQuery(c, "");                                          // V
  PQgetCopyData(c, data, 0);                                   // X: net
  // expected-warning@-1 {{'PQgetCopyData' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  PQgetCopyData(c, data, 1);                                   // V
  PQntuples(nullptr);                                          // V
  co_return;
}
task<> in_cpp(const char *options) {
  pqxx::connection c(options); // X: net
  // expected-warning@-1 {{'pqxx::connection' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  pqxx::connection other(static_cast<pqxx::connection &&>(c)); // V
  pqxx::work work(c);          // X: net
  // expected-warning@-1 {{'pqxx::transaction::transaction' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  work.exec("select 1");       // X: net
  // expected-warning@-1 {{'pqxx::transaction_base::exec' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  work.commit();               // X: net
  // expected-warning@-1 {{'pqxx::transaction_base::commit' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  c.dbname();                  // V
  co_return;
}
task<> mysql(MYSQL *m, int *status) {
  mysql_real_connect(m, "", "", "", "", 0, nullptr, 0);   // X: net
  // expected-warning@-1 {{'mysql_real_connect' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  mysql_real_query(m, "", 0);                             // X: net
  // expected-warning@-1 {{'mysql_real_query' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  mysql_real_query_nonblocking(m, "", 0);                 // V
  mysql_real_query_start(status, m, "", 0);               // V
  MYSQL_RES *stored = mysql_store_result(m);              // X: net
  // expected-warning@-1 {{'mysql_store_result' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  mysql_fetch_row(stored);                                // V
  MYSQL_RES *used = mysql_use_result(m);                  // V
  mysql_fetch_row(used);                                  // X: net
  // expected-warning@-1 {{'mysql_fetch_row' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
task<> connector(sql::Statement &statement, sql::PreparedStatement &prepared) {
  statement.executeQuery("select 1"); // X: net
  // expected-warning@-1 {{'sql::Statement::executeQuery' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  prepared.setInt(1, 1);              // V
  prepared.executeQuery();            // X: net
  // expected-warning@-1 {{'sql::PreparedStatement::executeQuery' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
task<> sqlite(sqlite3 *db, sqlite3_stmt *s) {
  sqlite3_open("a", &db);              // X: file
  // expected-warning@-1 {{'sqlite3_open' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  sqlite3_step(s);                     // X: file
  // expected-warning@-1 {{'sqlite3_step' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  sqlite3_column_int(s, 0);            // V
  sqlite3_wal_checkpoint(db, nullptr); // X: file
  // expected-warning@-1 {{'sqlite3_wal_checkpoint' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  sqlite3_sleep(10);                   // X: sleep
  // expected-warning@-1 {{'sqlite3_sleep' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
task<> redis(redisContext *c, redisAsyncContext *a, sw::redis::Redis &redis, sw::redis::AsyncRedis &async) {
  redisConnect("", 1);                   // X: net
  // expected-warning@-1 {{'redisConnect' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  redisConnectNonBlock("", 1);           // V
  redisCommand(c, "GET x");              // X: net
  // expected-warning@-1 {{'redisCommand' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  redisAsyncCommand(a, nullptr, nullptr, "GET x"); // V
  redis.get("x");                        // X: net
  // expected-warning@-1 {{'sw::redis::Redis::get' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  redis.del("x");                        // X: net
  // expected-warning@-1 {{'sw::redis::Redis::del' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  co_await async.get("x");               // V
}
task<> mongodb(mongoc_cursor_t *cursor, const void **document, mongocxx::v_noabi::collection &collection) {
  mongoc_cursor_next(cursor, document); // X: net
  // expected-warning@-1 {{'mongoc_cursor_next' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  collection.insert_one(1);             // X: net
  // expected-warning@-1 {{'mongocxx::v_noabi::collection::insert_one' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  collection.find(1);                   // V: asks when its cursor moves
  co_return;
}
