// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "catalog.h"
#include <unistd.h>

namespace catalog {
void touch() { fsync(1); }
void merge() { touch(); }
void rebuild() { merge(); }
void write_index() { touch(); }
void write_data() { touch(); }
void verify_some(bool deep) {
  if (deep)
    verify_part(deep);
}
int options() {
  static int value = read_options();
  return value;
}
} // namespace catalog
