// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "depot.h"
#include "user_task.h"

task<> depot() {
  depot_sync(1);    // X: depot_sync -> fsync
  depot_sync_all(); // X: depot_sync_all -> depot_sync -> fsync
  depot_version();  // V: does not block
  co_return;
}
