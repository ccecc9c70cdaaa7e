// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which headers a translation unit includes, from its preprocessor directives
// alone. That costs about a fiftieth of the parse, and is a hint, no more: what
// is made of it has to be checked when the unit is parsed.

#ifndef CORO_TIDY_TOOL_RUN_INCLUDE_SCAN_H
#define CORO_TIDY_TOOL_RUN_INCLUDE_SCAN_H

#include "include_tree.h"

#include "clang/DependencyScanning/DependencyScanningFilesystem.h"
#include "clang/Tooling/CompilationDatabase.h"

namespace coro_tidy {

/// Reads each header once. Thread-safe.
class IncludeScanner {
public:
  /// Of a unit that cannot be preprocessed, a tree without headers.
  IncludeTree scan(const clang::tooling::CompileCommand &Command,
                   const std::string &File);

private:
  clang::dependencies::DependencyScanningFilesystemSharedCache Files;
};

} // namespace coro_tidy

#endif
