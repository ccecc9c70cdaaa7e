// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Analyses translation units in parallel and delivers them in order.

#ifndef CORO_TIDY_TOOL_CLI_RUNNER_H
#define CORO_TIDY_TOOL_CLI_RUNNER_H

#include "checks/program/report.h"
#include "tool/common/config.h"

#include "clang/Tooling/CompilationDatabase.h"

#include <functional>
#include <string>
#include <vector>

namespace coro_tidy {

struct TUResult {
  std::string File;
  /// One a compile command.
  std::vector<TUReport> Reports;
  /// Compiler errors of all of them, as clang prints them; empty if it parsed.
  std::string Errors;
  /// The files that were read, if RunOptions::WantsInputs.
  std::vector<std::string> Inputs;
  /// It could not be analysed at all.
  bool Failed = false;
};

struct RunOptions {
  unsigned Threads = 0; ///< 0: one a core
  HostOptions Host;
  bool Color = false; ///< of compiler errors
  bool WantsInputs = false;
};

/// Calls \p Done in the order of \p Files, on the calling thread or a worker,
/// never two at a time. \p Started is told how many TUs have begun, likewise.
void analyzeAll(const clang::tooling::CompilationDatabase &Database,
                llvm::ArrayRef<std::string> Files, const ModelSet &Models,
                const RunOptions &Options,
                const std::function<void(TUResult)> &Done,
                const std::function<void(size_t, llvm::StringRef)> &Started);

} // namespace coro_tidy

#endif
