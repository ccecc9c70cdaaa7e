// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files that the tool makes, which are never half written.

#ifndef CORO_TIDY_TOOL_CLI_OUTPUT_FILE_H
#define CORO_TIDY_TOOL_CLI_OUTPUT_FILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace coro_tidy {

/// Writes the file as a whole or not at all. A device, a pipe or a symbolic
/// link stays one.
llvm::Error writeFile(const std::string &Path,
                      llvm::function_ref<void(llvm::raw_ostream &)> Content);

} // namespace coro_tidy

#endif
