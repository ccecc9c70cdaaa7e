// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `coro-tidy model infer`: from a library's sources to entries of a model.

#ifndef CORO_TIDY_TOOL_CLI_INFER_H
#define CORO_TIDY_TOOL_CLI_INFER_H

#include "checks/program/report.h"

#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace coro_tidy {

/// Prints a model file: the functions that are declared in headers and that may
/// block, by category and condition, with the way to what blocks as a comment.
void printInferredModel(llvm::raw_ostream &OS, std::vector<TUReport> Reports,
                        const std::string &Library);

} // namespace coro_tidy

#endif
