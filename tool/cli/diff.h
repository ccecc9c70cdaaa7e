// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The lines that a change touches: --diff and --patch. docs/adoption.md says
// which findings belong to them.

#ifndef CORO_TIDY_TOOL_CLI_DIFF_H
#define CORO_TIDY_TOOL_CLI_DIFF_H

#include "checks/program/report.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

#include <string>

namespace coro_tidy {

/// Lines that were added or changed, of files with symbolic links resolved.
class ChangedLines {
public:
  /// Adds what a unified diff adds, as git, hg, svn and diff -u write it. Its
  /// paths are relative to one of \p Folders. With \p Verify, each added line
  /// must be in its file. The error names the patch and the line.
  llvm::Error addPatch(llvm::MemoryBufferRef Patch,
                       llvm::ArrayRef<std::string> Folders, bool Verify);

  /// Adds what differs between the git ref and the working tree of the
  /// repository that the working directory is in; untracked files as a whole.
  llvm::Error addGitDiff(llvm::StringRef Ref);

  /// Whether the finding's line is one of them, or the line of one of its
  /// notes: what it says has a cause there.
  bool concern(const PlacedFinding &F) const;

private:
  bool contain(const Place &P) const;

  llvm::StringSet<> Whole;
  llvm::StringMap<llvm::DenseSet<unsigned>> Lines;
};

} // namespace coro_tidy

#endif
