// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a value that somebody owes something comes from.

#ifndef CORO_TIDY_CHECKS_FACTS_TASK_ORIGIN_H
#define CORO_TIDY_CHECKS_FACTS_TASK_ORIGIN_H

#include "tu_facts.h"

namespace coro_tidy {

/// What is owed to the value.
enum class Owed {
  Await,        ///< a task, made by a call
  Handle,       ///< what a spawner returned: an await, a join or a detach
  AwaitedAgain, ///< a task that is itself the result of a co_await
};

/// The call (or other expression) in E that makes a value that its receiver
/// owes something; null if E makes none. Looks into the arms of ?:, into
/// containers built from calls, and through std::move of locals.
const clang::Expr *taskMadeBy(const clang::Expr *E, TUFacts &Facts,
                              Owed What = Owed::Await);

/// What dropping the result of this call does to the work that it names, if
/// the call spawned work; Unknown if it did not, or it may be dropped.
DropKind dropOfSpawned(const clang::Expr &Call, TUFacts &Facts);

} // namespace coro_tidy

#endif
