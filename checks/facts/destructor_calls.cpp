// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The part of the call graph that no call expression shows: destructors.

#include "call_conditions.h"
#include "call_graph.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace coro_tidy {

/// The objects that leave the function alive: moved from or returned.
static llvm::DenseSet<const ValueDecl *> handedOn(const FunctionView &View) {
  llvm::DenseSet<const ValueDecl *> Out;
  for (const Expr *Call : View.Calls)
    if (const Expr *Source = movedFrom(Call))
      if (const ValueDecl *Var = namedVariable(Source))
        Out.insert(Var);
  for (const Expr *E : View.Returned)
    if (const ValueDecl *Var = namedVariable(E))
      Out.insert(Var);
  return Out;
}

void CallGraph::addDestructor(QualType T, SourceLocation Loc,
                              const Expr *Anchor, std::vector<CallEdge> &Out,
                              unsigned Depth) {
  constexpr unsigned Deepest = 8;
  const CXXRecordDecl *Class =
      T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (T->isReferenceType() || !Class || Depth > Deepest ||
      !(Class = Class->getDefinition()) || Class->hasTrivialDestructor())
    return;
  const CXXDestructorDecl *Destructor = Class->getDestructor();
  if (Destructor && Destructor->isUserProvided()) {
    CallEdge Edge;
    Edge.Callee = Destructor;
    Edge.Loc = Loc;
    Edge.Anchor = Anchor;
    Edge.IsDestructor = true;
    if (Facts.model(*Destructor))
      return addLeaves(std::move(Edge), Out);
    if (!Facts.isSystem(Destructor->getLocation()) &&
        (bodyOf(Destructor) || mayBeElsewhere(*Destructor)))
      Out.push_back(std::move(Edge));
    return;
  }
  if (Facts.isSystem(Class->getLocation()))
    return;
  for (const FieldDecl *Field : Class->fields())
    addDestructor(Field->getType(), Loc, Anchor, Out, Depth + 1);
  for (const CXXBaseSpecifier &Base : Class->bases())
    addDestructor(Base.getType(), Loc, Anchor, Out, Depth + 1);
}

/// Objects that die in this function, and the futures of std::async, whose
/// destructors wait ([futures.async]/5).
/// `thread = std::jthread(...)`, `threads.push_back(make())`: what an rvalue
/// reference takes is empty when it dies.
static bool isMovedOn(const MaterializeTemporaryExpr &Temporary,
                      FunctionView &View) {
  const CXXRecordDecl *Class = Temporary.getType()->getAsCXXRecordDecl();
  if (!Temporary.isXValue() || !Class || !Class->hasDefinition() ||
      !Class->hasMoveConstructor())
    return false;
  const Stmt *P = View.parents().getParent(&Temporary);
  while (isa_and_nonnull<ImplicitCastExpr>(P))
    P = View.parents().getParent(P);
  if (!isa_and_nonnull<CallExpr, CXXConstructExpr>(P))
    return false;
  return llvm::any_of(argumentsOf(*cast<Expr>(P)), [&](const Expr *Arg) {
    return Arg->IgnoreImpCasts() == &Temporary;
  });
}

/// What a standard holder (unique_ptr, optional, vector, ...) destroys when it
/// dies, if nothing is seen that could have emptied it before.
static const Type *heldUntilTheEnd(const VarDecl &Var, FunctionView &View) {
  const auto *Holder = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Var.getType()->getAsCXXRecordDecl());
  if (!Holder || !Holder->isInStdNamespace() || !Holder->getIdentifier() ||
      !llvm::is_contained(
          {"unique_ptr", "optional", "vector", "deque", "list", "array"},
          Holder->getName()) ||
      Holder->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  for (const DeclRefExpr *Use : View.referencesTo(Var)) {
    const Stmt *P = View.parents().getParent(Use);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(P))
      P = View.parents().getParent(P);
    const auto *Member = dyn_cast_or_null<MemberExpr>(P);
    const FunctionDecl *F =
        Member ? dyn_cast<FunctionDecl>(Member->getMemberDecl()) : nullptr;
    if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(P))
      F = Operator->getOperator() == OO_Equal ? nullptr
                                              : Operator->getDirectCallee();
    if (!F || (F->getIdentifier() &&
               !llvm::is_contained({"emplace_back", "push_back", "emplace",
                                    "reserve", "size", "empty", "has_value"},
                                   F->getName())))
      return nullptr;
    // An element that is asked for may be given back or joined.
    if (!F->getIdentifier() && !F->getType()->isVoidType() &&
        F->getOverloadedOperator() != OO_Arrow)
      return nullptr;
  }
  return Holder->getTemplateArgs()[0].getAsType().getTypePtr();
}

