// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Analyses translation units in parallel, and only those that it has to.

#ifndef CORO_TIDY_TOOL_RUN_RUNNER_H
#define CORO_TIDY_TOOL_RUN_RUNNER_H

#include "result_cache.h"

#include "checks/program/report.h"
#include "tool/common/config.h"

#include "clang/Tooling/CompilationDatabase.h"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace coro_tidy {

/// Where the time of a unit went, in microseconds of the clock.
struct UnitTimes {
  uint64_t Cache = 0, Scan = 0, Parse = 0, Analysis = 0;
  llvm::StringMap<uint64_t> Checks; ///< parts of Analysis
};

struct TUResult {
  enum class Origin {
    Analysed,
    Cached,  ///< by an earlier run, from the same inputs
    Skipped, ///< it has no coroutines, and nothing that one elsewhere calls
    Stopped, ///< the run was stopped before it was done
  };
  std::string File;
  /// One a compile command.
  std::vector<TUReport> Reports;
  /// Compiler errors of all of them, as clang prints them; empty if it parsed.
  std::string Errors;
  /// The files that were read.
  std::vector<std::string> Inputs;
  /// It could not be analysed at all.
  bool Failed = false;
  Origin From = Origin::Analysed;
  /// It started from headers that were parsed for several units.
  bool HasSharedHeaders = false;
  UnitTimes Times;
};

struct RunOptions {
  unsigned Threads = 0; ///< 0: one a core
  HostOptions Host;
  bool Color = false; ///< of compiler errors
  /// Null: every unit is analysed anew.
  ResultCache *Cache = nullptr;
  /// What else the results depend on: the tool, the models.
  std::string Identity;
  /// Leave out units that can have no part in a finding.
  bool SkipUnits = true;
  /// Parse headers that several units include once.
  bool ShareHeaders = true;
  /// Take the time of each check.
  bool TimeChecks = false;
  /// Bytes of memory; no unit is begun beside others while it might take more.
  uint64_t MaxMemory = ~0ull;
  /// Set by whoever wants the run to end early: no unit is begun any more, and
  /// those that have begun are given up.
  const std::atomic<bool> *Stop = nullptr;
  bool isStopped() const { return Stop && Stop->load(); }
};

/// Calls \p Done once a file, on the calling thread or a worker, never two at
/// a time; in the order of \p Files, but that units which are analysed only
/// because others demand them come after those, and skipped ones last. \p
/// Started is told how many units have begun, likewise.
void analyzeAll(const clang::tooling::CompilationDatabase &Database,
                llvm::ArrayRef<std::string> Files, const ModelSet &Models,
                const RunOptions &Options,
                const std::function<void(TUResult)> &Done,
                const std::function<void(size_t, llvm::StringRef)> &Started);

} // namespace coro_tidy

#endif
