// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "mail.h"
#include <cstdio>
#include <unistd.h>

namespace mail {
void deliver(int id) { route(id); }
void spool(int id) { store(id); }
void persist(int id) {
  fopen("spool", "w"); // of two leaves the first
  fsync(id);
}
int checksum(int id) { return id % 7; }
} // namespace mail
