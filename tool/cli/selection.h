// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which findings of a run the user is to act on: those that no baseline
// accepts, that concern the lines of a change, and that are wanted in their
// files (.coro-tidy).

#ifndef CORO_TIDY_TOOL_CLI_SELECTION_H
#define CORO_TIDY_TOOL_CLI_SELECTION_H

#include "baseline.h"
#include "diff.h"

#include "tool/common/profiles.h"
#include "tool/output/run_result.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace coro_tidy {

class Selection {
public:
  /// What was asked for; empty is not.
  struct Request {
    /// The main files; whatever else is read is known later.
    std::vector<std::string> Files;
    std::string BaselineFile;
    std::string WriteBaseline;
    std::string Diff;  ///< a git ref
    std::string Patch; ///< a file, or `-`
    /// Whether a finding of that check can be in the file at all.
    std::function<bool(llvm::StringRef Check, llvm::StringRef File)> Runs;
    /// Findings below it are not reported.
    Confidence Least = Confidence::Likely;
    /// All files of the project are checked.
    bool IsWhole = false;
  };

  /// Reads and verifies all that can be before the analysis.
  static llvm::Expected<Selection> create(Request Asked);

  /// The file was checked as far as this run goes: main file or header.
  void saw(llvm::StringRef File);

  /// Marks the findings, or takes them out; writes the baseline. Returns
  /// remarks for the user, one a line. The error is of a header's .coro-tidy
  /// file, whose findings stay, or of the baseline that could not be written.
  llvm::Expected<std::vector<std::string>> apply(RunResult &Result);

private:
  llvm::Error applyProfiles(RunResult &Result);
  llvm::Error readBaseline();
  llvm::Error readChanges();
  void compare(RunResult &Result, std::vector<std::string> &Remarks);
  bool isJudged(const BaselineEntry &E) const;
  llvm::Error write(const RunResult &Result,
                    std::vector<std::string> &Remarks) const;

  Request Asked;
  Profiles ByPath;
  std::optional<Baseline> Known;
  std::optional<ChangedLines> Changed;
  /// All units of the run have said what they have to.
  bool IsComplete = true;
  llvm::StringSet<> Names; ///< of what was seen
  llvm::StringSet<> Seen;  ///< with symbolic links resolved
};

} // namespace coro_tidy

#endif
