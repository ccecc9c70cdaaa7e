// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A parser whose functions call each other across translation units.
#pragma once
namespace json {
int parse_value(int depth);
int parse_list(int depth);
int parse_text(int depth);
int read_scalar();
bool even(int n);
bool odd(int n);
} // namespace json
