// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "reads.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// Calls are followed into functions in sight, this deep.
constexpr unsigned Deepest = 4;

class Reads {
public:
  Reads(TUFacts &Facts, unsigned Depth) : Facts(Facts), Depth(Depth) {}
  bool changesNothing(const Stmt &S, IsOwnVariable IsOwn);

private:
  bool call(const CallExpr &Call, IsOwnVariable IsOwn);
  bool construct(const CXXConstructExpr &E);
  bool looks(const FunctionDecl &F);
  bool allOf(const Stmt &S);

  TUFacts &Facts;
  unsigned Depth;
};

/// Can the callee change nothing through its parameters, nor call them?
bool takesOnlyValues(const FunctionDecl &F) {
  return !F.isVariadic() &&
         llvm::all_of(F.parameters(), [](const ParmVarDecl *P) {
           QualType T = P->getType();
           if ((T->isReferenceType() || T->isPointerType()) &&
               !T->getPointeeType().isConstQualified())
             return false;
           const CXXRecordDecl *Class =
               T.getNonReferenceType()->getAsCXXRecordDecl();
           return !Class || !Class->hasDefinition() ||
                  Class
                      ->lookup(
                          Class->getASTContext()
                              .DeclarationNames.getCXXOperatorName(OO_Call))
                      .empty();
         });
}

/// `front()`, `begin()`: the other one of two overloads is const.
bool hasConstTwin(const CXXMethodDecl &M) {
  return llvm::any_of(
      M.getParent()->lookup(M.getDeclName()), [&](const NamedDecl *D) {
        const auto *Other = dyn_cast<CXXMethodDecl>(D);
        return Other && Other->isConst() &&
               llvm::equal(Other->parameters(), M.parameters(),
                           [](const ParmVarDecl *A, const ParmVarDecl *B) {
                             return A->getType().getCanonicalType() ==
                                    B->getType().getCanonicalType();
                           });
      });
}

bool isComparison(OverloadedOperatorKind Kind) {
  return llvm::is_contained({OO_EqualEqual, OO_ExclaimEqual, OO_Less,
                             OO_Greater, OO_LessEqual, OO_GreaterEqual,
                             OO_Spaceship},
                            Kind);
}

bool holdsLock(const FunctionDecl &F, TUFacts &Facts) {
  const FunctionModel *M = Facts.model(F);
  return M && M->Blocks == "lock";
}

const ValueDecl *ownTarget(const Expr *Target, IsOwnVariable IsOwn) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Target->IgnoreParenImpCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && IsOwn(*Var) ? Var : nullptr;
}

bool Reads::allOf(const Stmt &S) {
  auto IsOwn = [](const VarDecl &Var) {
    return Var.hasLocalStorage() && !Var.getType()->isReferenceType();
  };
  bool All = changesNothing(S, IsOwn);
  forEachEvaluatedChild(S, Facts.context(),
                        [&](const Stmt *Child) { All = All && allOf(*Child); });
  return All;
}

bool Reads::looks(const FunctionDecl &F) {
  if (F.hasAttr<ConstAttr>() || F.hasAttr<PureAttr>())
    return true;
  if (F.getReturnType()->isVoidType() || !takesOnlyValues(F) ||
      Facts.types().classify(F.getReturnType()).mustBeAwaited())
    return false;
  // Waiting for something changes nothing; what talks to a file may.
  if (const FunctionModel *M = Facts.model(F);
      M && !M->Blocks.empty() && M->Blocks != "lock" && M->Blocks != "wait" &&
      M->Blocks != FunctionModel::NestedRunCategory)
    return false;
  if (const Stmt *Body = visibleBody(F, Facts))
    return Depth < Deepest && Reads(Facts, Depth + 1).allOf(*Body);
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (!Method || Method->isStatic())
    return F.isConstexpr() || isComparison(F.getOverloadedOperator());
  // What a std::function does is not known.
  return F.getOverloadedOperator() != OO_Call &&
         (Method->isConst() || hasConstTwin(*Method));
}

bool Reads::call(const CallExpr &Call, IsOwnVariable IsOwn) {
  const FunctionDecl *F = Call.getDirectCallee();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
      Operator &&
      (Operator->isAssignmentOp() || Operator->getOperator() == OO_PlusPlus ||
       Operator->getOperator() == OO_MinusMinus))
    return F && Facts.isSystem(F->getLocation()) &&
           ownTarget(Operator->getArg(0), IsOwn);
  return F && looks(*F);
}

bool Reads::construct(const CXXConstructExpr &E) {
  const CXXConstructorDecl &C = *E.getConstructor();
  return C.isCopyOrMoveConstructor() || C.isTrivial() || C.isConstexpr() ||
         holdsLock(C, Facts);
}

bool Reads::changesNothing(const Stmt &S, IsOwnVariable IsOwn) {
  const auto *E = dyn_cast<Expr>(&S);
  if (!E)
    return !isa<AsmStmt>(S);
  if (isa<FullExpr, ParenExpr>(E))
    return true; // around an await, of a type that may be dependent
  if (E->isTypeDependent() || E->containsErrors() ||
      isa<CoroutineSuspendExpr, CXXThrowExpr, CXXNewExpr, CXXDeleteExpr,
          LambdaExpr, AtomicExpr, VAArgExpr>(E))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return call(*Call, IsOwn);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return construct(*Construct);
  const Expr *Target = writtenBy(*E);
  return !Target || ownTarget(Target, IsOwn);
}

} // namespace

const Stmt *visibleBody(const FunctionDecl &F, TUFacts &Facts) {
  const FunctionDecl *Def = nullptr;
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if ((Method && Method->isVirtual()) || !F.hasBody(Def) ||
      Def->isDependentContext() || Facts.isSystem(Def->getLocation()) ||
      isa_and_nonnull<CoroutineBodyStmt>(Def->getBody()))
    return nullptr;
  return Def->getBody();
}

bool changesNothing(const Stmt &S, TUFacts &Facts, IsOwnVariable IsOwn) {
  return Reads(Facts, 0).changesNothing(S, IsOwn);
}

} // namespace coro_tidy
