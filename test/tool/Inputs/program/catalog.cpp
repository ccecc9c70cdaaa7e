// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "catalog.h"
#include <thread>

namespace catalog {
void reindex() {
  rebuild(); // the longer way comes first
  touch();
}
void reindex_or_touch(bool all) {
  if (all)
    rebuild();
  else
    reindex();
}
void both() {
  write_data(); // of two equally long ones the first
  write_index();
}
void stop() { std::jthread worker([] {}); }
void verify(bool deep) {
  if (deep)
    verify_some(deep);
}
} // namespace catalog
