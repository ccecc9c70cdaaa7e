// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code that only looks at things: nobody can tell afterwards that it ran.

#ifndef CORO_TIDY_CHECKS_FACTS_READS_H
#define CORO_TIDY_CHECKS_FACTS_READS_H

#include "function_view.h"
#include "tu_facts.h"

namespace coro_tidy {

/// May the code change this variable, because nobody else sees it?
using IsOwnVariable = llvm::function_ref<bool(const clang::VarDecl &)>;

/// Does what a statement does itself, its parts aside, change nothing but own
/// variables? False where that is unknown. A const member function is taken
/// at its word where its body is not in sight, and to hold a lock changes
/// nothing.
bool changesNothing(const clang::Stmt &S, TUFacts &Facts, IsOwnVariable IsOwn);

/// The function's body, if it is in sight and worth a look inside.
const clang::Stmt *visibleBody(const clang::FunctionDecl &F, TUFacts &Facts);

} // namespace coro_tidy

#endif
