// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The words that the checks of this group share.

#ifndef CORO_TIDY_CHECKS_UNAWAITED_WORDING_H
#define CORO_TIDY_CHECKS_UNAWAITED_WORDING_H

#include "../facts/function_view.h"
#include "../facts/obligations.h"
#include "../facts/task_types.h"
#include "../finding.h"

#include <string>

namespace coro_tidy {

/// "'fetch' returns", "this lambda returns", "this expression makes".
std::string subject(const clang::Expr &Maker);

/// "the body of 'fetch'", for variables.
std::string bodyOf(const clang::Expr &Maker);

/// What is lost when a task is dropped.
std::string lossOnDrop(DropKind Drop);

/// Says which branch skips the use, for an obligation that is broken on some
/// path.
void addSkippingBranch(Finding &F, const BrokenObligation &B);

/// Inserts `co_await `, with parentheses where E binds less tightly than a
/// unary operator. Nothing where co_await cannot stand, or inside macros.
void addAwait(Finding &F, const clang::Expr &E, FunctionView &View);

} // namespace coro_tidy

#endif
