// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One name for one file.

#ifndef CORO_TIDY_TOOL_COMMON_PATHS_H
#define CORO_TIDY_TOOL_COMMON_PATHS_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace coro_tidy {

/// The path, absolute (relative ones lie under \p Folder, or in the working
/// directory) and without dots.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Folder = "");

/// The path with symbolic links resolved; as it is if there is no such file.
std::string realPath(llvm::StringRef Path);

} // namespace coro_tidy

#endif
