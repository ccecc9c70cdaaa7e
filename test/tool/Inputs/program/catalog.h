// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which chain is told, and which one is likely.
#pragma once
namespace catalog {
void touch();
void merge();
void rebuild();
void reindex();
void reindex_or_touch(bool all);
void both();
void write_index();
void write_data();
void stop();
// Conditions.
void verify(bool deep);
void verify_some(bool deep);
void verify_part(bool deep);
void verify_file(bool deep);
void verify_late(bool deep);
void verify_each(int count);
void verify_or_throw(bool deep);
int options();
int read_options();
} // namespace catalog
