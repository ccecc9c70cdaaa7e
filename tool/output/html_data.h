// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an HTML page shows, as JSON.

#ifndef CORO_TIDY_TOOL_OUTPUT_HTML_DATA_H
#define CORO_TIDY_TOOL_OUTPUT_HTML_DATA_H

#include "run_result.h"

#include "llvm/Support/raw_ostream.h"

namespace coro_tidy {

/// Writes one JSON object, in ASCII or valid UTF-8; tool/output/html/data.js
/// says what is in it. Reads the source files.
void writeHtmlData(llvm::raw_ostream &OS, const RunResult &Result);

} // namespace coro_tidy

#endif
