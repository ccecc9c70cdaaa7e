// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What one translation unit says, without its AST: findings as they are
// printed, stored and compared, and facts for the whole program.

#ifndef CORO_TIDY_CHECKS_PROGRAM_REPORT_H
#define CORO_TIDY_CHECKS_PROGRAM_REPORT_H

#include "program_facts.h"

#include "../analyzer.h"
#include "../finding.h"

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
  /// It happens before what the finding is about, not after.
  bool IsEarlier = false;
};

struct PlacedFix {
  std::string File; ///< absolute, symbolic links resolved
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Text;
  /// XXH3 of the file's content that the offsets belong to.
  uint64_t Hash = 0;
};

struct PlacedFinding {
  std::string Check;
  Confidence Sure = Confidence::Certain;
  bool IsError = false;
  Place Where;
  std::string Message;
  std::vector<PlacedNote> Notes;
  std::vector<PlacedFix> Fixes;
  /// If it is about a call that leads to another one: the functions on the way,
  /// as messages call them. The first is called where the finding is, the
  /// others where the last notes are, one each. Set by link(); not stored.
  std::vector<std::string> Calls;
  /// Qualified name of the function that it is in.
  std::string Function;
  std::string Fingerprint;
  /// A NOLINT comment hides it.
  bool IsSuppressed = false;
};

/// A finding that depends on what a call leads to: without message and notes.
struct OpenFinding {
  PlacedFinding Finding;
  OpenCall Call;
};

/// The result of one compile command, as in a .ctr file (report_io.h).
struct TUReport {
  std::string File; ///< the main file, absolute
  std::vector<PlacedFinding> Findings;
  std::vector<OpenFinding> Open;
  ProgramFacts Facts;
  /// Compiler errors, as clang prints them; empty if it parsed.
  std::string Errors;
};

/// Identifies a finding across edits that only move it: a hash of the check,
/// the enclosing function, the message and the text of the line without its
/// white space. Never of line numbers or paths above the file name.
std::string fingerprint(const PlacedFinding &F);

/// The path of a file, absolute and without dots, as the compiler found it.
std::string absolutePath(clang::FileID File, const clang::SourceManager &SM);

/// Takes the analysis out of its AST. \p AsErrors says which checks' findings
/// are errors.
TUReport makeReport(TUAnalysis Analysis, const clang::ASTContext &Ctx,
                    llvm::function_ref<bool(llvm::StringRef)> AsErrors);

} // namespace coro_tidy

#endif
