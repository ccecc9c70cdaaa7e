// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "db.h"
#include "user_task.h"

task<> rows() {
  db::enqueue(1);    // V: said not to block
  db::enqueue_all(); // V: the chain is cut
  db::audit(1);      // V: said not to block, to whoever calls it
  db::query(1);      // X: query
  db::load_rows();   // X: load_rows -> query
  db::reload();      // X: reload -> load_rows -> query
  db::vendor(1);     // V: unknown
  db::ask_vendor();  // V: unknown
  co_return;
}
