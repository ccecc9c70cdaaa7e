// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "run_errors.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace coro_tidy {

Place RunError::place() const {
  Place Out;
  Out.File = File;
  Out.Line = Line;
  Out.Column = Column;
  return Out;
}

/// Takes terminals' control sequences out.
static std::string withoutColor(StringRef Text) {
  std::string Out;
  while (!Text.empty()) {
    auto [Before, Rest] = Text.split("\x1b[");
    Out += Before;
    Text = Rest.drop_while([](char C) { return isDigit(C) || C == ';'; })
               .substr(1);
  }
  return Out;
}

static bool isIncludeTrace(StringRef Line) {
  return Line.starts_with("In file included from ");
}

/// The place, if there is one, and the message.
static bool matchError(StringRef Line, SmallVectorImpl<StringRef> &Parts) {
  static const Regex Placed(
      "^([^ ].*):([0-9]+):([0-9]+): (fatal )?error: (.*)$");
  static const Regex Bare("^()()()(fatal )?error: (.*)$");
  return Placed.match(Line, &Parts) || Bare.match(Line, &Parts);
}

std::vector<std::string> splitErrors(StringRef Printed) {
  std::vector<std::string> Out;
  std::string Plain = withoutColor(Printed);
  bool InTrace = false;
  SmallVector<StringRef, 6> Parts;
  for (StringRef Line : split(StringRef(Plain).rtrim('\n'), '\n')) {
    bool Begins = isIncludeTrace(Line) || matchError(Line, Parts);
    if ((Begins && !InTrace) || Out.empty())
      Out.emplace_back();
    Out.back() += Line;
    Out.back() += '\n';
    InTrace = isIncludeTrace(Line);
  }
  return Out;
}

RunError parseError(StringRef Text) {
  SmallVector<StringRef, 6> Parts;
  for (StringRef Line : split(Text, '\n')) {
    if (isIncludeTrace(Line) || !matchError(Line, Parts))
      continue;
    RunError Out;
    Out.File = Parts[1].str();
    to_integer(Parts[2], Out.Line);
    to_integer(Parts[3], Out.Column);
    Out.Message = Parts[5].str();
    // Why a unit could not be checked begins with its name.
    if (auto [File, Why] = Parts[5].split(": ");
        !Out.Line && File.starts_with("/") && !Why.empty()) {
      Out.File = File.str();
      Out.Message = Why.str();
    }
    return Out;
  }
  RunError Out;
  Out.Message = Text.rtrim('\n').str();
  return Out;
}

} // namespace coro_tidy
