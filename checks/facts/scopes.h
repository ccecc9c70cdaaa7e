// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Task scopes (nurseries, task groups) that live in local variables: what is
// spawned in one must be joined before it dies.

#ifndef CORO_TIDY_CHECKS_FACTS_SCOPES_H
#define CORO_TIDY_CHECKS_FACTS_SCOPES_H

#include "function_view.h"
#include "tu_facts.h"

namespace coro_tidy {

struct UnjoinedScope {
  const clang::VarDecl *Scope = nullptr;
  const TaskType *Type = nullptr;
  /// The call that puts the task in.
  const clang::Expr *Spawn = nullptr;
  /// Some paths join.
  bool SomePath = false;
};
std::vector<UnjoinedScope> unjoinedScopes(FunctionView &View, TUFacts &Facts);

} // namespace coro_tidy

#endif
