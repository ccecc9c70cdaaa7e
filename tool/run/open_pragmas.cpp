// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "open_pragmas.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace coro_tidy {

void OpenPragmas::see(clang::SourceLocation Loc,
                      const clang::SourceManager &SM) {
  bool IsInvalid = false;
  llvm::StringRef Rest =
      SM.getCharacterData(SM.getExpansionLoc(Loc), &IsInvalid);
  if (IsInvalid) {
    IsForGood = true;
    return;
  }
  llvm::StringRef Line = Rest.take_until([](char C) { return C == '\n'; });
  auto Has = [&](llvm::StringRef Word) { return Line.contains(Word); };
  // About warnings, which nobody sees here, and for editors.
  if (Has("diagnostic") || Has("warning") || Has("region"))
    return;
  if (Has("push") || Has("begin"))
    ++Open;
  else if (Has("pop") || Has(" end"))
    --Open;
  else if (Has("pack"))
    IsForGood = !Has("pack()");
  else
    IsForGood |= Has("poison") || Has("redefine_extname");
}

} // namespace coro_tidy
