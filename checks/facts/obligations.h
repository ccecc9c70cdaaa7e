// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whoever makes a task owes it an await, or must hand it on. This follows the
// obligation of each local variable along the control flow graph: Pending when
// a task is made, met when it is awaited, moved, returned, captured, stored or
// passed on, and broken when the variable dies or is overwritten before.

#ifndef CORO_TIDY_CHECKS_FACTS_OBLIGATIONS_H
#define CORO_TIDY_CHECKS_FACTS_OBLIGATIONS_H

#include "function_view.h"
#include "task_origin.h"
#include "tu_facts.h"
#include "variable_uses.h"

namespace coro_tidy {

struct BrokenObligation {
  enum class How {
    Never,       ///< on no path is the value used
    SomePath,    ///< a path leads from the making to the end without a use
    Overwritten, ///< replaced while pending
    Cleared,     ///< a container emptied while pending
    Abandoned,   ///< what is awaited meanwhile may throw
  };
  How Kind = How::Never;
  /// The variable, structured binding, or member of a local variable.
  Entity What;
  /// The type of the task, not of the container.
  const TaskType *Task = nullptr;
  bool IsHolder = false;
  /// The expression that made the task.
  const clang::Expr *Origin = nullptr;
  /// The assignment that gave the variable the task; null if it was made with
  /// it, or filled.
  const clang::Expr *AssignedBy = nullptr;
  /// Overwritten, Cleared, Abandoned: the expression that does it.
  const clang::Expr *By = nullptr;
  /// SomePath: the condition whose outcome skips the use; may be null.
  const clang::Expr *Condition = nullptr;
  bool ConditionOutcome = false;
};

struct ObligationOptions {
  Owed What = Owed::Await;
  /// Look only for Abandoned: started tasks that refer to what dies with the
  /// variable.
  bool OnThrow = false;
  /// Take casts to void and [[maybe_unused]] for no use.
  bool StrictVoid = false;
};

/// The broken obligations of the view's local variables, in source order of
/// the variables. Silent where the analysis cannot follow.
std::vector<BrokenObligation> brokenObligations(FunctionView &View,
                                                TUFacts &Facts,
                                                const ObligationOptions &);

} // namespace coro_tidy

#endif
