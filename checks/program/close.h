// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes final findings of those that depend on what a call leads to.

#ifndef CORO_TIDY_CHECKS_PROGRAM_CLOSE_H
#define CORO_TIDY_CHECKS_PROGRAM_CLOSE_H

#include "report.h"

#include "../analyzer.h"

namespace coro_tidy {

/// With what this TU alone knows; open findings below \p Least, or that lead
/// nowhere, are dropped.
void close(TUAnalysis &Analysis, const clang::SourceManager &SM,
           Confidence Least);

/// With what all of them know. Findings of confidence \p Least or more come in
/// order of file, line and check, one a place and check, suppressed only if
/// none is there that is not; the result depends neither on the order of the
/// reports nor on which of several TUs a header came with.
std::vector<PlacedFinding> link(std::vector<TUReport> Reports,
                                Confidence Least);

class Program;
/// Adds what the reports say of functions, and forgets it there. Sorts the
/// reports, whose indices become the numbers of the TUs.
void addAll(Program &All, std::vector<TUReport> &Reports);

} // namespace coro_tidy

#endif
