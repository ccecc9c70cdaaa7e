// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "mail.h"
#include "user_task.h"

namespace mail {
task<> receive(int id) {
  checksum(id); // V: does not block
  persist(id);  // X: persist -> fopen
  store(id);    // X: store -> persist -> fopen
  spool(id);    // X: spool -> store -> persist -> fopen
  route(id);    // X: route -> spool -> store -> persist -> fopen
  deliver(id);  // X: deliver -> route -> spool -> store -> persist -> fopen
  accept(id);   // X: accept -> deliver -> route -> spool -> store -> persist -> fopen
  co_return;
}
} // namespace mail
