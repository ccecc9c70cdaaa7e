// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef CORO_TIDY_TOOL_RUN_OPEN_PRAGMAS_H
#define CORO_TIDY_TOOL_RUN_OPEN_PRAGMAS_H

#include "clang/Basic/SourceLocation.h"
#include "clang/Basic/SourceManager.h"

namespace coro_tidy {

/// Whether a pragma is in force that gives the text behind it another meaning:
/// `pack`, `visibility`, `push_macro`, `attribute`, `poison` and their like.
class OpenPragmas {
public:
  /// \p Loc is where a pragma begins.
  void see(clang::SourceLocation Loc, const clang::SourceManager &SM);
  bool areOpen() const { return Open || IsForGood; }

private:
  int Open = 0;
  bool IsForGood = false;
};

} // namespace coro_tidy

#endif
