// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the program can be asked to do. Each of these does it and returns the
// exit code; errors are printed.

#ifndef CORO_TIDY_TOOL_CLI_COMMANDS_H
#define CORO_TIDY_TOOL_CLI_COMMANDS_H

#include "options.h"
#include "work.h"

#include "tool/run/runner.h"

namespace coro_tidy {

/// Without a subcommand: analyses, links and reports.
int lint(const CommandLineOptions &Given, const Work &Todo, RunOptions Options,
         const ModelSet &Models);

/// `analyze`: one file of one TU's facts and findings.
int analyze(const CommandLineOptions &Given, const Work &Todo,
            RunOptions Options, const ModelSet &Models);

/// `link`: reports the findings of such files.
int linkReports(const CommandLineOptions &Given);

/// `model infer`: what users would write into a model of the library that the
/// files are of.
int inferModel(const CommandLineOptions &Given, const Work &Todo,
               const RunOptions &Options, const ModelSet &Models);

/// --verify-config: all that is wrong with what a run with these options would
/// read.
int verifyConfig(const CommandLineOptions &Given);

/// --list-checks
int listChecks(const CommandLineOptions &Given, const ModelSet &Models);

/// --explain
int explain(llvm::StringRef Check);

} // namespace coro_tidy

#endif
