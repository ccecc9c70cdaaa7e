// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "mail.h"

namespace mail {
void accept(int id) {
  checksum(id);
  deliver(id);
}
void route(int id) { spool(checksum(id)); }
void store(int id) {
  if (id < 0)
    throw id;
  persist(id);
}
} // namespace mail
