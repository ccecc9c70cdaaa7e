// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "text.h"
#include <cstdlib>

namespace text {
void put(int) {}
void put(const char *value) { system(value); }
Stream &Stream::operator<<(const char *value) {
  put(value);
  return *this;
}
Stream &Stream::operator<<(int value) {
  put(value);
  return *this;
}
bool operator==(const Key &, const Key &) {
  put("compare");
  return true;
}
bool operator<(const Key &, const Key &) { return false; }
} // namespace text
