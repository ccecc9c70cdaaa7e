// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "callables.h"

#include "tu_facts.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

/// The call operator that a closure runs; of a generic lambda, what was
/// instantiated first, or the template's own.
static const FunctionDecl *operatorOf(const LambdaExpr &Lambda) {
  if (const FunctionTemplateDecl *Generic = Lambda.getDependentCallOperator())
    for (const FunctionDecl *F : Generic->specializations())
      if (F->getBody())
        return F;
  return Lambda.getCallOperator();
}

/// The call operator of a function object of the user's; null if there are
/// none or several.
static const FunctionDecl *operatorOf(QualType T) {
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || Class->isLambda() ||
      Class->isInStdNamespace())
    return nullptr;
  const FunctionDecl *Only = nullptr;
  for (const CXXMethodDecl *M : Class->methods())
    if (M->getOverloadedOperator() == OO_Call) {
      if (Only)
        return nullptr;
      Only = M;
    }
  return Only;
}

const Expr *callableSource(const Expr &Whole) {
  const Expr *E = stripped(&Whole, /*ThroughMove=*/true);
  while (E) {
    const Expr *Inner = nullptr;
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
      if (Construct->getNumArgs() == 1 && !operatorOf(Construct->getType()))
        Inner = Construct->getArg(0);
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
      const FunctionDecl *F = Call->getDirectCallee();
      if (F && F->isInStdNamespace() && F->getIdentifier() &&
          (F->getName() == "ref" || F->getName() == "cref" ||
           F->getName() == "bind_front") &&
          Call->getNumArgs() >= 1)
        Inner = Call->getArg(0);
    }
    if (!Inner)
      return E;
    E = stripped(Inner, /*ThroughMove=*/true);
  }
  return E;
}

const FunctionDecl *callableOf(const Expr &Whole) {
  const Expr *E = callableSource(Whole);
  if (!E)
    return nullptr;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return operatorOf(*Lambda);
  if (const auto *Address = dyn_cast<UnaryOperator>(E))
    if (Address->getOpcode() == UO_AddrOf)
      E = Address->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return F;
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (Var && Var->isLocalVarDecl() && Var->getInit() &&
        !Var->getInit()->isTypeDependent())
      if (const FunctionDecl *F = callableOf(*Var->getInit()))
        return F;
  }
  // A captureless lambda as a pointer to function.
  if (const auto *Convert = dyn_cast<CXXMemberCallExpr>(E))
    if (isa_and_nonnull<CXXConversionDecl>(Convert->getMethodDecl()) &&
        Convert->getRecordDecl()->isLambda())
      return callableOf(*Convert->getImplicitObjectArgument());
  return operatorOf(E->getType());
}

} // namespace coro_tidy
