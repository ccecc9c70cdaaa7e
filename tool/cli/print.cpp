// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "print.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"

using namespace llvm;

namespace coro_tidy {

/// Relative to the working directory where the file lies under it.
static StringRef shownPath(StringRef Path) {
  SmallString<256> Here;
  if (!sys::fs::current_path(Here)) {
    StringRef Rest = Path;
    if (Rest.consume_front(Here) && !Rest.empty() &&
        sys::path::is_separator(Rest.front()))
      return Rest.drop_front();
  }
  return Path;
}

static void printAt(raw_ostream &OS, const Place &P, SourceMgr::DiagKind Kind,
                    StringRef Message, ArrayRef<SMFixIt> FixIts, bool Color) {
  SourceMgr Unused;
  std::pair<unsigned, unsigned> Range(P.RangeFirst, P.RangeLast);
  ArrayRef<std::pair<unsigned, unsigned>> Ranges;
  if (P.RangeLast > P.RangeFirst)
    Ranges = Range;
  SMDiagnostic D(Unused, SMLoc(), shownPath(P.File), P.Line, P.Column - 1, Kind,
                 Message, P.LineText, Ranges, FixIts);
  D.print(nullptr, OS, Color);
}

void printFinding(raw_ostream &OS, const PlacedFinding &F, bool Color) {
  // Fix-its on the line itself are shown under it, as clang does.
  std::vector<SMFixIt> Inline;
  const Place &P = F.Where;
  unsigned LineStart = P.Offset - (P.Column - 1);
  for (const PlacedFix &Fix : F.Fixes) {
    if (Fix.Offset < LineStart ||
        Fix.Offset + Fix.Length > LineStart + P.LineText.size())
      continue;
    const char *Start = P.LineText.data() + (Fix.Offset - LineStart);
    Inline.emplace_back(SMRange(SMLoc::getFromPointer(Start),
                                SMLoc::getFromPointer(Start + Fix.Length)),
                        Fix.Text);
  }
  std::string Message = F.Message + " [" + F.Check;
  if (F.IsError)
    Message += ",-warnings-as-errors";
  Message += "]";
  printAt(OS, P, F.IsError ? SourceMgr::DK_Error : SourceMgr::DK_Warning,
          Message, Inline, Color);
  for (const PlacedNote &N : F.Notes)
    printAt(OS, N.Where, SourceMgr::DK_Note, N.Message, {}, Color);
}

} // namespace coro_tidy
