// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Keeps the parses that run at the same time within a bound of memory.

#ifndef CORO_TIDY_TOOL_RUN_MEMORY_GATE_H
#define CORO_TIDY_TOOL_RUN_MEMORY_GATE_H

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace coro_tidy {

/// Thread-safe.
class MemoryGate {
public:
  /// \p MaxBytes is for the whole process.
  explicit MemoryGate(uint64_t MaxBytes) : MaxBytes(MaxBytes) {}

  /// Waits until one more parse, as big as the biggest so far, would stay
  /// within the bound, or none is running.
  void enter();
  /// \p Bytes is what the parse took.
  void leave(uint64_t Bytes);

  /// The memory of this machine, or of the control group that the process is
  /// in, in bytes.
  static uint64_t available();

private:
  uint64_t MaxBytes;
  std::mutex Lock;
  std::condition_variable Left;
  unsigned Running = 0;
  /// Before anything is known: a source with many headers.
  uint64_t Biggest = uint64_t(512) << 20;
};

} // namespace coro_tidy

#endif
