// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "compact.h"
#include "retry.h"
#include "run.h"
#include <unistd.h>

void compact(int segment) { fsync(segment); }
void compact_all() { retry_each(compact); }
int measure() { return fsync(1); }
void Compactor::one() { compact(1); }
void Compactor::all() {
  retry([this] { one(); });
}
void Compactor::in_background() {
  run_elsewhere([this] { one(); });
}
void Flusher::operator()() const { fsync(1); }
