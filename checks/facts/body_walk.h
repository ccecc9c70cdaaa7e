// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The single walk over a body that fills the lists of a FunctionView.

#ifndef CORO_TIDY_CHECKS_FACTS_BODY_WALK_H
#define CORO_TIDY_CHECKS_FACTS_BODY_WALK_H

#include "function_view.h"

namespace coro_tidy {

/// Visits the body, and a constructor's initialisers before it.
void walkBody(FunctionView &View, const clang::Stmt *Body,
              const clang::ASTContext &Ctx);

} // namespace coro_tidy

#endif
