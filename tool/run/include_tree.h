// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef CORO_TIDY_TOOL_RUN_INCLUDE_TREE_H
#define CORO_TIDY_TOOL_RUN_INCLUDE_TREE_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem/UniqueID.h"

#include <cstdint>
#include <string>
#include <vector>

namespace coro_tidy {

/// What a translation unit is made of.
struct IncludeTree {
  struct File {
    llvm::sys::fs::UniqueID Id; ///< whatever the path that led there
    std::string Path;
    /// What follows `#include` so that it is found from anywhere.
    std::string Spelling;
    uint64_t Size = 0; ///< bytes
    bool IsSystem = false;
    /// It means nothing the second time.
    bool IsGuarded = false;
    /// Indices into Files, in the order of the text, each once.
    llvm::SmallVector<unsigned, 8> Includes;
  };
  /// In the order in which they begin; the first is the source itself.
  std::vector<File> Files;
};

} // namespace coro_tidy

#endif
