// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "shared_state.h"

#include "names.h"
#include "reads.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

/// How messages call what an expression leads to; empty if it has no name.
static std::string nameOf(const Expr &E) {
  const Expr *Core = stripped(&E, /*ThroughMove=*/true);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Core))
    return quoted(Ref->getDecl()->getNameAsString());
  if (const auto *Member = dyn_cast<MemberExpr>(Core))
    return quoted(Member->getMemberDecl()->getNameAsString());
  if (const auto *Unary = dyn_cast<UnaryOperator>(Core))
    return nameOf(*Unary->getSubExpr());
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Core))
    return nameOf(*Subscript->getBase());
  const auto *Call = dyn_cast<CallExpr>(Core);
  const Expr *Object = Call ? objectOf(*Call) : nullptr;
  if (Object && !isa<CXXThisExpr>(stripped(Object)))
    return nameOf(*Object);
  return Call && Call->getDirectCallee() ? quotedName(*Call->getDirectCallee())
                                         : "";
}

static bool isTime(QualType T) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->getIdentifier())
    return false;
  std::string Name = modelName(*Class);
  return Name == "std::chrono::duration" || Name == "std::chrono::time_point";
}

void SharedState::found(std::string What) {
  if (Name.empty())
    Name = What.empty() ? "its condition" : std::move(What);
}

bool SharedState::isShared(const VarDecl &Var, const DeclRefExpr &Ref) {
  QualType T = Var.getType();
  if (!Var.hasLocalStorage())
    return !T.isConstQualified();
  // A handle names what runs elsewhere.
  if (Facts.types().classify(T).Kind == TypeKind::Handle)
    return true;
  auto IsCaptured = [&](const LambdaExpr *Lambda) {
    return llvm::any_of(Lambda->captures(), [&](const LambdaCapture &C) {
      return C.capturesVariable() && C.getCapturedVar() == &Var &&
             C.getCaptureKind() == LCK_ByRef;
    });
  };
  if (Ref.refersToEnclosingVariableOrCapture())
    return View.lambda() && IsCaptured(View.lambda());
  if (T->isReferenceType())
    return true;
  if (T.isConstQualified())
    return false;
  auto IsPointedTo = [&](const DeclRefExpr *Use) {
    const auto *Unary =
        dyn_cast_or_null<UnaryOperator>(View.parents().getParent(Use));
    return Unary && Unary->getOpcode() == UO_AddrOf;
  };
  return llvm::any_of(View.Lambdas, IsCaptured) ||
         llvm::any_of(View.referencesTo(Var), IsPointedTo);
}

void SharedState::variable(const DeclRefExpr &Ref) {
  if (const auto *Binding = dyn_cast<BindingDecl>(Ref.getDecl());
      Binding && Binding->getBinding())
    return add(*Binding->getBinding());
  const auto *Var = dyn_cast<VarDecl>(Ref.getDecl());
  if (!Var)
    return;
  if (isShared(*Var, Ref))
    return found(nameOf(Ref));
  if (!Seen.insert(Var).second)
    return;
  if (auto It = Values.find(Var); It != Values.end())
    for (const Expr *Value : It->second)
      add(*Value);
}

/// Does a function in sight read what others may change?
bool SharedState::readsGlobals(const Stmt &Body) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Body))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return !Var->hasLocalStorage() && !Var->getType().isConstQualified();
  if (const auto *Member = dyn_cast<MemberExpr>(&Body))
    if (isa<FieldDecl>(Member->getMemberDecl()))
      return true;
  bool Found = isa<CallExpr>(Body);
  forEachEvaluatedChild(Body, Facts.context(), [&](const Stmt *Child) {
    Found = Found || readsGlobals(*Child);
  });
  return Found;
}

void SharedState::call(const CallExpr &Call) {
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F)
    return;
  const FunctionModel *Model = Facts.model(*F);
  if (const Expr *Object = objectOf(Call)) {
    auto Operator = F->getOverloadedOperator();
    if (Object->getType()->isPointerType() || Operator == OO_Star ||
        Operator == OO_Arrow ||
        (Model && (Model->Observes || !Model->Blocks.empty())))
      return found(nameOf(Call));
    add(*Object);
  } else if (const Stmt *Body = visibleBody(*F, Facts);
             Body && readsGlobals(*Body)) {
    found(quotedName(*F));
  }
  for (const Expr *Arg : argumentsOf(Call))
    add(*Arg);
}

void SharedState::add(const Stmt &S) {
  const auto *E = dyn_cast<Expr>(&S);
  if (E && !E->isTypeDependent())
    ByItself |= isTime(E->getType()) ||
                (E->isGLValue() && E->getType().isVolatileQualified());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&S))
    return variable(*Ref);
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    return call(*Call);
  if (const auto *Member = dyn_cast<MemberExpr>(&S)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (Field && Field->getType().isConstQualified())
      return;
    if (Field && (Member->isArrow() || Field->getType()->isReferenceType()))
      return found(nameOf(*Member));
    // Of an object that others see, they see the members.
    bool Anonymous = Name.empty();
    add(*Member->getBase());
    if (Field && Anonymous && !Name.empty())
      Name = nameOf(*Member);
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(&S);
      Unary && Unary->getOpcode() == UO_Deref)
    found(nameOf(*Unary));
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(&S);
      Subscript && stripped(Subscript->getBase())->getType()->isPointerType())
    found(nameOf(*Subscript));
  forEachEvaluatedChild(S, Facts.context(),
                        [&](const Stmt *Child) { add(*Child); });
}

} // namespace coro_tidy
