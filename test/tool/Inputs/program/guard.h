// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Destructors that wait, of classes, their members and their bases.
#pragma once
namespace trace {
struct Guard {
  ~Guard();
};
struct Span : Guard {}; // its own destructor is implicit
struct Request {
  ~Request();
  Guard guard;
};
struct Upload : Guard {
  ~Upload();
};
struct Batch {
  ~Batch();
};
struct Plain {
  ~Plain();
};
Guard make_guard();
void measured();
void upload();
void ship(int rows);
} // namespace trace
