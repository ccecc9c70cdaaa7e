// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the cache keeps of a translation unit: under which keys, in which form.

#ifndef CORO_TIDY_TOOL_RUN_CACHED_RESULTS_H
#define CORO_TIDY_TOOL_RUN_CACHED_RESULTS_H

#include "result_cache.h"
#include "runner.h"
#include "scan.h"

#include <optional>
#include <string>

namespace coro_tidy {

/// Of all that the result depends on but the files that are read.
ContentHash resultKey(const std::string &File, const FileConfig &Config,
                      llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
                      const RunOptions &Options);
/// Of the scan of the unit that has this key.
ContentHash scanKey(ContentHash ResultKey);

std::string encode(const TUResult &Result);
std::string encode(const ScanResult &Scanned);

/// Nothing if the payload is damaged, or a symbolic link has changed since.
std::optional<TUResult> decodeResult(ResultCache::Hit Hit,
                                     const std::string &File);
ScanResult decodeScan(llvm::StringRef Payload);

} // namespace coro_tidy

#endif
