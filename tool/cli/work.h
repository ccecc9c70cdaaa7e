// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run analyses.

#ifndef CORO_TIDY_TOOL_CLI_WORK_H
#define CORO_TIDY_TOOL_CLI_WORK_H

#include "options.h"

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace coro_tidy {

struct Work {
  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
  std::vector<std::string> Files; ///< absolute
};

/// The files that are named before `--`, with the flags after it; without
/// those, what the arguments select of the compile database.
llvm::Expected<Work> findWork(const CommandLineOptions &Given);

} // namespace coro_tidy

#endif
