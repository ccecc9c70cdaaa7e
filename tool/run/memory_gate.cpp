// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "memory_gate.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>

#include <unistd.h>

namespace coro_tidy {

/// The number that the text of a file begins with.
static uint64_t firstNumber(llvm::StringRef Path, unsigned Skip = 0) {
  auto Buffer = llvm::MemoryBuffer::getFileAsStream(Path);
  if (!Buffer)
    return 0;
  llvm::StringRef Text = (*Buffer)->getBuffer();
  for (; Skip; --Skip)
    Text = Text.split(' ').second;
  uint64_t Out = 0;
  Text.consumeInteger(10, Out);
  return Out;
}

/// Resident bytes of this process; source: proc(5), statm.
static uint64_t resident() {
  return firstNumber("/proc/self/statm", /*Skip=*/1) *
         static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

uint64_t MemoryGate::available() {
  uint64_t Machine = static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                     static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  for (const char *Limit : {"/sys/fs/cgroup/memory.max",
                            "/sys/fs/cgroup/memory/memory.limit_in_bytes"})
    if (uint64_t Bytes = firstNumber(Limit))
      Machine = std::min(Machine, Bytes);
  return Machine;
}

void MemoryGate::enter() {
  std::unique_lock<std::mutex> Guard(Lock);
  Left.wait(Guard, [&] {
    // Those that run may have most of their growth before them.
    return !Running || resident() + Biggest <= MaxBytes;
  });
  ++Running;
}

void MemoryGate::leave(uint64_t Bytes) {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    --Running;
    Biggest = std::max(Biggest, Bytes);
  }
  Left.notify_all();
}

} // namespace coro_tidy
