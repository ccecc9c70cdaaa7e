// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One translation unit: its key in the cache, its scan, its analysis.

#ifndef CORO_TIDY_TOOL_RUN_UNIT_H
#define CORO_TIDY_TOOL_RUN_UNIT_H

#include "include_scan.h"
#include "memory_gate.h"
#include "runner.h"
#include "scan.h"
#include "shared_headers.h"

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
  IncludeScanner Includes;
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
  /// Units of the same text, which is not empty, can share headers.
  std::string flags() const;
  IncludeTree includes() const;
  void share(std::shared_ptr<SharedHeaders> With) { Shared = std::move(With); }
  const SharedHeaders *shared() const { return Shared.get(); }
  /// Of a unit that look() could not tell of, or that was skipped and is
  /// demanded.
  TUResult analyze();
  /// The result of a unit that is not analysed.
  TUResult nothing(TUResult::Origin Why) const;

private:
  struct Attempt;

  void run(Attempt &Into, SharedHeaders *Start) const;
  void take(Attempt &Into, clang::ASTContext &Ctx, TUAnalysis Found) const;
  TUResult refuse(const llvm::Twine &Why) const;
  std::optional<TUResult> cached() const;
  /// Nothing if it turns out that it cannot start from \p From.
  std::optional<TUResult> parse(SharedHeaders *From);
  bool scan();
  bool nameStandsInMainFile() const;

  std::string File;
  RunContext &Context;
  std::vector<clang::tooling::CompileCommand> Commands;
  std::shared_ptr<const FileConfig> Config;
  std::string Problem; ///< with the configuration
  ContentHash Key, ScanKey;
  bool IsSkipped = false;
  ScanResult Scanned;
  uint64_t ScanMicroseconds = 0;
  std::shared_ptr<SharedHeaders> Shared;
};

} // namespace coro_tidy

#endif
