// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coroutines in a header: each finding once, however many files include it.
#pragma once
#include "clock.h"
#include "user_task.h"

namespace background {
inline task<> heartbeat(int beats) {
  nap(); // X: nap -> std::this_thread::sleep_for
  co_return;
}
template <class Source> task<> mirror(Source &from) {
  from.pull(); // X: DiskSource::pull -> fopen
  nap();       // X: nap -> std::this_thread::sleep_for
  co_return;
}
struct DiskSource {
  void pull();
};
struct MemorySource {
  void pull();
};
} // namespace background
