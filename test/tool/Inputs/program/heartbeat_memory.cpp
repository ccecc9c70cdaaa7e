// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "heartbeat.h"

namespace background {
template task<> mirror(MemorySource &);
task<> twice(DiskSource &from) {
  co_await mirror(from);  // V: its finding is its own
  co_await heartbeat(1);  // V: likewise
}
} // namespace background
