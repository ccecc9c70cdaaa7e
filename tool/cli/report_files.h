// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reports on disk: what `analyze` writes and `link` reads.

#ifndef CORO_TIDY_TOOL_CLI_REPORT_FILES_H
#define CORO_TIDY_TOOL_CLI_REPORT_FILES_H

#include "tool/run/runner.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace coro_tidy {

/// Writes the reports to \p Output, and if \p Depfile is not empty, what they
/// were made from to that, as a rule of Make or Ninja. Each file is written as
/// a whole or not at all.
llvm::Error writeOutput(const std::string &Output, const std::string &Depfile,
                        const TUResult &Result,
                        const std::vector<std::string> &MoreInputs);

llvm::Expected<std::vector<TUReport>> readInput(const std::string &Path);

} // namespace coro_tidy

#endif
