// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-unawaited-task: a task whose value is lost where it is made, or in the
// local variable that holds it.

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
         brokenObligations(View, Facts, {/*StrictVoid=*/WarnOnVoid}))
      variable(B, View, Facts, Report);
  }

private:
  void discarded(const Expr &E, FunctionView &View, TUFacts &Facts,
                 const Reporter &Report);
  void variable(const BrokenObligation &B, FunctionView &View, TUFacts &Facts,
                const Reporter &Report);

  bool WarnOnVoid;
};

/// "'fetch' returns", "this lambda returns", "this expression makes".
std::string subject(const Expr &Maker) {
  if (const FunctionDecl *F = calleeOf(Maker); F && isa<CallExpr>(Maker))
    return quotedName(*F) + " returns";
  if (isa<CallExpr>(Maker))
    return "this call returns";
  return "this expression makes";
}

/// "body of 'fetch'", for variables.
std::string bodyOf(const Expr &Maker) {
  if (const FunctionDecl *F = calleeOf(Maker); F && isa<CallExpr>(Maker))
    if (quotedName(*F)[0] == '\'')
      return "the body of " + quotedName(*F);
  return "its body";
}

std::string lossOnDrop(const TaskType &Task) {
  switch (Task.Drop) {
  case DropKind::Detaches:
    return "it runs on unobserved, and its result and exception are lost";
  case DropKind::Cancels:
    return "dropping it cancels the work";
  case DropKind::Terminates:
    return "dropping it terminates the program";
  default:
    return "nothing waits for it, and its result and exception are lost";
  }
}

/// What the dropped value is and what that means at run time.
std::string consequence(const TaskType &Task) {
  if (Task.Start == StartKind::Lazy || Task.Drop == DropKind::NeverRuns)
    return Task.IsCoroutineType
               ? "a lazy task; without co_await its body never runs"
               : "an awaitable; without co_await it does nothing";
  if (Task.Kind == TypeKind::Awaitable)
    return "an awaitable; without co_await nothing waits for it, and its "
           "result and exception are lost";
  return "a task that is dropped here; " + lossOnDrop(Task);
}

/// Inserts `co_await `, with parentheses where E binds less tightly than a
/// unary operator. Nothing inside macros.
void addAwait(Finding &F, const Expr &E, FunctionView &View) {
  if (!View.mayAwaitAt(E) || E.getBeginLoc().isMacroID() ||
      E.getEndLoc().isMacroID())
    return;
  const ASTContext &Ctx = View.owner().getASTContext();
  bool Loose = isa<BinaryOperator, AbstractConditionalOperator>(E);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
    Loose = Operator->isInfixBinaryOp();
  F.FixIts.push_back(FixItHint::CreateInsertion(
      E.getBeginLoc(), Loose ? "co_await (" : "co_await "));
  if (Loose)
    F.FixIts.push_back(FixItHint::CreateInsertion(
        Lexer::getLocForEndOfToken(E.getEndLoc(), 0, Ctx.getSourceManager(),
                                   Ctx.getLangOpts()),
        ")"));
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
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation Loc = E.getBeginLoc();
  while (Loc.isMacroID()) {
    llvm::StringRef Macro =
        Lexer::getImmediateMacroName(Loc, SM, Ctx.getLangOpts());
    if (Macro.contains("THROW") || Macro.contains("DEATH"))
      return true;
    Loc = SM.getImmediateMacroCallerLoc(Loc);
  }
  return false;
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

void UnawaitedTask::discarded(const Expr &E, FunctionView &View, TUFacts &Facts,
                              const Reporter &Report) {
  if (E.isTypeDependent() || isa<CoroutineSuspendExpr>(E))
    return;
  const Expr &Maker = *discardedTask(E);
  if (!Maker.isPRValue() || isa<CoroutineSuspendExpr>(Maker) ||
      isThrowTest(E, View, Facts.context()) || !View.isReachable(Maker))
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
  std::string Name = quoted(B.Variable->getNameAsString());
  std::string What = B.IsHolder                         ? "tasks"
                     : Lazy && Task.IsCoroutineType     ? "a lazy task"
                     : Task.Kind == TypeKind::Awaitable ? "an awaitable"
                                                        : "a task";
  std::string Loss = !Lazy ? B.IsHolder
                                 ? "their results and exceptions are lost"
                                 : "its result and exception are lost"
                     : B.IsHolder           ? "their bodies never run"
                     : Task.IsCoroutineType ? bodyOf(*B.Origin) + " never runs"
                                            : "it does nothing";
  std::string Verb = B.IsHolder ? "are" : "is";
  Finding F;
  F.Check = "coro-unawaited-task";
  F.Loc = B.AssignedBy && !B.IsHolder ? B.AssignedBy->getBeginLoc()
                                      : B.Variable->getLocation();
  F.Range = B.Origin->getSourceRange();
  F.Sure = Lazy && B.Kind == BrokenObligation::How::Never ? Confidence::Certain
                                                          : Confidence::Likely;
  switch (B.Kind) {
  case BrokenObligation::How::Never: {
    F.Message =
        Name + " holds " + What + " that " + Verb + " never awaited; " + Loss;
    const auto *Var = dyn_cast<VarDecl>(B.Variable);
    if (Var && !B.IsHolder && !B.AssignedBy &&
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
    if (B.Condition)
      F.Notes.push_back(
          {B.Condition->getExprLoc(),
           std::string("the use is skipped when this condition is ") +
               (B.ConditionOutcome ? "true" : "false")});
    break;
  case BrokenObligation::How::Overwritten:
    F.Loc = B.By->getBeginLoc();
    F.Message = Name + " is overwritten while it holds " + What + " that " +
                (B.IsHolder ? "were" : "was") + " never awaited; " + Loss;
    F.Notes.push_back({B.Origin->getBeginLoc(), "the task is made here"});
    break;
  }
  Report(std::move(F));
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
    [](const CheckOptions &O) -> std::unique_ptr<Check> {
      return std::make_unique<UnawaitedTask>(O);
    },
    [](const CheckOptions &) -> llvm::Error { return llvm::Error::success(); }};

} // namespace coro_tidy
