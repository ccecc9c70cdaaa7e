// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "value.h"

namespace json {
int parse_value(int depth) {
  if (depth == 0)
    return read_scalar();
  return parse_list(depth - 1);
}
int parse_text(int depth) {
  return depth > 0 ? parse_text(depth - 1) : read_scalar();
}
bool even(int n) { return n == 0 || odd(n - 1); }
} // namespace json
