// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "text_positions.h"

#include "places.h"

using namespace llvm;

namespace coro_tidy {

static TextPosition positionOf(StringRef Text, size_t Offset) {
  StringRef Before = Text.take_front(Offset);
  size_t Start = Before.rfind('\n') + 1; // npos + 1 is 0
  TextPosition Out;
  Out.Line = 1 + Before.count('\n');
  Out.Column = utf16Column(Before.substr(Start), Offset - Start + 1);
  return Out;
}

std::optional<std::pair<TextPosition, TextPosition>>
TextPositions::range(const PlacedFix &Fix) {
  auto Text = Files.textFor(Fix);
  uint64_t End = uint64_t(Fix.Offset) + Fix.Length;
  if (!Text || End > Text->size())
    return std::nullopt;
  return std::make_pair(positionOf(*Text, Fix.Offset), positionOf(*Text, End));
}

} // namespace coro_tidy
