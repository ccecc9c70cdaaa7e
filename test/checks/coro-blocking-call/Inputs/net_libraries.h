// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C functions of well-known client libraries, as far as the tests call
// them.
#pragma once

extern "C" {
typedef struct sqlite3_stmt sqlite3_stmt;
int sqlite3_step(sqlite3_stmt *);
typedef void CURL;
int curl_easy_perform(CURL *);
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
PGresult *PQexec(PGconn *, const char *);
typedef struct st_mysql MYSQL;
int mysql_query(MYSQL *, const char *);
}
