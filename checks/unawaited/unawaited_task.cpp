// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-unawaited-task: a task whose value is lost where it is made, or in the
// local variable that holds it.

#include "wording.h"

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/obligations.h"
#include "../facts/tu_facts.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

class UnawaitedTask : public Check {
public:
  explicit UnawaitedTask(const CheckOptions &Options)
      : WarnOnVoid(Options.getBool("WarnOnVoid")) {}

  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    for (const Discarded &D : View.Discards)
      if (!D.OnPurpose || WarnOnVoid)
        discarded(*D.E, View, Facts, Report);
    for (const BrokenObligation &B :
         brokenObligations(View, Facts, {Owed::Await, WarnOnVoid}))
      variable(B, View, Facts, Report);
    for (const Expr *Call : View.Calls)
      handedToNobody(*Call, View, Facts, Report);
    if (View.lambda())
      initCaptures(View, Facts, Report);
  }

private:
  void discarded(const Expr &E, FunctionView &View, TUFacts &Facts,
                 const Reporter &Report);
  void variable(const BrokenObligation &B, FunctionView &View, TUFacts &Facts,
                const Reporter &Report);
  void handedToNobody(const Expr &Call, FunctionView &View, TUFacts &Facts,
                      const Reporter &Report);
  void initCaptures(FunctionView &View, TUFacts &Facts, const Reporter &Report);

  bool WarnOnVoid;
};

/// What the dropped value is and what that means at run time.
std::string consequence(const TaskType &Task) {
  if (Task.Start == StartKind::Lazy || Task.Drop == DropKind::NeverRuns)
    return Task.IsCoroutineType
               ? "a lazy task; without co_await its body never runs"
               : "an awaitable; without co_await it does nothing";
  if (Task.Kind == TypeKind::Awaitable)
    return "an awaitable; without co_await nothing waits for it, and its "
           "result and exception are lost";
  return "a task that is dropped here; " + lossOnDrop(Task.Drop);
}

/// EXPECT_THROW(f(), E), assert_throws([] { f(); }) and their kin test what the
/// call itself does.
bool isThrowTest(const Expr &E, const FunctionView &View,
                 const ASTContext &Ctx) {
  if (View.lambda() && View.enclosing())
    for (const Expr *Call : View.enclosing()->Calls) {
      const FunctionDecl *F = calleeOf(*Call);
      if (F && F->getIdentifier() && F->getName().contains_insensitive("throw"))
        for (const Expr *Arg : argumentsOf(*Call))
          if (stripped(Arg, /*ThroughMove=*/true) == View.lambda())
            return true;
    }
  return isInMacro(E.getBeginLoc(), Ctx, [](llvm::StringRef Macro) {
    return Macro.contains("THROW") || Macro.contains("DEATH");
  });
}

/// Does the call say itself that nobody needs to wait: by its model, or by a
/// marker among its arguments?
bool isDetachedCall(const Expr &E, TUFacts &Facts) {
  const FunctionDecl *F = calleeOf(E);
  if (!F)
    return false;
  const FunctionModel *M = Facts.model(*F);
  if (M && (M->Spawns || M->ReturnsReady))
    return true;
  // Code that drives a promise by hand.
  if (F->getIdentifier() &&
      (F->getName() == "initial_suspend" || F->getName() == "final_suspend"))
    return true;
  // An awaiter of something that may be dropped may be, too.
  if (const Expr *Object = objectOf(E))
    if (Facts.types().classify(Object->getType()).Drop == DropKind::Harmless)
      return true;
  return llvm::any_of(F->parameters(), [&](const ParmVarDecl *P) {
    return Facts.types().classify(P->getType()).Kind == TypeKind::Marker;
  });
}

