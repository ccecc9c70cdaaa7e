// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Accepted findings, in a file of the project: --baseline and
// --write-baseline. docs/adoption.md describes the format.

#ifndef CORO_TIDY_TOOL_CLI_BASELINE_H
#define CORO_TIDY_TOOL_CLI_BASELINE_H

#include "tool/output/run_result.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <functional>
#include <string>
#include <vector>

namespace coro_tidy {

/// Findings that look the same: one entry of the file.
struct BaselineEntry {
  std::string File; ///< absolute; in the file, relative to its folder
  std::string Check;
  std::string Fingerprint;
  std::string Function;
  std::string Message;
  Confidence Sure = Confidence::Certain;
  unsigned Count = 1;
};

class Baseline {
public:
  /// The error names the file, and the line if there is one: it is missing,
  /// damaged, or of a newer version.
  static llvm::Expected<Baseline> read(llvm::StringRef Path);

  /// Marks each finding as New or Unchanged, and appends Absent ones for the
  /// entries that are found no more. \p IsJudged says whether the run would
  /// have found it. Suppressed findings are left alone.
  ///
  /// A finding is known if its file has an entry of its fingerprint, or a file
  /// has that is there no more: so it survives a move. Each entry stands for as
  /// many findings as it counts.
  void compare(std::vector<ReportedFinding> &Findings,
               const std::function<bool(const BaselineEntry &)> &IsJudged);

  /// The entries that compare() could not judge: about them nothing is known.
  const std::vector<BaselineEntry> &unjudged() const { return Entries; }

private:
  bool takeSameFile(const PlacedFinding &F);
  bool takeMoved(const PlacedFinding &F);

  std::vector<BaselineEntry> Entries;
  llvm::StringMap<std::vector<size_t>> ByFingerprint;
};

/// Writes a baseline of the findings that \p IsAccepted, and of the entries to
/// keep; as a whole or not at all.
llvm::Error
writeBaseline(llvm::StringRef Path, const std::vector<ReportedFinding> &All,
              const std::function<bool(const ReportedFinding &)> &IsAccepted,
              const std::vector<BaselineEntry> &Keep);

} // namespace coro_tidy

#endif
