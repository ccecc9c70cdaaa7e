// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --fix: writes the fix-its of findings into the files.

#ifndef CORO_TIDY_TOOL_CLI_FIX_H
#define CORO_TIDY_TOOL_CLI_FIX_H

#include "checks/program/report.h"

#include "llvm/Support/Error.h"

namespace coro_tidy {

struct FixSummary {
  unsigned Applied = 0;   ///< findings whose fix was applied
  unsigned Conflicts = 0; ///< findings whose fix overlaps an earlier one's
  unsigned Files = 0;
};

/// Applies the fixes. Each file is replaced as a whole or not at all, and none
/// is if one of them is write-protected. A finding's fix is applied completely
/// or not at all.
llvm::Expected<FixSummary> applyFixes(const std::vector<PlacedFinding> &All);

} // namespace coro_tidy

#endif