/// An eager task whose type does not insist is how plain functions (slots,
/// event handlers, main) start work: they could not await it.
bool isPlainStart(const TaskType &Task, const Expr &E,
                  const FunctionView &View) {
  if (Task.Start != StartKind::Eager || Task.NoDiscard ||
      Task.Drop == DropKind::Cancels || Task.Drop == DropKind::Terminates ||
      View.isCoroutine())
    return false;
  const FunctionDecl *F = calleeOf(E);
  return !F || !F->hasAttr<WarnUnusedResultAttr>();
}

/// The task in a discarded expression, through casts that make no use of it:
/// `task<>(f())`, `static_cast<task<> &&>(f())`.
const Expr *discardedTask(const Expr &E) {
  const Expr *Core = stripped(&E);
  while (true) {
    const Expr *Inner = movedFrom(Core);
    const auto *Cast = dyn_cast<ExplicitCastExpr>(Core);
    if (!Inner && Cast && Cast->getType()->isRecordType() &&
        Cast->getSubExpr()->getType()->isRecordType())
      Inner = Cast->getSubExpr();
    const auto *Construct = dyn_cast<CXXConstructExpr>(Core);
    if (!Inner && Construct && Construct->getNumArgs() == 1 &&
        Construct->getConstructor()->isCopyOrMoveConstructor())
      Inner = Construct->getArg(0);
    if (!Inner)
      return Core;
    Core = stripped(Inner);
  }
}

/// `spawn(f()).with_priority(1)`: the rvalue that a step of a fluent chain
/// gives back is the temporary that it began with.
bool isConfiguredTemporary(const Expr &E, TUFacts &Facts) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&E);
  if (!Call || !Call->isXValue())
    return false;
  const Expr *Object = stripped(Call->getImplicitObjectArgument());
  if (!Facts.context().hasSameUnqualifiedType(Object->getType(), E.getType()) ||
      Facts.types().classify(E.getType()).Start == StartKind::Eager)
    return false;
  return Object->isPRValue() ? isa<CallExpr>(Object)
                             : isConfiguredTemporary(*Object, Facts);
}

/// `f();`, where f is a parameter whose type the template does not know.
bool callsParameterOfTemplate(const Expr &E, const FunctionView &View) {
  const FunctionDecl *F = View.function();
  const FunctionDecl *Pattern =
      F ? F->getTemplateInstantiationPattern() : nullptr;
  const Expr *Object = objectOf(E);
  const auto *Call = dyn_cast<CallExpr>(&E);
  if (!Object && Call)
    Object = Call->getCallee();
  const auto *P = dyn_cast_or_null<ParmVarDecl>(
      Pattern && Object ? namedVariable(Object) : nullptr);
  return P && P->getDeclContext() == F &&
         P->getFunctionScopeIndex() < Pattern->getNumParams() &&
         Pattern->getParamDecl(P->getFunctionScopeIndex())
             ->getType()
             ->isDependentType() &&
         (isa<CXXOperatorCallExpr>(E) || !objectOf(E));
}

