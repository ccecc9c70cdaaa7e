// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "value.h"
#include <cstdio>

namespace json {
int parse_list(int depth) {
  int sum = 0;
  for (int i = 0; i < 3; ++i)
    sum += parse_value(depth);
  return sum;
}
int read_scalar() { return fopen("scalar", "r") != nullptr; }
bool odd(int n) { return n != 0 && even(n - 1); }
} // namespace json
