// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --completion: scripts that complete coro-tidy's command line in a shell.

#ifndef CORO_TIDY_TOOL_CLI_COMPLETION_H
#define CORO_TIDY_TOOL_CLI_COMPLETION_H

#include "command_line.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace coro_tidy {

enum class Shell { None, Bash, Zsh, Fish };

/// Writes the script, which knows options, their values and the checks.
void printCompletion(llvm::raw_ostream &OS, Shell For,
                     llvm::ArrayRef<CommandText> Commands);

} // namespace coro_tidy

#endif
