// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --man-page: the manual page, in roff.

#ifndef CORO_TIDY_TOOL_CLI_MAN_PAGE_H
#define CORO_TIDY_TOOL_CLI_MAN_PAGE_H

#include "command_line.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace coro_tidy {

/// Fills docs/man/coro-tidy.1.in, as embedded at build time, with the commands,
/// the options and the checks.
void printManPage(llvm::raw_ostream &OS, llvm::ArrayRef<CommandText> Commands);

} // namespace coro_tidy

#endif
