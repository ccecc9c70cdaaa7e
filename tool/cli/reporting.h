// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What `lint` and `link` have in common: which findings are shown, in which
// formats, and what --fix makes of them.

#ifndef CORO_TIDY_TOOL_CLI_REPORTING_H
#define CORO_TIDY_TOOL_CLI_REPORTING_H

#include "lint_report.h"
#include "options.h"
#include "selection.h"

#include "llvm/Support/Error.h"

#include <memory>

namespace coro_tidy {

struct Reporting {
  std::unique_ptr<Selection> Selected; ///< Options refer to it
  LintReport::Options Options;
};

/// The files, checks and extent of the run are asked for by \p Asked, the rest
/// by the user. Reads and verifies all that can be before the analysis.
llvm::Expected<Reporting> reporting(const CommandLineOptions &Given,
                                    Selection::Request Asked);

/// After the last unit; the exit code. Nothing is fixed if \p IsInterrupted.
int finish(const CommandLineOptions &Given, LintReport &Out,
           bool IsInterrupted = false);

} // namespace coro_tidy

#endif
