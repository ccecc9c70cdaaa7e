// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-task-of-task: one await too few. A coroutine whose computed type is a
// task of a task, or a co_await whose result is a task that nobody awaits.

#include "wording.h"

#include "../check.h"
#include "../facts/names.h"
#include "../facts/obligations.h"
#include "../facts/tu_facts.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/TypeLoc.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// The first template argument of a coroutine's return type, as its author
/// wrote it; null if the type was written as a whole (an alias, for example).
QualType writtenResult(const FunctionDecl &F) {
  const FunctionDecl *Pattern = F.getTemplateInstantiationPattern();
  const FunctionDecl &Written = Pattern ? *Pattern : F;
  const TypeSourceInfo *Info = Written.getTypeSourceInfo();
  if (!Info)
    return {};
  auto Function = Info->getTypeLoc().getAsAdjusted<FunctionTypeLoc>();
  if (!Function)
    return {};
  TypeLoc Return = Function.getReturnLoc().getUnqualifiedLoc();
  auto Spec = Return.getAs<TemplateSpecializationTypeLoc>();
  if (!Spec || Spec.getNumArgs() == 0 ||
      Spec.getArgLoc(0).getArgument().getKind() != TemplateArgument::Type)
    return {};
  return Spec.getArgLoc(0).getArgument().getAsType();
}

/// Was the type computed rather than spelt: by a template parameter, decltype,
/// or a trait?
bool isComputed(QualType T) {
  if (T.isNull())
    return false;
  if (T->getAs<DecltypeType>() || T->getAs<AutoType>())
    return true;
  if (!T->isDependentType())
    return false;
  // `task<T>` is spelt; `std::invoke_result_t<F>` is not.
  const auto *Spec = T->getAs<TemplateSpecializationType>();
  return !Spec || Spec->isTypeAlias();
}

class TaskOfTask : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    if (!View.isCoroutine())
      return;
    returned(View, Facts, Report);
    for (const Discarded &D : View.Discards)
      if (!D.OnPurpose)
        discarded(*D.E, View, Facts, Report);
    for (const BrokenObligation &B :
         brokenObligations(View, Facts, {Owed::AwaitedAgain}))
      variable(B, Report);
  }

private:
  void returned(FunctionView &View, TUFacts &Facts, const Reporter &Report);
  void discarded(const Expr &E, FunctionView &View, TUFacts &Facts,
                 const Reporter &Report);
  void variable(const BrokenObligation &B, const Reporter &Report);
};

void TaskOfTask::returned(FunctionView &View, TUFacts &Facts,
                          const Reporter &Report) {
  const FunctionDecl *F = View.function();
  if (!F || F->isDependentContext() || !isComputed(writtenResult(*F)))
    return;
  const auto *Outer = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      F->getReturnType()->getAsCXXRecordDecl());
  if (!Outer || Outer->getTemplateArgs().size() == 0 ||
      Outer->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return;
  QualType Result = Outer->getTemplateArgs()[0].getAsType();
  const TaskType &Inner = Facts.types().classify(Result);
  if (Inner.Kind != TypeKind::Task || !Inner.mustBeAwaited() ||
      !Facts.types().classify(F->getReturnType()).IsCoroutineType)
    return;
  for (const Expr *Operand : View.Returned) {
    if (!Facts.context().hasSameUnqualifiedType(
            Operand->getType().getNonReferenceType(), Result) ||
        !View.isReachable(*Operand))
      continue;
    Finding Out;
    Out.Check = "coro-task-of-task";
    Out.Sure = Confidence::Likely;
    Out.Loc = Operand->getBeginLoc();
    Out.Range = Operand->getSourceRange();
    Out.Message = "this is a task, so the coroutine returns a '" +
                  displayType(F->getReturnType(), Facts.context()) +
                  "'; awaiting it once does not run the inner task";
    Report(std::move(Out));
  }
}

void TaskOfTask::discarded(const Expr &E, FunctionView &View, TUFacts &Facts,
                           const Reporter &Report) {
  const Expr *Await = taskMadeBy(&E, Facts, Owed::AwaitedAgain);
  if (!Await || Await != stripped(&E) || !View.isReachable(*Await))
    return;
  const TaskType *Inner = &Facts.types().classify(Await->getType());
  bool IsHolder = !Inner->mustBeAwaited();
  if (IsHolder)
    Inner = Facts.types().heldTask(Await->getType());
  bool Lazy = Inner->Start == StartKind::Lazy;
  Finding F;
  F.Check = "coro-task-of-task";
  F.Sure = Confidence::Likely;
  F.Loc = E.getBeginLoc();
  F.Range = E.getSourceRange();
  F.Message =
      IsHolder
          ? "this co_await gives a '" +
                displayType(Await->getType(), Facts.context()) +
                "', whose tasks are dropped here; " +
                (Lazy ? "their bodies never run" : "their exceptions are lost")
          : std::string("this co_await gives another task, which is dropped "
                        "here; ") +
                (Lazy ? "its body never runs" : "its exception is lost");
  if (!IsHolder)
    addAwait(F, E, View);
  Report(std::move(F));
}

void TaskOfTask::variable(const BrokenObligation &B, const Reporter &Report) {
  bool Lazy = B.Task->Start == StartKind::Lazy;
  // Started ones may have been looked at on the paths that matter.
  if (!Lazy && B.Kind != BrokenObligation::How::Never)
    return;
  Finding F;
  F.Check = "coro-task-of-task";
  F.Sure = Confidence::Likely;
  F.Loc = B.What.Var->getLocation();
  F.Range = B.Origin->getSourceRange();
  std::string Loss =
      B.IsHolder
          ? (Lazy ? "their bodies never run" : "their exceptions are lost")
          : (Lazy ? "its body never runs" : "its exception is lost");
  F.Message = quoted(B.What.name()) + " holds " +
              (B.IsHolder ? "tasks that came" : "a task that came") +
              " out of a co_await and " + (B.IsHolder ? "are" : "is") +
              (B.Kind == BrokenObligation::How::Never
                   ? " never awaited; "
                   : " not awaited on every path; there, ") +
              Loss;
  addSkippingBranch(F, B);
  Report(std::move(F));
}

} // namespace

extern const CheckInfo TaskOfTaskInfo;
const CheckInfo TaskOfTaskInfo = {
    "coro-task-of-task",
    "unawaited",
    "one await too few: a task inside of a task, which never runs",
    /*OnByDefault=*/true,
    {},
    makeCheck<TaskOfTask>,
    anyOptions};

} // namespace coro_tidy
