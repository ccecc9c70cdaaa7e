// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --verify-config: everything that is wrong with what a run would read, at
// once.

#ifndef CORO_TIDY_TOOL_CLI_VERIFY_CONFIG_H
#define CORO_TIDY_TOOL_CLI_VERIFY_CONFIG_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace coro_tidy {

/// Gathers mistakes, each with its place: a flag, or a file with the line.
class ConfigVerifier {
public:
  /// Notes the mistake, if it is one.
  void note(llvm::Error E);
  /// Checks that a flag or a file lists.
  void globs(llvm::StringRef Globs, llvm::StringRef Origin);
  /// `<check>.<option>=<value>` of a flag.
  void option(llvm::StringRef Item, llvm::StringRef Origin);
  void headerFilter(llvm::StringRef Pattern, llvm::StringRef Origin);
  /// The .clang-tidy and .coro-tidy files that apply to the source file, and
  /// whether it is there.
  void source(llvm::StringRef File);

  llvm::ArrayRef<std::string> mistakes() const { return Mistakes; }

private:
  /// Whether the one above it applies as well.
  bool clangTidyFile(llvm::StringRef Path);

  std::vector<std::string> Mistakes;
  llvm::StringSet<> Known; ///< mistakes, so that each is said once
  llvm::StringMap<bool> ReadFiles;
};

} // namespace coro_tidy

#endif
