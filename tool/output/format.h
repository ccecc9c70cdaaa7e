// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Output formats. A format declares itself once, in a FormatInfo; --format and
// its help are made from that.

#ifndef CORO_TIDY_TOOL_OUTPUT_FORMAT_H
#define CORO_TIDY_TOOL_OUTPUT_FORMAT_H

#include "run_result.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>

namespace coro_tidy {

class Format {
public:
  virtual ~Format() = default;
  /// Writes all of the result, once.
  virtual void write(llvm::raw_ostream &OS, const RunResult &Result) = 0;
};

/// For FormatInfo::Create.
template <class T> std::unique_ptr<Format> create() {
  return std::make_unique<T>();
}

struct FormatInfo {
  llvm::StringLiteral Name;
  llvm::StringLiteral Summary;
  std::unique_ptr<Format> (*Create)();
};

/// All formats, the default one first.
llvm::ArrayRef<const FormatInfo *> allFormats();
/// The format of that name, or null.
const FormatInfo *findFormat(llvm::StringRef Name);

} // namespace coro_tidy

#endif
