// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-run-in-loop: an event loop made, run and thrown away in each iteration
// of a loop, where one would do.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"
#include "../facts/variable_paths.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

class RunInLoop : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    for (const Expr *Call : View.Calls) {
      const FunctionDecl *F = isa<CallExpr>(Call) ? calleeOf(*Call) : nullptr;
      const FunctionModel *M = F ? Facts.model(*F) : nullptr;
      if (!M || !M->RunsLoop || isTest(View))
        continue;
      const Stmt *Loop = View.enclosingLoop(*Call);
      if (!Loop)
        Loop = loopAroundLambda(View);
      if (Loop && !isLeftAfter(*Call, View) &&
          makesLoopIn(*Call, *Loop, View, Facts) && View.isReachable(*Call))
        report(*Call, *F, *Loop, Report);
    }
  }

private:
  static bool isTest(const FunctionView &View);
  static bool isLeftAfter(const Expr &Call, FunctionView &View);
  static const Stmt *loopAroundLambda(FunctionView &View);
  static bool makesLoopIn(const Expr &Call, const Stmt &Loop,
                          FunctionView &View, TUFacts &Facts);
  static void report(const Expr &Call, const FunctionDecl &F, const Stmt &Loop,
                     const Reporter &Report);
};

/// `try { run(f()); return; } catch ...` runs again only after a failure.
bool RunInLoop::isLeftAfter(const Expr &Call, FunctionView &View) {
  const Stmt *Child = &Call;
  for (const Stmt *P = View.parents().getParent(Child); P;
       Child = P, P = View.parents().getParent(P)) {
    const auto *Block = dyn_cast<CompoundStmt>(P);
    if (!Block)
      continue;
    bool After = false;
    for (const Stmt *S : Block->body()) {
      if (After && isa<ReturnStmt, CoreturnStmt, BreakStmt>(S))
        return true;
      After |= S == Child;
    }
    return false;
  }
  return false;
}

/// Tests and benchmarks start from nothing each time on purpose.
bool RunInLoop::isTest(const FunctionView &View) {
  for (const CXXForRangeStmt *For : View.RangeLoops)
    if (const CXXRecordDecl *Range = For->getRangeInit()
                                         ->getType()
                                         .getNonReferenceType()
                                         ->getAsCXXRecordDecl())
      if (modelName(*Range) == "benchmark::State")
        return true;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(View.function());
  if (Method && !Method->getParent()->isLambda() &&
      Method->getParent()->hasDefinition()) {
    bool Found = false;
    Method->getParent()->getDefinition()->forallBases(
        [&](const CXXRecordDecl *Base) {
          Found |= modelName(*Base) == "testing::Test";
          return true;
        });
    if (Found)
      return true;
  }
  return View.enclosing() && isTest(*View.enclosing());
}

/// The loop around a lambda that is called where it is written.
const Stmt *RunInLoop::loopAroundLambda(FunctionView &View) {
  if (!View.lambda() || !View.enclosing())
    return nullptr;
  for (const Expr *Call : View.enclosing()->Calls)
    if (const Expr *Object = objectOf(*Call); Object &&
                                              isa<CXXOperatorCallExpr>(Call) &&
                                              stripped(Object) == View.lambda())
      return View.enclosing()->enclosingLoop(*Call);
  return nullptr;
}

/// Is the event loop that the call runs made in each iteration?
bool RunInLoop::makesLoopIn(const Expr &Call, const Stmt &Loop,
                            FunctionView &View, TUFacts &Facts) {
  const Expr *Object = objectOf(Call);
  if (!Object)
    return true; // a free function makes its own
  if (Facts.types().classify(Object->getType()).Kind != TypeKind::Loop)
    return false;
  if (stripped(Object)->isPRValue())
    return true;
  const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(Object));
  if (!Var || !Var->hasLocalStorage() || Var->getType()->isReferenceType() ||
      Var->getType()->isPointerType())
    return false;
  for (const Stmt *S = View.parents().getParent(&Call); S && S != &Loop;
       S = View.parents().getParent(S))
    if (isa<CompoundStmt>(S) && isScopeOf(*S, *Var))
      return true;
  return false;
}

void RunInLoop::report(const Expr &Call, const FunctionDecl &F,
                       const Stmt &Loop, const Reporter &Report) {
  Finding Out;
  Out.Check = "coro-run-in-loop";
  Out.Sure = Confidence::Likely;
  Out.Loc = Call.getBeginLoc();
  Out.Range = Call.getSourceRange();
  Out.Message = quotedName(F) +
                " sets up an event loop and tears it down again in each "
                "iteration; run one task that does them all, or make one loop";
  Out.Notes.push_back({Loop.getBeginLoc(), "the iterations are of this loop",
                       /*IsEarlier=*/true});
  Report(std::move(Out));
}

} // namespace

extern const CheckInfo RunInLoopInfo;
const CheckInfo RunInLoopInfo = {
    "coro-run-in-loop",
    "misuse",
    "an event loop is made and run in each iteration of a loop",
    /*OnByDefault=*/true,
    {},
    makeCheck<RunInLoop>,
    anyOptions};

} // namespace coro_tidy
