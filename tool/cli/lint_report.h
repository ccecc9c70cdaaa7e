// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run tells its user: compiler errors as they come, findings when all
// are known, a summary.

#ifndef CORO_TIDY_TOOL_CLI_LINT_REPORT_H
#define CORO_TIDY_TOOL_CLI_LINT_REPORT_H

#include "tool/output/requests.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
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
    /// Takes out, or marks, what the user need not act on; what it says goes
    /// below the summary. Nothing, if empty.
    std::function<llvm::Expected<std::vector<std::string>>(RunResult &)> Judge;
    std::vector<FormatRequest> Formats;
  };
  /// \p Total is the number of translation units.
  LintReport(size_t Total, Options Chosen);

  /// Unit \p N has been started.
  void started(size_t N, llvm::StringRef File);
  /// A unit's errors are printed at once; \p Failed says that it could not be
  /// analysed.
  void add(std::vector<TUReport> Reports, llvm::StringRef Errors, bool Failed);
  /// The run was stopped before this unit was done.
  void stopped() { ++Stopped; }
  /// After the last: links, writes the formats and prints the summary. The
  /// error tells of a file that could not be written, or is that of
  /// Options::Judge; the findings are written nevertheless.
  llvm::Error finish();

  /// 0 no finding, 1 findings, 2 not everything could be checked.
  int exitCode() const;
  /// Those that the user is to do something about.
  std::vector<PlacedFinding> findings() const;

private:
  void clearProgress();
  void progress();
  std::string estimate() const;
  void printErrors(llvm::StringRef Text);
  void keepErrors(llvm::StringRef Text);
  void summary(llvm::ArrayRef<std::string> Remarks);

  Options Choice;
  bool ShowProgress = false;
  std::chrono::steady_clock::time_point Start, LastLine;
  size_t Finished = 0, Stopped = 0;
  std::vector<TUReport> Reports;
  RunResult Result;
  llvm::StringSet<> KnownErrors;
};

} // namespace coro_tidy

#endif
