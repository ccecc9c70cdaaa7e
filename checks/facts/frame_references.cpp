// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frame_references.h"

#include "variable_uses.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

bool refersToFrame(const Stmt &S, FunctionView &View, TUFacts &Facts) {
  if (const auto *Lambda = dyn_cast<LambdaExpr>(&S))
    return llvm::any_of(Lambda->captures(), [](const LambdaCapture &C) {
      return C.getCaptureKind() == LCK_ByRef || C.capturesThis();
    });
  auto IsInFrame = [&](const Expr *E) {
    const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(E));
    if (!Var || !Var->hasLocalStorage())
      return false;
    if (!Var->getType()->isReferenceType())
      return true;
    // `for (auto &part : parts)`
    return llvm::any_of(View.RangeLoops, [&](const CXXForRangeStmt *For) {
      const auto *Range =
          dyn_cast_or_null<VarDecl>(namedVariable(For->getRangeInit()));
      return For->getLoopVariable() == Var && Range &&
             Range->hasLocalStorage() && !Range->getType()->isReferenceType();
    });
  };
  if (const auto *Call = dyn_cast<Expr>(&S);
      Call && isa<CallExpr, CXXConstructExpr>(Call)) {
    if (const Expr *Object = objectOf(*Call)) {
      if (isa<CXXThisExpr>(stripped(Object)))
        return true;
      const CXXRecordDecl *Class = Object->getType()->getAsCXXRecordDecl();
      if (Class && Class->isLambda() && IsInFrame(Object))
        return !Class->captures().empty();
    }
    // Only what makes the task may keep a reference; a copy does not.
    const TaskType &Made = Facts.types().classify(Call->getType());
    if (!Made.mustBeAwaited() && Made.Kind != TypeKind::Handle &&
        !Facts.types().heldTask(Call->getType()))
      return llvm::any_of(S.children(), [&](const Stmt *Child) {
        return Child && refersToFrame(*Child, View, Facts);
      });
    for (const Expr *Arg : argumentsOf(*Call)) {
      const ParmVarDecl *P = parameterFor(*Call, *Arg);
      if (P && P->getType()->isLValueReferenceType() && IsInFrame(Arg))
        return true;
      const auto *Unary = dyn_cast<UnaryOperator>(stripped(Arg));
      if (Unary && Unary->getOpcode() == UO_AddrOf &&
          IsInFrame(Unary->getSubExpr()))
        return true;
    }
  }
  return llvm::any_of(S.children(), [&](const Stmt *Child) {
    return Child && refersToFrame(*Child, View, Facts);
  });
}

bool mayThrow(const CoawaitExpr &Await, TUFacts &Facts) {
  // A pause, or what is complete already, hardly throws.
  const Expr &Operand = *stripped(Await.getOperand());
  const FunctionDecl *Awaited = calleeOf(Operand);
  const FunctionModel *M = Awaited ? Facts.model(*Awaited) : nullptr;
  if (M && (M->Pauses || M->ReturnsReady))
    return false;
  for (const Expr *Arg : argumentsOf(Operand))
    if (const FunctionDecl *Made = calleeOf(*stripped(Arg)))
      if (const FunctionModel *Model = Facts.model(*Made))
        if (Model->ReturnsReady)
          return false;
  const auto *Resume = dyn_cast_or_null<CallExpr>(
      Await.getResumeExpr()->IgnoreUnlessSpelledInSource());
  const FunctionDecl *F = Resume ? Resume->getDirectCallee() : nullptr;
  const auto *Proto = F ? F->getType()->getAs<FunctionProtoType>() : nullptr;
  return !Proto || !Proto->isNothrow();
}

} // namespace coro_tidy
