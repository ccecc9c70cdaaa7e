// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unified diffs, as git, Mercurial, Subversion and diff -u write them.

#ifndef CORO_TIDY_TOOL_CLI_PATCH_READER_H
#define CORO_TIDY_TOOL_CLI_PATCH_READER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

#include <string>
#include <vector>

namespace coro_tidy {

struct AddedLine {
  unsigned Number = 0;  ///< in the new file, from 1
  llvm::StringRef Text; ///< points into the patch
};

struct PatchedFile {
  /// What the path may be, the likeliest first: with and without its first
  /// component, which may be a prefix such as `b/`.
  std::vector<std::string> Names;
  std::vector<AddedLine> Added;
};

/// The files that a patch changes or makes, with the lines that it adds.
/// Deleted and binary files, links and submodules are left out. The error names
/// the patch and the line: a hunk that is cut off, a combined diff of a merge,
/// no diff at all.
llvm::Expected<std::vector<PatchedFile>> readPatch(llvm::MemoryBufferRef Patch);

} // namespace coro_tidy

#endif
