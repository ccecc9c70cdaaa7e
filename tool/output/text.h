// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Findings as clang prints its diagnostics.

#ifndef CORO_TIDY_TOOL_OUTPUT_TEXT_H
#define CORO_TIDY_TOOL_OUTPUT_TEXT_H

#include "checks/program/report.h"

#include "llvm/Support/raw_ostream.h"

namespace coro_tidy {

/// Paths below \p Folder are shown relative to it, as compilers show the paths
/// that they were given.
void printFinding(llvm::raw_ostream &OS, const PlacedFinding &F,
                  llvm::StringRef Folder, bool Color);

/// Reads the source lines of notes that came without: those in other TUs. What
/// cannot be read stays empty.
void addLines(std::vector<PlacedFinding> &Findings);

/// The path as it is shown to a user in \p Folder.
llvm::StringRef shownPath(llvm::StringRef Path, llvm::StringRef Folder);
/// `path:line:column`
std::string shownPlace(const Place &P, llvm::StringRef Folder);

} // namespace coro_tidy

#endif