void UnawaitedTask::discarded(const Expr &E, FunctionView &View, TUFacts &Facts,
                              const Reporter &Report) {
  if (E.isTypeDependent() || isa<CoroutineSuspendExpr>(E))
    return;
  const Expr &Maker = *discardedTask(E);
  if ((!Maker.isPRValue() && !isConfiguredTemporary(Maker, Facts)) ||
      isa<CoroutineSuspendExpr>(Maker) ||
      isThrowTest(E, View, Facts.context()) || !View.isReachable(Maker))
    return;
  // Who gave the template such a callable is to blame: coro-void-callback.
  if (callsParameterOfTemplate(Maker, View))
    return;
  Finding F;
  F.Check = "coro-unawaited-task";
  F.Loc = E.getBeginLoc();
  F.Range = E.getSourceRange();
  const TaskType &Task = Facts.types().classify(Maker.getType());
  if (Task.mustBeAwaited()) {
    bool IsTemporary = isa<CXXConstructExpr, InitListExpr>(Maker);
    // A coroutine's task is made by calling it. Built from a handle, or empty,
    // it is no result that was meant to be awaited.
    if (!isa<CallExpr>(Maker) && (!IsTemporary || Task.IsCoroutineType))
      return;
    if (isDetachedCall(Maker, Facts))
      return;
    if (IsTemporary)
      F.Message = "this '" + displayType(Maker.getType(), Facts.context()) +
                  "' is an awaitable; without co_await it does nothing";
    else
      F.Message = subject(Maker) + " " + consequence(Task);
    F.Sure = Task.Start == StartKind::Lazy     ? Confidence::Certain
             : isPlainStart(Task, Maker, View) ? Confidence::Possible
                                               : Confidence::Likely;
    addAwait(F, E, View);
    Report(std::move(F));
    return;
  }
  const TaskType *Inner = Facts.types().heldTask(Maker.getType());
  if (!Inner || !taskMadeBy(&Maker, Facts))
    return;
  bool Lazy = Inner->Start == StartKind::Lazy;
  F.Sure = Lazy ? Confidence::Certain : Confidence::Likely;
  F.Message = subject(Maker) + " '" +
              displayType(Maker.getType(), Facts.context()) +
              "', whose tasks are dropped here; " +
              (Lazy ? "without co_await their bodies never run"
                    : "their results and exceptions are lost");
  Report(std::move(F));
}

void UnawaitedTask::variable(const BrokenObligation &B, FunctionView &View,
                             TUFacts &Facts, const Reporter &Report) {
  const TaskType &Task = *B.Task;
  bool Lazy = Task.Start == StartKind::Lazy;
  std::string Name = quoted(B.What.name());
  // Not of a function that returns a class of tasks, which did run.
  bool MakesTask = Facts.types().classify(B.Origin->getType()).mustBeAwaited();
  std::string What = B.IsHolder                         ? "tasks"
                     : Lazy && Task.IsCoroutineType     ? "a lazy task"
                     : Task.Kind == TypeKind::Awaitable ? "an awaitable"
                                                        : "a task";
  std::string Loss =
      !Lazy        ? B.IsHolder ? "their results and exceptions are lost"
                                : "its result and exception are lost"
      : B.IsHolder ? "their bodies never run"
      : Task.IsCoroutineType
          ? (MakesTask ? bodyOf(*B.Origin) : std::string("its body")) +
                " never runs"
          : "it does nothing";
  std::string Verb = B.IsHolder ? "are" : "is";
  Finding F;
  F.Check = "coro-unawaited-task";
  F.Loc = B.AssignedBy && !B.IsHolder ? B.AssignedBy->getBeginLoc()
                                      : B.What.Var->getLocation();
  F.Range = B.Origin->getSourceRange();
  F.Sure = Lazy && B.Kind == BrokenObligation::How::Never ? Confidence::Certain
                                                          : Confidence::Likely;
  if (!B.IsHolder && isPlainStart(Task, *B.Origin, View))
    F.Sure = Confidence::Possible;
  switch (B.Kind) {
  case BrokenObligation::How::Never: {
    F.Message =
        Name + " holds " + What + " that " + Verb + " never awaited; " + Loss;
    const auto *Var = dyn_cast<VarDecl>(B.What.Var);
    if (Var && !B.What.Field && !B.IsHolder && !B.AssignedBy &&
        Var->getType()->getContainedAutoType() &&
        !isa<DecompositionDecl>(Var) && Var->getInit() &&
        stripped(Var->getInit()) == B.Origin &&
        Facts.types().awaitsToVoid(B.Origin->getType()) == false)
      addAwait(F, *B.Origin, View);
    break;
  }
  case BrokenObligation::How::SomePath:
    F.Message = Name + " holds " + What + " that " + Verb +
                " not awaited on every path; there, " + Loss;
    addSkippingBranch(F, B);
    break;
  case BrokenObligation::How::Overwritten:
    F.Loc = B.By->getBeginLoc();
    F.Message = Name + " is overwritten while it holds " + What + " that " +
                (B.IsHolder ? "were" : "was") + " never awaited; " + Loss;
    F.Notes.push_back({B.Origin->getBeginLoc(), "the task is made here",
                       /*IsEarlier=*/true});
    break;
  case BrokenObligation::How::Abandoned:
    return; // coro-dropped-handle's
  case BrokenObligation::How::Cleared:
    F.Loc = B.By->getBeginLoc();
    F.Message = Name + " is emptied while it holds " + What + " that " +
                (B.IsHolder ? "were" : "was") + " never awaited; " + Loss;
    F.Notes.push_back({B.Origin->getBeginLoc(), "the task is made here",
                       /*IsEarlier=*/true});
    break;
  }
  Report(std::move(F));
}

