// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Places and texts in the terms of other tools.

#ifndef CORO_TIDY_TOOL_OUTPUT_PLACES_H
#define CORO_TIDY_TOOL_OUTPUT_PLACES_H

#include "run_result.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace coro_tidy {

/// One past the last byte of what the place is about, from 1, on its line; 0
/// if the line's text is not known.
unsigned endColumn(const Place &P);

/// What \p Column, in bytes from 1, is in UTF-16 code units from 1, as editors
/// and web pages count.
unsigned utf16Column(llvm::StringRef LineText, unsigned Column);

/// The text as valid UTF-8: sources may be in another encoding.
std::string utf8(llvm::StringRef Text);

/// The path as it is called in the repository of a CI job: relative to the
/// folder that the environment variable \p RootVariable names, or else as it
/// is shown to the user.
std::string repositoryPath(llvm::StringRef Path, const RunResult &Result,
                           llvm::StringRef RootVariable);

/// The message, and a line for each note.
std::string messageWithNotes(const PlacedFinding &F, llvm::StringRef Folder);

/// Calls \p Step with each place of the finding and what is said of it, in the
/// order in which things happen.
void forEachStep(const PlacedFinding &F,
                 llvm::function_ref<void(const Place &, llvm::StringRef)> Step);

/// `warning` or `error`
llvm::StringRef severityName(const PlacedFinding &F);
/// `certain`, `likely` or `possible`
llvm::StringRef confidenceName(Confidence Sure);
/// `none`, `new`, `unchanged` or `absent`
llvm::StringRef baselineName(BaselineState State);

} // namespace coro_tidy

#endif
