// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-unawaited-task: a task whose value is lost where it is made, or in the
// local variable that holds it.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/obligations.h"
#include "../facts/tu_facts.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

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
      variable(B, View, Report);
  }

private:
  void discarded(const Expr &E, FunctionView &View, TUFacts &Facts,
                 const Reporter &Report);
  void variable(const BrokenObligation &B, FunctionView &View,
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
  const ASTContext &Ctx = View.function().getASTContext();
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

/// Macros of test frameworks evaluate an expression for its effects, which an
/// eager task has by then.
bool isRunByMacro(const Expr &E, const TaskType &Task, TUFacts &Facts) {
  SourceLocation Loc = E.getBeginLoc();
  const SourceManager &SM = Facts.context().getSourceManager();
  if (!SM.isMacroArgExpansion(Loc) || Task.Start == StartKind::Lazy)
    return false;
  return SM.isInSystemHeader(
      SM.getSpellingLoc(SM.getImmediateExpansionRange(Loc).getBegin()));
}

bool hasOwnerElsewhere(const Expr &E, TUFacts &Facts) {
  const FunctionDecl *F = calleeOf(E);
  const FunctionModel *M = F ? Facts.model(*F) : nullptr;
  return M && (M->Spawns || M->ReturnsReady);
}

void UnawaitedTask::discarded(const Expr &E, FunctionView &View,
                              TUFacts &Facts, const Reporter &Report) {
  if (!E.isPRValue() || E.isTypeDependent() ||
      isa<CoroutineSuspendExpr>(E))
    return;
  const TaskType &Task = Facts.types().classify(E.getType());
  Finding F;
  F.Check = "coro-unawaited-task";
  F.Loc = E.getExprLoc();
  F.Range = E.getSourceRange();
  if (Task.mustBeAwaited()) {
    bool IsCall = isa<CallExpr>(E);
    // A task that is built from a handle, or an awaiter without arguments, is
    // not a result that was meant to be awaited.
    const auto *Construct = dyn_cast<CXXConstructExpr>(stripped(&E));
    if (!IsCall && (!Construct || Construct->getNumArgs() == 0 ||
                    Task.IsCoroutineType))
      return;
    if (isRunByMacro(E, Task, Facts) || hasOwnerElsewhere(E, Facts))
      return;
    if (Construct)
      F.Message = "this '" +
                  displayType(E.getType(), Facts.context()) +
                  "' is an awaitable; without co_await it does nothing";
    else
      F.Message = subject(E) + " " + consequence(Task);
    F.Sure = Task.Start == StartKind::Lazy ? Confidence::Certain
                                           : Confidence::Likely;
    F.Loc = E.getBeginLoc();
    addAwait(F, E, View);
    Report(std::move(F));
    return;
  }
  QualType Held;
  const TaskType *Inner = Facts.types().heldTask(E.getType(), &Held);
  if (!Inner || !taskMadeBy(&E, Facts))
    return;
  bool Lazy = Inner->Start == StartKind::Lazy;
  F.Loc = E.getBeginLoc();
  F.Sure = Lazy ? Confidence::Certain : Confidence::Likely;
  F.Message = subject(*stripped(&E)) + " '" +
              displayType(E.getType(), Facts.context()) +
              "', whose tasks are dropped here; " +
              (Lazy ? "without co_await their bodies never run"
                    : "their results and exceptions are lost");
  Report(std::move(F));
}

void UnawaitedTask::variable(const BrokenObligation &B, FunctionView &View,
                             const Reporter &Report) {
  const TaskType &Task = *B.Task;
  bool Lazy = Task.Start == StartKind::Lazy;
  std::string Name = "'" + B.Variable->getNameAsString() + "'";
  std::string What = B.IsHolder                         ? "tasks"
                     : Lazy && Task.IsCoroutineType     ? "a lazy task"
                     : Task.Kind == TypeKind::Awaitable ? "an awaitable"
                                                        : "a task";
  std::string Loss =
      !Lazy         ? B.IsHolder ? "their results and exceptions are lost"
                                 : "its result and exception are lost"
      : B.IsHolder  ? "their bodies never run"
      : Task.IsCoroutineType ? bodyOf(*B.Origin) + " never runs"
                             : "it does nothing";
  std::string Verb = B.IsHolder ? "are" : "is";
  Finding F;
  F.Check = "coro-unawaited-task";
  F.Loc = B.Variable->getLocation();
  F.Range = B.Origin->getSourceRange();
  F.Sure = Lazy && B.Kind == BrokenObligation::How::Never
               ? Confidence::Certain
               : Confidence::Likely;
  switch (B.Kind) {
  case BrokenObligation::How::Never: {
    F.Message = Name + " holds " + What + " that " + Verb +
                " never awaited; " + Loss;
    const auto *Var = dyn_cast<VarDecl>(B.Variable);
    if (Var && !B.IsHolder && Var->getType()->getContainedAutoType() &&
        !isa<DecompositionDecl>(Var) && Var->getInit() &&
        stripped(Var->getInit()) == B.Origin)
      addAwait(F, *B.Origin, View);
    break;
  }
  case BrokenObligation::How::SomePath:
    F.Message = Name + " holds " + What + " that " + Verb +
                " not awaited on every path; there, " + Loss;
    if (B.Condition)
      F.Notes.push_back({B.Condition->getExprLoc(),
                         std::string("the use is skipped when this condition is ") +
                             (B.ConditionOutcome ? "true" : "false")});
    break;
  case BrokenObligation::How::Overwritten:
    F.Loc = B.By->getExprLoc();
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
