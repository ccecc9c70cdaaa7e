// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --fix: writes the fix-its of findings into the files.

#ifndef CORO_TIDY_TOOL_CLI_FIX_H
#define CORO_TIDY_TOOL_CLI_FIX_H

#include "checks/program/report.h"

#include "llvm/Support/Error.h"

#include <vector>

namespace coro_tidy {

/// Two findings of those given whose fixes overlap.
struct FixConflict {
  const PlacedFinding *Left;    ///< not fixed
  const PlacedFinding *Applied; ///< the one whose fix came first
};

struct FixSummary {
  unsigned Applied = 0; ///< findings whose fix was applied
  unsigned Files = 0;
  std::vector<FixConflict> Conflicts;
};

/// Applies the fixes to all files or to none: a file that is write-protected,
/// or has changed since it was analysed, stops them all. A finding's fix is
/// applied completely or not at all; edits that are the same in several fixes
/// are made once.
llvm::Expected<FixSummary> applyFixes(const std::vector<PlacedFinding> &All);

} // namespace coro_tidy

#endif
