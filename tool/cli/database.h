// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the project is compiled: its compile_commands.json.

#ifndef CORO_TIDY_TOOL_CLI_DATABASE_H
#define CORO_TIDY_TOOL_CLI_DATABASE_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>

namespace coro_tidy {

/// Opens compile_commands.json: in \p BuildDir if given, else in `build` or
/// the working directory, or in a folder above it. All paths of the result are
/// absolute; no command is there twice.
llvm::Expected<std::unique_ptr<clang::tooling::CompilationDatabase>>
openDatabase(llvm::StringRef BuildDir);

} // namespace coro_tidy

#endif
