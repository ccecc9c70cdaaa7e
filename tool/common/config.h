// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From what the user asked for (flags, environment, .clang-tidy files) to the
// configuration of the analysis of one file. Shared by all hosts.

#ifndef CORO_TIDY_TOOL_COMMON_CONFIG_H
#define CORO_TIDY_TOOL_COMMON_CONFIG_H

#include "checks/analyzer.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace coro_tidy {

struct HostOptions {
  /// Globs, as in clang-tidy: `*`, `-coro-blocking-*`. Applied after the
  /// defaults and the .clang-tidy file.
  std::string Checks;
  /// Globs of the checks whose findings are errors.
  std::string WarningsAsErrors;
  /// `<check>.<option>` to value; wins over .clang-tidy files.
  CheckOptions::Map CheckOptionValues;
  /// Regular expression on header paths; empty for the project's own headers.
  std::string HeaderFilter;
  Confidence Least = Confidence::Likely;
};

struct FileConfig {
  AnalysisConfig Analysis;
  std::string WarningsAsErrors;
  /// Says the same of two configurations if the analysis gives the same
  /// results with both; the models aside.
  std::string Identity;
};

/// The configuration for a main file. Errors name the file or flag at fault:
/// an unreadable .clang-tidy, an unknown check, a bad option value.
llvm::Expected<FileConfig> configure(llvm::StringRef MainFile,
                                     const HostOptions &Host,
                                     const ModelSet &Models);

/// Does the glob list match the check?
bool matches(llvm::StringRef Globs, llvm::StringRef Check);

/// An error for globs that name no check, with the closest name.
llvm::Error verifyGlobs(llvm::StringRef Globs, llvm::StringRef Origin);

/// Adds `<check>.<option>=<value>`.
llvm::Error addCheckOption(HostOptions &Host, llvm::StringRef Item,
                           llvm::StringRef Origin);

/// An error for an option that no check has, or a value that it does not take.
llvm::Error verifyCheckOption(llvm::StringRef Name, llvm::StringRef Value,
                              llvm::StringRef Origin);

/// The folder that the file's project lies in: the nearest one above with a
/// .git, .hg, .svn or .clang-tidy, else the file's own.
std::string projectRoot(llvm::StringRef File);

} // namespace coro_tidy

#endif
