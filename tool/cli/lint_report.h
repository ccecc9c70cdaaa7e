// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run tells its user: compiler errors as they come, findings when all
// are known, a summary.

#ifndef CORO_TIDY_TOOL_CLI_LINT_REPORT_H
#define CORO_TIDY_TOOL_CLI_LINT_REPORT_H

#include "checks/program/report.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace coro_tidy {

/// As LLVM's --color says, or whether it is a terminal.
bool hasColor(llvm::raw_ostream &OS);

/// `12 findings`
std::string counted(size_t N, llvm::StringRef What);

class LintReport {
public:
  struct Options {
    bool Quiet = false;    ///< no progress and no summary
    bool ExitZero = false; ///< findings are no failure
    Confidence Least = Confidence::Likely;
    /// How often to say how far the run is, in seconds, where that is not a
    /// terminal.
    unsigned ProgressInterval = 30;
    /// Which checks' findings to show; all, if empty.
    std::function<bool(llvm::StringRef)> IsShown;
  };
  /// \p Total is the number of translation units.
  LintReport(size_t Total, Options Choice);

  /// Unit \p N has been started.
  void started(size_t N, llvm::StringRef File);
  /// A unit's errors are printed at once; \p Failed says that it could not be
  /// analysed.
  void add(std::vector<TUReport> Reports, llvm::StringRef Errors, bool Failed);
  /// The run was stopped before this unit was done.
  void stopped() { ++Stopped; }
  /// After the last: links, prints findings and the summary.
  void finish();

  /// 0 no finding, 1 findings, 2 not everything could be checked.
  int exitCode() const;
  const std::vector<PlacedFinding> &findings() const { return Kept; }

private:
  void clearProgress();
  void progress();
  std::string estimate() const;
  void printErrors(llvm::StringRef Text);
  void summary();

  size_t Total;
  Options Choice;
  bool ShowProgress;
  llvm::SmallString<256> Here;
  std::chrono::steady_clock::time_point Start, LastLine;
  size_t Finished = 0, Stopped = 0;
  size_t Broken = 0, Failed = 0;
  std::vector<TUReport> Reports;
  std::vector<PlacedFinding> Kept;
};

} // namespace coro_tidy

#endif
