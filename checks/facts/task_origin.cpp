// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "task_origin.h"

#include "names.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

DropKind dropOfSpawned(const Expr &Call, TUFacts &Facts) {
  if (!isa<CallExpr>(Call) || !Call.isPRValue() ||
      !Call.getType()->isRecordType())
    return DropKind::Unknown;
  const FunctionDecl *F = calleeOf(Call);
  const FunctionModel *M = F ? Facts.model(*F) : nullptr;
  const TaskType &Result = Facts.types().classify(Call.getType());
  DropKind Drop = M ? M->Drop : DropKind::Unknown;
  // `co_spawn(executor, f(), use_awaitable)` has not begun.
  if (Drop != DropKind::Unknown && M && !M->Spawns && Result.mustBeAwaited())
    return DropKind::Unknown;
  if (Drop == DropKind::Unknown && Result.Kind == TypeKind::Handle &&
      (!M || M->Spawns))
    Drop = Result.Drop;
  return Drop == DropKind::Harmless ? DropKind::Unknown : Drop;
}

namespace {

class Origin {
public:
  Origin(TUFacts &Facts, Owed What) : Facts(Facts), What(What) {}

  const Expr *of(const Expr *Whole);

private:
  template <class Range> const Expr *anyOf(const Range &Expressions) {
    for (const Stmt *S : Expressions)
      if (const auto *Sub = dyn_cast_or_null<Expr>(S))
        if (const Expr *Made = of(Sub))
          return Made;
    return nullptr;
  }
  bool isOwed(QualType T) {
    const TaskType &Task = Facts.types().classify(T);
    return What == Owed::Handle ? Task.Kind == TypeKind::Handle
                                : Task.mustBeAwaited();
  }
  const Expr *ofCall(const CallExpr &Call, bool IsTask);
  bool isWaitedFor(const Expr *Operand) {
    return Operand &&
           Facts.types().classify(Operand->getType()).mustBeAwaited();
  }

  TUFacts &Facts;
  Owed What;
};

const Expr *Origin::of(const Expr *Whole) {
  const Expr *E = stripped(Whole);
  if (!E || E->isTypeDependent())
    return nullptr;
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    const Stmt *Arms[] = {Choice->getTrueExpr(), Choice->getFalseExpr()};
    return anyOf(Arms);
  }
  if (const auto *Block = dyn_cast<StmtExpr>(E)) {
    const CompoundStmt *Body = Block->getSubStmt();
    return Body->body_empty() ? nullptr : of(dyn_cast<Expr>(Body->body_back()));
  }
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return anyOf(List->children());
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
    return of(List->getSubExpr());
  TaskTypes &Types = Facts.types();
  bool IsTask = isOwed(E->getType());
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && What == Owed::Handle &&
      dropOfSpawned(*Call, Facts) != DropKind::Unknown)
    return Call;
  if (!IsTask && !Types.heldTask(E->getType(), nullptr,
                                 /*Handles=*/What == Owed::Handle))
    return nullptr;
  if (What == Owed::AwaitedAgain) {
    // An eager task that comes out of an await (when_all's) is done, but its
    // exception is still in it.
    const TaskType *Task =
        IsTask ? &Types.classify(E->getType()) : Types.heldTask(E->getType());
    const auto *Await = dyn_cast<CoawaitExpr>(E);
    if (!Await || !Task->IsCoroutineType ||
        (Task->Start != StartKind::Lazy && !Task->NoDiscard))
      return nullptr;
    const FunctionDecl *F = calleeOf(*stripped(Await->getOperand()));
    const FunctionModel *M = F ? Facts.model(*F) : nullptr;
    return M && M->GivesDone ? nullptr : E;
  }
  if (const Expr *Source = movedFrom(E)) {
    // From a local that was made with a task; one that was born empty may
    // still be.
    const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(Source));
    return Var && Var->isLocalVarDecl() && !Var->getType()->isReferenceType() &&
                   Var->getInit()
               ? of(Var->getInit())
               : nullptr;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return anyOf(Construct->arguments());
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return ofCall(*Call, IsTask);
  return nullptr;
}

const Expr *Origin::ofCall(const CallExpr &Call, bool IsTask) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
      Operator && Operator->getOperator() == OO_Equal)
    return of(Operator->getArg(1)); // a = b = f()
  if (!Call.isPRValue())
    return nullptr;
  const FunctionDecl *F = Call.getDirectCallee();
  bool OnlyPassesOn = F && F->isInStdNamespace(); // make_pair, exchange
  if (What == Owed::Handle)
    return OnlyPassesOn ? anyOf(Call.arguments()) : nullptr;
  // `when_all(...).get()`, `sync_wait(when_all(...))`: the tasks in the result
  // of a task that was waited for are done.
  if (!IsTask) {
    if (isWaitedFor(objectOf(Call)) ||
        (!OnlyPassesOn && llvm::any_of(argumentsOf(Call), [&](const Expr *A) {
          return isWaitedFor(A);
        })))
      return nullptr;
  }
  if (F) {
    const FunctionModel *M = Facts.model(*F);
    if (M && (M->ReturnsReady || M->Spawns))
      return nullptr;
    if (OnlyPassesOn)
      return anyOf(Call.arguments());
  }
  return &Call;
}

} // namespace

const Expr *taskMadeBy(const Expr *E, TUFacts &Facts, Owed What) {
  return Origin(Facts, What).of(E);
}

} // namespace coro_tidy
