// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether the conditions of a model hold for a call as written.

#ifndef CORO_TIDY_CHECKS_FACTS_CALL_CONDITIONS_H
#define CORO_TIDY_CHECKS_FACTS_CALL_CONDITIONS_H

#include "tu_facts.h"

namespace coro_tidy {

/// What an argument that names a parameter stands for in the caller; the
/// argument itself if it names none.
using Resolver = llvm::function_ref<const clang::Expr *(const clang::Expr *)>;

/// Does the condition surely hold? A value that is not constant never does.
bool holds(const CallCondition &Condition, const clang::Expr &Call,
           TUFacts &Facts, Resolver Resolve);

/// Does the call block, by the `when` and `unless` of its model?
bool conditionsAllowBlocking(
    const FunctionModel &Model, const clang::Expr &Call, TUFacts &Facts,
    Resolver Resolve = [](const clang::Expr *E) { return E; });

} // namespace coro_tidy

#endif
