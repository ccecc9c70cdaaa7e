// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run found: the input of every output format.

#ifndef CORO_TIDY_TOOL_OUTPUT_RUN_RESULT_H
#define CORO_TIDY_TOOL_OUTPUT_RUN_RESULT_H

#include "checks/program/report.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace coro_tidy {

/// A finding compared with those of an earlier run (--baseline).
enum class BaselineState {
  None,      ///< there is no baseline
  New,       ///< not in it
  Unchanged, ///< in it: known, not shown as text
  Absent,    ///< in it, and found no more
};

struct ReportedFinding {
  PlacedFinding Finding;
  BaselineState Baseline = BaselineState::None;
  /// By a NOLINT comment in the source.
  bool IsSuppressed = false;

  /// Whether the user is to do something about it. Formats that can mark the
  /// others list them too.
  bool isShown() const {
    return !IsSuppressed &&
           (Baseline == BaselineState::None || Baseline == BaselineState::New);
  }
};

struct RunResult {
  /// In order of file, line and check.
  std::vector<ReportedFinding> Findings;
  /// Compiler errors, and why units could not be checked: each with its notes,
  /// as clang prints them, without colour (run_errors.h takes them apart).
  std::vector<std::string> Errors;
  /// The working directory: paths below it are shown relative to it.
  std::string Folder;
  size_t Units = 0;  ///< all translation units
  size_t Broken = 0; ///< with compiler errors: findings may be missing
  size_t Failed = 0; ///< could not be checked at all
  /// The run was stopped: these are the findings up to then.
  bool WasInterrupted = false;
  int ExitCode = 0; ///< of the process
  static constexpr llvm::StringLiteral InterruptionText =
      "the run was interrupted; findings are missing";
};

} // namespace coro_tidy

#endif
