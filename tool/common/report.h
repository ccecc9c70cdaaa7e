// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A finding without its TU: what is printed, stored and compared.

#ifndef CORO_TIDY_TOOL_COMMON_REPORT_H
#define CORO_TIDY_TOOL_COMMON_REPORT_H

#include "checks/finding.h"

#include "clang/AST/ASTContext.h"

#include <string>
#include <vector>

namespace coro_tidy {

struct Place {
  std::string File; ///< absolute, as the compiler found it
  /// The same with symbolic links resolved: two places are in one file if
  /// these are equal.
  std::string RealFile;
  unsigned Line = 0;
  unsigned Column = 0; ///< from 1, in bytes
  unsigned Offset = 0;
  std::string LineText;
  /// Columns of LineText to underline, [first, last); empty if equal.
  unsigned RangeFirst = 0, RangeLast = 0;
};

struct PlacedNote {
  Place Where;
  std::string Message;
};

struct PlacedFix {
  std::string File; ///< absolute, symbolic links resolved
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Text;
};

struct PlacedFinding {
  std::string Check;
  Confidence Sure = Confidence::Certain;
  bool IsError = false;
  Place Where;
  std::string Message;
  std::vector<PlacedNote> Notes;
  std::vector<PlacedFix> Fixes;
  std::string Fingerprint;
};

PlacedFinding place(const Finding &F, const clang::ASTContext &Ctx);

} // namespace coro_tidy

#endif
