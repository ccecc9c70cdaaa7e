// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --format: which formats a run writes, and where to.

#ifndef CORO_TIDY_TOOL_OUTPUT_REQUESTS_H
#define CORO_TIDY_TOOL_OUTPUT_REQUESTS_H

#include "format.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace coro_tidy {

struct FormatRequest {
  const FormatInfo *Info = nullptr;
  std::string File; ///< empty: standard output
};

/// Reads values of the form `name[:file]`; the file `-` is standard output.
/// None at all means the default format, to standard output. The error tells
/// of an unknown name, of two formats for one place, and of a file that cannot
/// be written.
llvm::Expected<std::vector<FormatRequest>>
readFormats(llvm::ArrayRef<std::string> Values);

/// Writes them all, though one may fail.
llvm::Error writeFormats(llvm::ArrayRef<FormatRequest> Requests,
                         const RunResult &Result);

} // namespace coro_tidy

#endif