/// `sink(f())`, where sink does nothing with its parameter.
void UnawaitedTask::handedToNobody(const Expr &Call, FunctionView &View,
                                   TUFacts &Facts, const Reporter &Report) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F || F->isTemplateInstantiation() || movedFrom(&Call))
    return;
  for (const Expr *Arg : argumentsOf(Call)) {
    const Expr *Made = taskMadeBy(Arg, Facts);
    if (!Made || !stripped(Arg)->isPRValue())
      continue;
    const TaskType &Task = Facts.types().classify(Arg->getType());
    const ParmVarDecl *P = parameterFor(Call, *Arg);
    // An eager task runs by itself; to hand it to who ignores it is to detach.
    if (!P || Task.Start != StartKind::Lazy || !Task.IsCoroutineType ||
        fateOf(*P, Facts) != ParameterFate::Ignored || !View.isReachable(Call))
      continue;
    Finding Out;
    Out.Check = "coro-unawaited-task";
    Out.Loc = Arg->getBeginLoc();
    Out.Range = Arg->getSourceRange();
    Out.Sure = Confidence::Likely;
    Out.Message = subject(*Made) + " a lazy task, and " + quotedName(*F) +
                  " does not await it; its body never runs";
    Out.Notes.push_back({P->getLocation(), "the parameter is not awaited"});
    Report(std::move(Out));
  }
}

/// `[t = f()] { ... }`, whose body does not name t.
void UnawaitedTask::initCaptures(FunctionView &View, TUFacts &Facts,
                                 const Reporter &Report) {
  if (Facts.hasErrorsIn(View.lambda()->getSourceRange()))
    return;
  for (const LambdaCapture &Capture : View.lambda()->captures()) {
    if (!View.lambda()->isInitCapture(&Capture))
      continue;
    const auto *Var = dyn_cast<VarDecl>(Capture.getCapturedVar());
    const TaskType &Task = Facts.types().classify(
        Var ? Var->getType().getNonReferenceType() : QualType());
    const Expr *Made = Var ? taskMadeBy(Var->getInit(), Facts) : nullptr;
    if (!Made || Task.Start != StartKind::Lazy || !Task.IsCoroutineType ||
        llvm::any_of(
            usesOf({Var}, false, View, Facts),
            [&](const VariableUse &Use) { return !isOnlyLook(Use, Facts); }))
      continue;
    Finding F;
    F.Check = "coro-unawaited-task";
    F.Loc = Var->getLocation();
    F.Range = Made->getSourceRange();
    F.Message = quoted(Var->getNameAsString()) +
                " holds a lazy task that is never awaited; " + bodyOf(*Made) +
                " never runs";
    Report(std::move(F));
  }
}

constexpr OptionInfo Options[] = {
    {"WarnOnVoid", "false",
     "also report tasks cast to void, assigned to std::ignore or held by a "
     "[[maybe_unused]] variable"},
};

} // namespace

extern const CheckInfo UnawaitedTaskInfo;
const CheckInfo UnawaitedTaskInfo = {
    "coro-unawaited-task",
    "unawaited",
    "a task that is made and lost: it never runs, or its result and exception "
    "are lost",
    /*OnByDefault=*/true,
    Options,
    makeCheck<UnawaitedTask>,
    anyOptions};

} // namespace coro_tidy
