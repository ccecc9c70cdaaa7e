// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Findings as clang prints its diagnostics.

#ifndef CORO_TIDY_TOOL_CLI_PRINT_H
#define CORO_TIDY_TOOL_CLI_PRINT_H

#include "tool/common/report.h"

#include "llvm/Support/raw_ostream.h"

namespace coro_tidy {

void printFinding(llvm::raw_ostream &OS, const PlacedFinding &F, bool Color);

} // namespace coro_tidy

#endif
