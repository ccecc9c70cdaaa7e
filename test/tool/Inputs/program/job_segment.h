// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Opened in a constructor, which a template runs.
#pragma once
namespace jobs {
class Cursor {
public:
  explicit Cursor(const char *name);
  int rows = 0;
};
void open_segment(const char *name);
template <class Row> class Segment {
public:
  int load() {
    Cursor cursor("rows");
    return cursor.rows;
  }
};
} // namespace jobs
