// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The local variables of a function that hold tasks, or spawn handles: whose
// obligations obligations.h follows.

#ifndef CORO_TIDY_CHECKS_FACTS_TRACKED_LOCALS_H
#define CORO_TIDY_CHECKS_FACTS_TRACKED_LOCALS_H

#include "obligations.h"

namespace coro_tidy {

struct TrackedLocal {
  Entity What;
  const clang::VarDecl
      *DeclaredBy; ///< the variable, or a binding's decomposition
  const TaskType *Task;
  bool IsHolder;
  const clang::Expr *Initial; ///< task made by the initialiser, if any
  bool IsClosure = false;     ///< a lambda that has captured the task
};

/// In order of declaration.
std::vector<TrackedLocal> trackedLocals(FunctionView &View, TUFacts &Facts,
                                        const ObligationOptions &Options);

} // namespace coro_tidy

#endif
