// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "pauses.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

static const FunctionDecl *findSuspender(const Stmt *S) {
  if (!S)
    return nullptr;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
    if (const CXXMethodDecl *F = Call->getMethodDecl();
        F && F->getIdentifier() && F->getName() == "await_suspend")
      return F;
  for (const Stmt *Child : S->children())
    if (const FunctionDecl *F = findSuspender(Child))
      return F;
  return nullptr;
}

const FunctionDecl *suspenderOf(const Expr &Await) {
  const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(&Await);
  return Suspend ? findSuspender(Suspend->getSuspendExpr()) : nullptr;
}

static const FunctionModel *pausingModel(const FunctionDecl &F,
                                         TUFacts &Facts) {
  for (const FunctionModel *M : Facts.models(F))
    if (M->Pauses)
      return M;
  return nullptr;
}

std::optional<Pause> pauseOf(const Expr &Await, TUFacts &Facts) {
  const Expr *Operand = nullptr;
  if (const auto *A = dyn_cast<CoawaitExpr>(&Await))
    Operand = A->getOperand();
  else if (const auto *A = dyn_cast<DependentCoawaitExpr>(&Await))
    Operand = A->getOperand();
  Operand = Operand ? stripped(Operand, /*ThroughMove=*/true) : nullptr;
  if (!Operand)
    return std::nullopt;
  if (const FunctionDecl *F = calleeOf(*Operand))
    if (const FunctionModel *M = pausingModel(*F, Facts))
      return Pause{&Await, Operand, M};
  const FunctionDecl *Suspender = suspenderOf(Await);
  if (Facts.types().classify(Operand->getType()).Pauses ||
      (Suspender && pausingModel(*Suspender, Facts)))
    return Pause{&Await};
  return std::nullopt;
}

} // namespace coro_tidy
