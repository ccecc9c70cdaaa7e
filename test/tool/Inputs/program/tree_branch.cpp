// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tree.h"

void tree::walk_branch(int node) { walk_leaf(node); }
