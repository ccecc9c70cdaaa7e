// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tree.h"

void tree::walk(int node) { walk_branch(node); }
