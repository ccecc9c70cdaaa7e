// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a condition reads that others may change while a coroutine sleeps.

#ifndef CORO_TIDY_CHECKS_FACTS_SHARED_STATE_H
#define CORO_TIDY_CHECKS_FACTS_SHARED_STATE_H

#include "function_view.h"
#include "tu_facts.h"

#include "llvm/ADT/DenseMap.h"

#include <string>
#include <vector>

namespace coro_tidy {

/// The values that local variables are given again in each iteration.
using VariableValues =
    llvm::DenseMap<const clang::VarDecl *, std::vector<const clang::Expr *>>;

class SharedState {
public:
  SharedState(FunctionView &View, TUFacts &Facts, const VariableValues &Values)
      : View(View), Facts(Facts), Values(Values) {}

  void add(const clang::Stmt &Condition);

  /// The first thing found that others may change, as messages call it; empty
  /// if there is none.
  llvm::StringRef name() const { return Name; }
  /// Time, or a register of the hardware: nobody can announce a change.
  bool changesByItself() const { return ByItself; }

private:
  void found(std::string What);
  void variable(const clang::DeclRefExpr &Ref);
  void call(const clang::CallExpr &Call);
  bool isShared(const clang::VarDecl &Var, const clang::DeclRefExpr &Ref);
  bool readsGlobals(const clang::Stmt &Body);

  FunctionView &View;
  TUFacts &Facts;
  const VariableValues &Values;
  llvm::DenseSet<const clang::VarDecl *> Seen;
  std::string Name;
  bool ByItself = false;
};

} // namespace coro_tidy

#endif
