// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files that are written as a whole or not at all.

#ifndef CORO_TIDY_TOOL_OUTPUT_OUTPUT_FILE_H
#define CORO_TIDY_TOOL_OUTPUT_OUTPUT_FILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace coro_tidy {

/// Replaces the file, or makes it, through a temporary one beside it; devices,
/// pipes and symbolic links stay what they are. `-` is standard output. The
/// error names the file.
llvm::Error writeFile(const std::string &Path,
                      llvm::function_ref<void(llvm::raw_ostream &)> Content);

/// Whether writeFile can be expected to succeed: to be asked before long work.
/// The error names the file. Opens nothing.
llvm::Error verifyWritable(const std::string &Path);

} // namespace coro_tidy

#endif
