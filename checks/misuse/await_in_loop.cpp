// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-await-in-loop: awaits in a loop that do not need each other, and could
// run together.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/tu_facts.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// What a loop's body does that ties its iterations together.
class Body {
public:
  Body(const Stmt &Loop, const ASTContext &Ctx) : Ctx(Ctx) { collect(Loop); }

  /// Leaves the loop early, handles errors, or jumps.
  bool Leaves = false;
  llvm::SmallVector<const CoawaitExpr *, 2> Awaits;
  llvm::SmallPtrSet<const ValueDecl *, 8> Declared, Assigned;

private:
  void collect(const Stmt &S) {
    if (isa<BreakStmt, ReturnStmt, CoreturnStmt, GotoStmt, CXXTryStmt,
            CXXThrowExpr>(S))
      Leaves = true;
    if (const auto *Await = dyn_cast<CoawaitExpr>(&S))
      Awaits.push_back(Await);
    if (const auto *D = dyn_cast<DeclStmt>(&S))
      for (const Decl *Each : D->decls())
        if (const auto *Var = dyn_cast<VarDecl>(Each)) {
          Declared.insert(Var);
          if (Var->getInit())
            collect(*Var->getInit());
        }
    const Expr *Target = writtenBy(S);
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&S);
        Operator &&
        (Operator->isAssignmentOp() || Operator->getOperator() == OO_PlusPlus))
      Target = Operator->getArg(0);
    if (Target)
      if (const ValueDecl *Var = namedVariable(Target))
        Assigned.insert(Var);
    if (!isa<DeclStmt>(S))
      forEachEvaluatedChild(S, Ctx,
                            [&](const Stmt *Child) { collect(*Child); });
  }

  const ASTContext &Ctx;
};

class AwaitInLoop : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    if (!View.isCoroutine() || View.onlyYields())
      return;
    for (const Expr *E : View.Awaits)
      if (const auto *Await = dyn_cast<CoawaitExpr>(E))
        await(*Await, View, Facts, Report);
  }

private:
  static bool isIndependentCall(const Expr &Operand, const Body &In,
                                const ValueDecl *Counter, TUFacts &Facts);
  void await(const CoawaitExpr &Await, FunctionView &View, TUFacts &Facts,
             const Reporter &Report);
};

/// The variable that a loop counts with, or null.
const ValueDecl *counterOf(const Stmt &Loop) {
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(&Loop))
    return Range->getLoopVariable();
  const auto *For = dyn_cast<ForStmt>(&Loop);
  const auto *Init = For ? dyn_cast_or_null<DeclStmt>(For->getInit()) : nullptr;
  return Init && Init->isSingleDecl()
             ? dyn_cast<ValueDecl>(Init->getSingleDecl())
             : nullptr;
}

bool mentionsAssigned(const Stmt &S, const Body &In, const ValueDecl *Counter,
                      const ASTContext &Ctx) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&S))
    return Ref->getDecl() != Counter && In.Assigned.contains(Ref->getDecl()) &&
           !In.Declared.contains(Ref->getDecl());
  bool Found = false;
  forEachEvaluatedChild(S, Ctx, [&](const Stmt *Child) {
    Found = Found || mentionsAssigned(*Child, In, Counter, Ctx);
  });
  return Found;
}

/// A task made by a free function from the element alone. What members of a
/// shared object do may need its order.
bool AwaitInLoop::isIndependentCall(const Expr &Operand, const Body &In,
                                    const ValueDecl *Counter, TUFacts &Facts) {
  const auto *Call = dyn_cast<CallExpr>(stripped(&Operand));
  if (!Call || !Call->getDirectCallee() || movedFrom(Call) ||
      isa<CXXMethodDecl>(Call->getDirectCallee()) ||
      Facts.types().classify(Call->getType()).Kind != TypeKind::Task)
    return false;
  for (const Expr *Arg : argumentsOf(*Call)) {
    // Something shared that each call may change.
    const ParmVarDecl *P = nullptr;
    if (unsigned I = &Arg - argumentsOf(*Call).data();
        I < Call->getDirectCallee()->getNumParams())
      P = Call->getDirectCallee()->getParamDecl(I);
    if (P &&
        (P->getType()->isPointerType() ||
         (P->getType()->isLValueReferenceType() &&
          !P->getType().getNonReferenceType().isConstQualified())) &&
        namedVariable(Arg) != Counter)
      return false;
    if (mentionsAssigned(*Arg, In, Counter, Facts.context()))
      return false;
  }
  // A pause between iterations is meant.
  const FunctionModel *M = Facts.model(*Call->getDirectCallee());
  return !M || !M->Pauses;
}

void AwaitInLoop::await(const CoawaitExpr &Await, FunctionView &View,
                        TUFacts &Facts, const Reporter &Report) {
  const Stmt *Loop = View.enclosingLoop(Await);
  const ValueDecl *Counter = Loop ? counterOf(*Loop) : nullptr;
  if (!Counter)
    return; // `while` loops wait for something
  const Stmt *LoopBody = isa<ForStmt>(Loop)
                             ? cast<ForStmt>(Loop)->getBody()
                             : cast<CXXForRangeStmt>(Loop)->getBody();
  Body In(*LoopBody, Facts.context());
  if (In.Leaves || In.Awaits.size() != 1 || In.Awaits.front() != &Await ||
      In.Assigned.contains(Counter) ||
      !isIndependentCall(*Await.getOperand(), In, Counter, Facts) ||
      !View.isReachable(Await))
    return;
  Finding F;
  F.Check = "coro-await-in-loop";
  F.Sure = Confidence::Likely;
  F.Loc = Await.getBeginLoc();
  F.Range = Await.getSourceRange();
  F.Message = "each iteration waits for the one before, and needs nothing of "
              "it; make the tasks first and await them together";
  F.Notes.push_back({Loop->getBeginLoc(), "the iterations are of this loop",
                     /*IsEarlier=*/true});
  Report(std::move(F));
}

} // namespace

extern const CheckInfo AwaitInLoopInfo;
const CheckInfo AwaitInLoopInfo = {
    "coro-await-in-loop",
    "misuse",
    "independent awaits in a loop, which could run together",
    /*OnByDefault=*/false,
    {},
    makeCheck<AwaitInLoop>,
    anyOptions};

} // namespace coro_tidy
