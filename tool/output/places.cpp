// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "places.h"

#include "text.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace coro_tidy {

static bool isContinuation(char C) { return (C & 0xC0) == 0x80; }

/// Of a name, all of it; of anything else, one character.
static size_t tokenSize(StringRef Text) {
  size_t Size = Text.take_while([](char C) {
                      return isAlnum(C) || C == '_' || (C & 0x80);
                    })
                    .size();
  if (Size || Text.empty())
    return Size;
  return 1 + Text.drop_front().take_while(isContinuation).size();
}

unsigned endColumn(const Place &P) {
  if (!P.Line || P.LineText.empty())
    return 0;
  if (P.RangeLast >= P.Column)
    return P.RangeLast + 1;
  return P.Column + tokenSize(StringRef(P.LineText).substr(P.Column - 1));
}

unsigned utf16Column(StringRef LineText, unsigned Column) {
  unsigned Units = 1;
  for (unsigned char C : utf8(LineText.take_front(Column - 1)))
    if (!isContinuation(C))
      Units += C >= 0xF0 ? 2 : 1; // a surrogate pair
  return Units;
}

std::string utf8(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

std::string repositoryPath(StringRef Path, const RunResult &Result,
                           StringRef RootVariable) {
  if (auto Root = sys::Process::GetEnv(RootVariable))
    if (StringRef Rest = shownPath(Path, StringRef(*Root).rtrim('/'));
        Rest.size() < Path.size())
      return Rest.str();
  return shownPath(Path, Result.Folder).str();
}

std::string messageWithNotes(const PlacedFinding &F, StringRef Folder) {
  std::string Out = F.Message;
  for (const PlacedNote &N : F.Notes) {
    Out += "\n";
    if (N.Where.Line)
      Out += shownPlace(N.Where, Folder) + ": ";
    Out += N.Message;
  }
  return Out;
}

void forEachStep(const PlacedFinding &F,
                 function_ref<void(const Place &, StringRef)> Step) {
  for (const PlacedNote &N : F.Notes)
    if (N.IsEarlier)
      Step(N.Where, N.Message);
  Step(F.Where, F.Message);
  for (const PlacedNote &N : F.Notes)
    if (!N.IsEarlier)
      Step(N.Where, N.Message);
}

StringRef severityName(const PlacedFinding &F) {
  return F.IsError ? "error" : "warning";
}

StringRef confidenceName(Confidence Sure) {
  switch (Sure) {
  case Confidence::Possible:
    return "possible";
  case Confidence::Likely:
    return "likely";
  case Confidence::Certain:
    return "certain";
  }
  llvm_unreachable("unknown confidence");
}

StringRef baselineName(BaselineState State) {
  switch (State) {
  case BaselineState::None:
    return "none";
  case BaselineState::New:
    return "new";
  case BaselineState::Unchanged:
    return "unchanged";
  case BaselineState::Absent:
    return "absent";
  }
  llvm_unreachable("unknown state");
}

} // namespace coro_tidy
