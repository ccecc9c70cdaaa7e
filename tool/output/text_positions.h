// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where fix-its stand, by line and column: they are kept as byte offsets.

#ifndef CORO_TIDY_TOOL_OUTPUT_TEXT_POSITIONS_H
#define CORO_TIDY_TOOL_OUTPUT_TEXT_POSITIONS_H

#include "source_files.h"

#include <optional>
#include <utility>

namespace coro_tidy {

/// A line and a column, from 1; columns in UTF-16 code units.
struct TextPosition {
  unsigned Line = 0;
  unsigned Column = 0;
};

class TextPositions {
public:
  /// The first position that the fix replaces, and the one after the last.
  /// Nothing if the file cannot be read, or is no longer what was analysed.
  std::optional<std::pair<TextPosition, TextPosition>>
  range(const PlacedFix &Fix);

private:
  SourceFiles Files;
};

} // namespace coro_tidy

#endif
