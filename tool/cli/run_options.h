// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a run analyses, and where it keeps the results.

#ifndef CORO_TIDY_TOOL_CLI_RUN_OPTIONS_H
#define CORO_TIDY_TOOL_CLI_RUN_OPTIONS_H

#include "options.h"

#include "tool/run/runner.h"

#include "llvm/Support/Error.h"

#include <memory>
#include <string>

namespace coro_tidy {

/// All but the cache and what belongs to it. The error is of the user's
/// configuration, or of how the tool is installed.
llvm::Expected<RunOptions> runOptions(const CommandLineOptions &Given,
                                      const ModelSet &Models);

/// Null if there is to be none, or if the default one cannot be made.
llvm::Expected<std::unique_ptr<ResultCache>>
openCache(const CommandLineOptions &Given);

/// What results depend on, besides their inputs: this very program, started as
/// \p Argv0, and the models.
llvm::Expected<std::string> resultIdentity(const CommandLineOptions &Given,
                                           const char *Argv0);

} // namespace coro_tidy

#endif
