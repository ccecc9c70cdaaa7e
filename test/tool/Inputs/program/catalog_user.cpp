// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "catalog.h"
#include "user_task.h"

namespace catalog {
task<> shortest() {
  rebuild();              // X: rebuild -> merge -> touch -> fsync
  reindex();              // X: reindex -> touch -> fsync
  reindex_or_touch(true); // X: reindex_or_touch -> reindex -> touch -> fsync
  both();                 // X: both -> write_data -> touch -> fsync
  stop();                 // X: stop -> std::jthread::~jthread
  co_return;
}
task<> conditions() {
  verify(true);           // P: verify -> verify_some -> verify_part -> verify_file -> touch -> fsync
  verify_some(true);      // P: verify_some -> verify_part -> verify_file -> touch -> fsync
  verify_part(true);      // X: verify_part -> verify_file -> touch -> fsync
  verify_file(true);      // X: verify_file -> touch -> fsync
  verify_late(true);      // P: verify_late -> late -> open_late -> touch -> fsync
  verify_each(3);         // P: verify_each -> each -> open_each -> touch -> fsync
  verify_or_throw(true);  // X: verify_or_throw -> checked -> open_checked -> touch -> fsync
  options();              // P: options -> read_options -> fopen
  co_return;
}
} // namespace catalog
