// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is run.
#pragma once
void compact(int segment);
void compact_all();
int measure();
class Compactor {
public:
  void one();
  void all();
  void in_background();
};
struct Flusher {
  void operator()() const;
};
