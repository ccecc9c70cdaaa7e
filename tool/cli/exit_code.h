// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the program ends.

#ifndef CORO_TIDY_TOOL_CLI_EXIT_CODE_H
#define CORO_TIDY_TOOL_CLI_EXIT_CODE_H

#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"

namespace coro_tidy {

enum ExitCode { Clean = 0, HasFindings = 1, CouldNotRun = 2 };

/// Prints the error, or each of those that are joined in it; the exit code.
int fail(llvm::Error E);
int fail(const llvm::Twine &Message);

} // namespace coro_tidy

#endif
