// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-task-condition: a task that was just made, in a condition or comparison
// that was meant for its result.

#include "wording.h"

#include "../check.h"
#include "../facts/names.h"
#include "../facts/task_origin.h"
#include "../facts/tu_facts.h"
#include "../facts/variable_uses.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

class TaskCondition : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    for (const Expr *Call : View.Calls) {
      if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
        const auto *Conversion =
            dyn_cast_or_null<CXXConversionDecl>(Member->getMethodDecl());
        // static_cast<bool>(t) asks whether there is one, aloud.
        const Stmt *Parent = View.parents().getParent(Call);
        while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Parent))
          Parent = View.parents().getParent(Parent);
        if (isa_and_nonnull<ExplicitCastExpr>(Parent))
          continue;
        if (Conversion && Conversion->getConversionType()->isArithmeticType())
          operand(*Member->getImplicitObjectArgument(), *Call, View, Facts,
                  Report);
      } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
                 Operator && Operator->isComparisonOp() &&
                 Operator->getNumArgs() == 2) {
        const Expr *L = Operator->getArg(0), *R = Operator->getArg(1);
        // Compared with null: a test for an empty one.
        if (L->getType()->isNullPtrType() || R->getType()->isNullPtrType())
          continue;
        if (isFresh(*L, Facts))
          operand(*L, *Call, View, Facts, Report);
        else if (isFresh(*R, Facts))
          operand(*R, *Call, View, Facts, Report);
      }
    }
  }

private:
  static bool isFresh(const Expr &E, TUFacts &Facts);
  static bool alwaysHoldsTask(const Expr &Named, FunctionView &View,
                              TUFacts &Facts);
  void operand(const Expr &Operand, const Expr &Test, FunctionView &View,
               TUFacts &Facts, const Reporter &Report);
};

/// The result of a call, here and now.
bool TaskCondition::isFresh(const Expr &Operand, TUFacts &Facts) {
  const Expr *E = stripped(&Operand);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return isFresh(*Choice->getTrueExpr(), Facts) &&
           isFresh(*Choice->getFalseExpr(), Facts);
  const TaskType &Task = Facts.types().classify(E->getType());
  return Task.Kind == TypeKind::Task && Task.mustBeAwaited() &&
         isa<CallExpr>(E) && E->isPRValue() && taskMadeBy(E, Facts) == E;
}

/// A variable that a call gave its task, and that nobody took it from.
bool TaskCondition::alwaysHoldsTask(const Expr &Named, FunctionView &View,
                                    TUFacts &Facts) {
  const auto *Ref = dyn_cast<DeclRefExpr>(stripped(&Named));
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var || !Var->isLocalVarDecl() || Var->getType()->isReferenceType() ||
      !Var->getInit() || !isFresh(*Var->getInit(), Facts))
    return false;
  // `if (auto t = f())` and `if (t) co_await t;` guard the await.
  const Stmt *Guard = View.parents().getParent(Ref);
  while (Guard && !isa<IfStmt, WhileStmt, ForStmt, DoStmt, CompoundStmt,
                       ConditionalOperator>(Guard))
    Guard = View.parents().getParent(Guard);
  if (const auto *If = dyn_cast_or_null<IfStmt>(Guard);
      If && If->getConditionVariable() == Var)
    return false;
  bool Guards = Guard && !isa<CompoundStmt>(Guard);
  return llvm::all_of(usesOf({Var}, false, View, Facts),
                      [&](const VariableUse &Use) {
                        if (Use.Kind == UseKind::Look || Use.Named == Ref)
                          return true;
                        if (Use.Kind != UseKind::Await)
                          return false;
                        for (const Stmt *S = Use.Named; Guards && S;
                             S = View.parents().getParent(S))
                          if (S == Guard)
                            return false;
                        return true;
                      });
}

void TaskCondition::operand(const Expr &Operand, const Expr &Test,
                            FunctionView &View, TUFacts &Facts,
                            const Reporter &Report) {
  const TaskType &Task = Facts.types().classify(Operand.getType());
  if (Task.Kind != TypeKind::Task || !Task.mustBeAwaited() ||
      !View.isReachable(Test))
    return;
  bool Fresh = isFresh(Operand, Facts);
  if (!Fresh && !alwaysHoldsTask(Operand, View, Facts))
    return;
  const Expr &E = *stripped(&Operand);
  Finding F;
  F.Check = "coro-task-condition";
  F.Sure = Confidence::Likely;
  F.Loc = E.getBeginLoc();
  F.Range = E.getSourceRange();
  F.Message = (Fresh ? "this asks whether there is a task, not for its result"
                     : quoted(namedVariable(&E)->getNameAsString()) +
                           " surely holds a task; this does not ask for its "
                           "result");
  F.Message +=
      isa<CXXOperatorCallExpr>(Test)
          ? "; without co_await the comparison is about the task itself"
          : "; without co_await it is always true";
  // A variable is better awaited where it is made.
  if (Fresh && Facts.types().awaitsToVoid(E.getType()) == false)
    addAwait(F, E, View);
  Report(std::move(F));
}

} // namespace

extern const CheckInfo TaskConditionInfo;
const CheckInfo TaskConditionInfo = {
    "coro-task-condition",
    "unawaited",
    "a task in a condition or comparison that was meant for its result",
    /*OnByDefault=*/true,
    {},
    makeCheck<TaskCondition>,
    anyOptions};

} // namespace coro_tidy
