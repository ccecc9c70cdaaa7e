// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tree.h"
#include <unistd.h>

void tree::walk_leaf(int node) {
  visit(node);
  if (node > 0)
    walk(node - 1);
}
void tree::visit(int) { usleep(1); }