/// `~server() { stop(); }`, after `server.stop()`: what the destructor would
/// wait for was done, or has a finding of its own.
static bool wasStopped(const VarDecl &Var, const FunctionView &View) {
  const CXXRecordDecl *Class = Var.getType()->getAsCXXRecordDecl();
  const CXXDestructorDecl *Destructor =
      Class && Class->hasDefinition() ? Class->getDestructor() : nullptr;
  const FunctionDecl *Body = Destructor ? bodyOf(Destructor) : nullptr;
  if (!Body || !Destructor->isUserProvided())
    return false;
  llvm::SmallPtrSet<const FunctionDecl *, 4> Called;
  for (const Expr *Call : View.Calls)
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
        Member && Member->getMethodDecl() &&
        namedVariable(Member->getImplicitObjectArgument()) == &Var)
      Called.insert(Member->getMethodDecl()->getCanonicalDecl());
  if (Called.empty())
    return false;
  FunctionView Inside(*Body, nullptr, nullptr);
  return llvm::any_of(Inside.Calls, [&](const Expr *Call) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    return Member && Member->getMethodDecl() &&
           isa<CXXThisExpr>(
               Member->getImplicitObjectArgument()->IgnoreParenImpCasts()) &&
           Called.contains(Member->getMethodDecl()->getCanonicalDecl());
  });
}

void CallGraph::addDestroyed(FunctionView &View, std::vector<CallEdge> &Out) {
  llvm::DenseSet<const ValueDecl *> Gone = handedOn(View);
  for (const VarDecl *Var : View.Locals) {
    if (!Var->hasLocalStorage() || Var->getType()->isDependentType() ||
        Gone.contains(Var))
      continue;
    QualType T = Var->getType();
    if (T->isReferenceType()) {
      // A temporary whose life the reference extends.
      const Expr *Init = Var->getInit();
      if (const auto *Cleanups = dyn_cast_or_null<ExprWithCleanups>(Init))
        Init = Cleanups->getSubExpr();
      if (!isa_and_nonnull<MaterializeTemporaryExpr>(Init))
        continue;
      T = T.getNonReferenceType();
    }
    auto Uses = [&](auto Pred) {
      return llvm::any_of(View.Calls, [&](const Expr *Call) {
        const Expr *Object = objectOf(*Call);
        const FunctionDecl *F = calleeOf(*Call);
        return Object && F && F->getIdentifier() &&
               namedVariable(Object) == Var && Pred(F->getName());
      });
    };
    // A call of its own that waits is a finding of its own.
    auto Settles = [](llvm::StringRef Name) {
      return Name == "detach" || Name == "join" || Name == "get" ||
             Name.starts_with("wait");
    };
    const Expr *Init = Var->getInit() ? stripped(Var->getInit()) : nullptr;
    const FunctionDecl *Maker = Init ? calleeOf(*Init) : nullptr;
    if (Maker && isa<CallExpr>(Init))
      if (const FunctionModel *M = Facts.model(*Maker);
          M && M->InResultDestructor) {
        if (!M->Blocks.empty() && !Uses(Settles) &&
            conditionsHold(*M, *Init, Facts)) {
          CallEdge Edge;
          Edge.Callee = Maker;
          Edge.Call = Init;
          Edge.Loc = Init->getExprLoc();
          Edge.Leaf = M;
          Out.push_back(std::move(Edge));
        }
        continue;
      }
    if (Uses(Settles) || wasStopped(*Var, View))
      continue;
    // An empty std::jthread has nothing to join.
    const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Init);
    if (Construct && Construct->getNumArgs() == 0 &&
        Facts.isSystem(Construct->getConstructor()->getLocation()) &&
        !Uses([](llvm::StringRef) { return true; }) &&
        llvm::none_of(View.Calls, [&](const Expr *Call) {
          return isa<CXXOperatorCallExpr>(Call) && objectOf(*Call) &&
                 namedVariable(objectOf(*Call)) == Var;
        }))
      continue;
    if (const Type *Held = heldUntilTheEnd(*Var, View)) {
      addDestructor(QualType(Held, 0), Var->getLocation(), Var->getInit(), Out);
      continue;
    }
    addDestructor(T, Var->getLocation(), Var->getInit(), Out);
  }
  for (const CXXDeleteExpr *Delete : View.Deletes)
    if (!Delete->isTypeDependent() && !Delete->getDestroyedType().isNull())
      addDestructor(Delete->getDestroyedType(), Delete->getBeginLoc(), Delete,
                    Out);
  for (const MaterializeTemporaryExpr *Temporary : View.Temporaries)
    if (!isMovedOn(*Temporary, View))
      addDestructor(Temporary->getType(), Temporary->getExprLoc(), Temporary,
                    Out);
  for (const Discarded &D : View.Discards)
    if (D.E->isPRValue())
      addDestructor(D.E->getType(), D.E->getExprLoc(), D.E, Out);
}

} // namespace coro_tidy
