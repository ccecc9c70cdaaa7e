// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A cycle of three translation units.
#pragma once
namespace tree {
void walk(int node);
void walk_branch(int node);
void walk_leaf(int node);
void visit(int node);
} // namespace tree
