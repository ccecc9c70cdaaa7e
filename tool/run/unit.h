// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One translation unit: its key in the cache, its scan, its analysis.

#ifndef CORO_TIDY_TOOL_RUN_UNIT_H
#define CORO_TIDY_TOOL_RUN_UNIT_H

#include "memory_gate.h"
#include "runner.h"
#include "scan.h"

#include <memory>

namespace coro_tidy {

/// What all units of a run share. Thread-safe.
struct RunContext {
  RunContext(const clang::tooling::CompilationDatabase &Database,
             const ModelSet &Models, const RunOptions &Options);

  const clang::tooling::CompilationDatabase &Database;
  const ModelSet &Models;
  const RunOptions &Options;
  FileStates States;
  ScanPatterns Patterns;
  MemoryGate Gate;

  /// Of the files of one folder, which have it in common.
  llvm::Expected<std::shared_ptr<const FileConfig>>
  configuration(const std::string &File);

private:
  std::mutex Lock;
  llvm::StringMap<std::shared_ptr<const FileConfig>> Configurations;
};

class Unit {
public:
  Unit(std::string File, RunContext &Context);

  const std::string &file() const { return File; }
  /// A guess at what the analysis will take, in no unit; for the order only.
  uint64_t cost() const;

  /// From the cache, by a scan, or by the analysis. Skipped is final only if
  /// nobody demands what the unit defines.
  TUResult run();
  /// Of a unit that was skipped.
  bool mayDefine(const llvm::StringSet<> &Names) const;
  /// Of a unit that was skipped, and is demanded.
  TUResult analyze();

private:
  TUResult refuse(const llvm::Twine &Why) const;
  std::optional<TUResult> cached() const;
  bool scan();
  bool nameStandsInMainFile() const;
  void keep(const TUResult &Result, const Inputs &From,
            uint64_t Milliseconds) const;

  std::string File;
  RunContext &Context;
  std::vector<clang::tooling::CompileCommand> Commands;
  std::shared_ptr<const FileConfig> Config;
  std::string Problem; ///< with the configuration
  ContentHash Key, ScanKey;
  ScanResult Scanned;
};

} // namespace coro_tidy

#endif
