// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One translation unit: its key in the cache, its scan, its analysis.

#ifndef CORO_TIDY_TOOL_RUN_UNIT_H
#define CORO_TIDY_TOOL_RUN_UNIT_H

#include "memory_gate.h"
#include "runner.h"
#include "scan.h"
#include "shared_prefix.h"

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

  /// What can be said without an analysis: from the cache, or by a scan.
  /// Skipped is final only if nobody demands what the unit defines.
  std::optional<TUResult> look();
  /// Of a unit that was skipped.
  bool mayDefine(const llvm::StringSet<> &Names) const;
  /// What it could share with others, under which flags.
  std::pair<std::string, IncludePrefix> prefix() const;
  void share(std::shared_ptr<SharedPrefix> With) { Shared = std::move(With); }
  /// Of a unit that look() could not tell of, or that was skipped and is
  /// demanded.
  TUResult analyze();
  /// The result of a unit that is not analysed.
  TUResult nothing(TUResult::Origin Why) const;

private:
  TUResult refuse(const llvm::Twine &Why) const;
  std::optional<TUResult> cached() const;
  TUResult parse();
  bool scan();
  bool nameStandsInMainFile() const;
  void startFromPrefix(clang::CompilerInvocation &Invocation,
                       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
                       Inputs &From);

  std::string File;
  RunContext &Context;
  std::vector<clang::tooling::CompileCommand> Commands;
  std::shared_ptr<const FileConfig> Config;
  std::string Problem; ///< with the configuration
  ContentHash Key, ScanKey;
  bool IsSkipped = false;
  ScanResult Scanned;
  uint64_t ScanMicroseconds = 0;
  std::shared_ptr<SharedPrefix> Shared;
  bool StartedFromPrefix = false;
  std::unique_ptr<llvm::MemoryBuffer> Source; ///< while it is parsed
};

} // namespace coro_tidy

#endif
