// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiler errors, from how clang prints them.

#ifndef CORO_TIDY_TOOL_OUTPUT_RUN_ERRORS_H
#define CORO_TIDY_TOOL_OUTPUT_RUN_ERRORS_H

#include "checks/program/report.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace coro_tidy {

struct RunError {
  std::string File; ///< absolute; empty if it is about none
  unsigned Line = 0;
  unsigned Column = 0; ///< from 1, in bytes
  std::string Message;

  /// Without the text of its line, which is not at hand.
  Place place() const;
};

/// What was printed for one translation unit, one error with its notes each,
/// without colour.
std::vector<std::string> splitErrors(llvm::StringRef Printed);

/// One of these.
RunError parseError(llvm::StringRef Text);

} // namespace coro_tidy

#endif
