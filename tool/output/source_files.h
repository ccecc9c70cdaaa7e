// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sources that findings are in, as they are now.

#ifndef CORO_TIDY_TOOL_OUTPUT_SOURCE_FILES_H
#define CORO_TIDY_TOOL_OUTPUT_SOURCE_FILES_H

#include "checks/program/report.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <optional>

namespace coro_tidy {

/// Reads each file once. Not thread-safe.
class SourceFiles {
public:
  /// Valid as long as this is. Nothing if the file cannot be read.
  std::optional<llvm::StringRef> read(llvm::StringRef File);
  /// The text of the fix's file; nothing if that has changed since it was
  /// analysed.
  std::optional<llvm::StringRef> textFor(const PlacedFix &Fix);

private:
  /// Of a file that cannot be read, null.
  llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> Buffers;
};

} // namespace coro_tidy

#endif
