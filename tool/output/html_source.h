// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The source text that an HTML page shows: of each file the lines around what
// was found, and what fixes make of them.

#ifndef CORO_TIDY_TOOL_OUTPUT_HTML_SOURCE_H
#define CORO_TIDY_TOOL_OUTPUT_HTML_SOURCE_H

#include "source_files.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"

#include <map>
#include <string>

namespace coro_tidy {

class HtmlSource {
public:
  /// Has the page show the place's line and some around it. Returns the number
  /// of the file on the page.
  size_t add(const Place &P);

  /// Writes the files as an array of
  /// `{"path": ..., "parts": [[first line, [text ...]] ...]}`. Paths below
  /// \p Folder are relative to it.
  void writeFiles(llvm::json::OStream &J, llvm::StringRef Folder);

  /// Writes what the fixes of a finding change as an array of
  /// `{"path": ..., "line": ..., "old": [text ...], "new": [text ...]}`. What
  /// belongs to a file that has changed since, or can't be read, is left out.
  void writeFix(llvm::json::OStream &J, const PlacedFinding &F,
                llvm::StringRef Folder);

private:
  /// What is known of a file's lines without it.
  using KnownLines = std::map<unsigned, std::string>;

  KnownLines shownLines(llvm::StringRef File, const KnownLines &Known);

  llvm::MapVector<std::string, KnownLines, llvm::StringMap<unsigned>> Files;
  SourceFiles Source;
};

} // namespace coro_tidy

#endif
