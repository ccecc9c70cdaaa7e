// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tree.h"
#include "user_task.h"
#include "value.h"

task<> parse() {
  json::parse_value(3); // X: parse_value -> read_scalar -> fopen
  json::parse_list(3);  // X: parse_list -> parse_value -> read_scalar -> fopen
  json::parse_text(3);  // X: parse_text -> read_scalar -> fopen
  json::even(3);        // V: a cycle that never blocks
  json::odd(3);         // V: likewise
  co_return;
}
task<> walk() {
  tree::walk(3);        // X: walk -> walk_branch -> walk_leaf -> visit -> usleep
  tree::walk_branch(3); // X: walk_branch -> walk_leaf -> visit -> usleep
  tree::walk_leaf(3);   // X: walk_leaf -> visit -> usleep
  co_return;
}
