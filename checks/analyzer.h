// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs the checks over one translation unit. Opens no file, prints nothing,
// knows no host.

#ifndef CORO_TIDY_CHECKS_ANALYZER_H
#define CORO_TIDY_CHECKS_ANALYZER_H

#include "check.h"
#include "models/model.h"
#include "program/program_facts.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclGroup.h"
#include "llvm/ADT/StringSet.h"

#include <functional>
#include <vector>

namespace coro_tidy {

struct AnalysisConfig {
  const ModelSet *Models = nullptr;
  /// Names of the checks to run.
  llvm::StringSet<> Checks;
  /// `<check>.<option>` to value.
  CheckOptions::Map Options;
  /// Where the compiler reported errors, in the order of the TU; null if the
  /// host does not know. Code may be missing there.
  const std::vector<clang::SourceLocation> *Errors = nullptr;
  /// Findings below this are dropped.
  Confidence Least = Confidence::Likely;
  /// Whether findings in a file are wanted. Functions in other files are not
  /// analysed for themselves, only for what they mean to their callers. The
  /// default wants all but system headers.
  std::function<bool(const clang::SourceManager &, clang::FileID)> IsWanted;
  /// Gets the microseconds that each check took, if not null.
  llvm::StringMap<uint64_t> *Times = nullptr;
  /// Leaves findings open that depend on what calls lead to, and gathers facts
  /// for other TUs. Without it, what is not in sight is harmless.
  bool WholeProgram = false;
};

struct TUAnalysis {
  /// In source order, one a place and check, however many instantiations
  /// repeat it; open ones may come several times.
  std::vector<Finding> Findings;
  /// What the open findings refer to.
  ProgramFacts Facts;
  uint64_t Microseconds = 0; ///< that the analysis took
};

/// Analyses the functions defined under these declarations (and the
/// instantiations of their templates).
///
/// Not thread-safe for one ASTContext; different ones may run in parallel
/// with the same configuration.
TUAnalysis analyze(clang::ASTContext &Ctx,
                   llvm::ArrayRef<clang::Decl *> TopLevel,
                   const AnalysisConfig &Config);

} // namespace coro_tidy

#endif
