// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which translation units to analyse.

#ifndef CORO_TIDY_TOOL_CLI_SOURCES_H
#define CORO_TIDY_TOOL_CLI_SOURCES_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace coro_tidy {

/// The files of the database that the arguments name, sorted, without
/// repetition. An argument is a file, a folder (all of the database's files
/// under it) or a regular expression on absolute paths. No argument: all C++
/// files. An argument that selects nothing is an error.
llvm::Expected<std::vector<std::string>>
selectSources(const clang::tooling::CompilationDatabase &Database,
              llvm::ArrayRef<std::string> Arguments);

} // namespace coro_tidy

#endif
