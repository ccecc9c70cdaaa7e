// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an expression calls when it is handed to a function that calls it.

#ifndef CORO_TIDY_CHECKS_FACTS_CALLABLES_H
#define CORO_TIDY_CHECKS_FACTS_CALLABLES_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

namespace coro_tidy {

/// The function that an expression names as a callable: a lambda's, a function
/// object's, a variable's that holds one, a function. Null if unknown.
const clang::FunctionDecl *callableOf(const clang::Expr &E);

/// What a callable was made of: std::function of it, std::ref to it.
const clang::Expr *callableSource(const clang::Expr &E);

} // namespace coro_tidy

#endif
