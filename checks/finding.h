// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a check says about one place in the code. A finding refers to the
// SourceManager of the TU that it was made in; hosts that outlive the TU copy
// it into a plain record (tool/common/report.h).

#ifndef CORO_TIDY_CHECKS_FINDING_H
#define CORO_TIDY_CHECKS_FINDING_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"

#include <memory>
#include <string>
#include <vector>

namespace coro_tidy {

struct OpenCall;

/// How sure the analysis is. Hosts show Likely and Certain by default.
enum class Confidence { Possible, Likely, Certain };

/// A step of the path that leads to the finding.
struct Note {
  clang::SourceLocation Loc;
  std::string Message;
  /// It happens before what the finding is about, not after.
  bool IsEarlier = false;
};

struct Finding {
  /// Name of the check, as in --list-checks. Static storage.
  llvm::StringRef Check;
  Confidence Sure = Confidence::Certain;
  clang::SourceLocation Loc;
  clang::SourceRange Range;
  /// Says what will happen at run time; no check name, no full stop.
  std::string Message;
  std::vector<Note> Notes;
  std::vector<clang::FixItHint> FixIts;
  /// Qualified name of the function that the finding is in.
  std::string Function;
  /// A NOLINT comment hides it: no host shows it, reports may list it. Set by
  /// the host.
  bool IsSuppressed = false;
  /// Set while the message, the notes and whether there is a finding at all
  /// depend on what the call leads to (program/close.h).
  std::shared_ptr<const OpenCall> Open;
};

} // namespace coro_tidy

#endif
