// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "obligations.h"

#include "frame_references.h"
#include "names.h"
#include "tracked_locals.h"
#include "variable_paths.h"

#include "clang/AST/Attr.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

enum Status : char { Empty, Pending, Met };

/// What a statement does to the obligation.
struct Event {
  enum Kind { Use, Assign, Fill, Clear } What = Use;
  /// Assign, Fill: the task that the variable holds from here on.
  const Expr *Made = nullptr;
};

class Search : public PathClient {
public:
  Search(FunctionView &View, TUFacts &Facts, const ObligationOptions &Options,
         const TrackedLocal &T)
      : View(View), Facts(Facts), Options(Options), T(T) {}

  std::optional<BrokenObligation> run();

  PathState born() override {
    return {T.Initial ? Pending : Empty, T.Initial, nullptr};
  }
  Step evaluates(const Stmt &S, PathState &Now) override;
  Step dies(const PathState &Now,
            llvm::ArrayRef<const CFGBlock *> Path) override;
  void isEmpty(PathState &Now) override { Now.Status = Met; }
  void leavesLoop(const Stmt &Loop, PathState &Now) override {
    if (UsingLoops.contains(&Loop))
      Now.Status = Met;
  }

private:
  void note(const VariableUse &Use);
  bool isHandedToNobody(const VariableUse &Use);
  bool mayAbandonAt(const Stmt &S, const PathState &Now);
  BrokenObligation broken(BrokenObligation::How Kind, const PathState &Now);
  void explain(BrokenObligation &Out, llvm::ArrayRef<const CFGBlock *> Path);
  void noteLoopsAround(const Stmt &Use);

  FunctionView &View;
  TUFacts &Facts;
  const ObligationOptions &Options;
  const TrackedLocal &T;
  llvm::DenseMap<const Stmt *, Event> Events;
  /// Loops in which the variable is used.
  llvm::DenseSet<const Stmt *> UsingLoops;
  bool AnyUse = false;
  const Expr *FirstMade = nullptr;
  std::optional<BrokenObligation> Result;
};

/// Is the task given to a function in sight that does not await it either?
bool Search::isHandedToNobody(const VariableUse &Use) {
  if (!Use.By || T.IsHolder)
    return false;
  const ParmVarDecl *P = parameterFor(*Use.By, *Use.Named);
  if (!P || fateOf(*P, Facts) != ParameterFate::Ignored)
    return false;
  // An eager task runs by itself; to hand it to who ignores it is to detach.
  return Use.Kind == UseKind::Lend || T.Task->Start == StartKind::Lazy;
}

void Search::note(const VariableUse &Use) {
  switch (Use.Kind) {
  case UseKind::Look:
  case UseKind::Discard:
    return;
  case UseKind::Cast:
    if (Options.StrictVoid)
      return;
    break;
  case UseKind::Assign: {
    if (namedVariable(Use.Value) == T.What.Var)
      return; // moved onto itself
    const Expr *Made = taskMadeBy(Use.Value, Facts, Options.What);
    Events[Use.At] = {Event::Assign, Made};
    FirstMade = FirstMade ? FirstMade : Made;
    return;
  }
  case UseKind::Clear:
    Events[Use.At] = {Event::Clear};
    return;
  case UseKind::Fill: {
    const Expr *Made = nullptr;
    for (const Expr *Arg : argumentsOf(*Use.By))
      if (!Made)
        Made = taskMadeBy(Arg, Facts, Options.What);
    if (Made)
      Events[Use.At] = {Event::Fill, Made};
    FirstMade = FirstMade ? FirstMade : Made;
    return;
  }
  case UseKind::Capture:
    if (T.Task->Start == StartKind::Lazy && !T.IsHolder && !T.IsClosure &&
        isOnlyLook(Use, Facts))
      return;
    break;
  case UseKind::Lend:
  case UseKind::Move:
    if (isHandedToNobody(Use))
      return;
    break;
  default:
    break;
  }
  Events[Use.At] = {};
  AnyUse = true;
}

/// `for (int i = 0; i < 4; ++i)`: is the body entered for sure?
static bool isEntered(const Stmt &Loop, const ASTContext &Ctx) {
  const auto *For = dyn_cast<ForStmt>(&Loop);
  const auto *Init = For ? dyn_cast_or_null<DeclStmt>(For->getInit()) : nullptr;
  const auto *Compare =
      For ? dyn_cast_or_null<BinaryOperator>(For->getCond()) : nullptr;
  if (!Init || !Init->isSingleDecl() || !Compare ||
      !Compare->isRelationalOp() || Compare->getLHS()->isValueDependent() ||
      Compare->getRHS()->isValueDependent())
    return false;
  const auto *Counter = dyn_cast<VarDecl>(Init->getSingleDecl());
  Expr::EvalResult Start, Bound;
  if (!Counter || !Counter->getInit() ||
      namedVariable(Compare->getLHS()) != Counter ||
      !Counter->getInit()->EvaluateAsInt(Start, Ctx) ||
      !Compare->getRHS()->EvaluateAsInt(Bound, Ctx))
    return false;
  int64_t From = Start.Val.getInt().getExtValue(),
          To = Bound.Val.getInt().getExtValue();
  switch (Compare->getOpcode()) {
  case BO_LT:
    return From < To;
  case BO_LE:
    return From <= To;
  case BO_GT:
    return From > To;
  default:
    return From >= To;
  }
}

/// A loop that uses a container runs as often as the container has elements:
/// the way around its body is the way of an empty container. So it is with a
/// loop that is entered for sure.
void Search::noteLoopsAround(const Stmt &Use) {
  for (const Stmt *S = View.parents().getParent(&Use); S;
       S = View.parents().getParent(S)) {
    // Outside of the block that declares it, the variable is another.
    if (isa<CompoundStmt>(S) && isScopeOf(*S, *T.DeclaredBy))
      return;
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S) &&
        (T.IsHolder || isEntered(*S, Facts.context())))
      UsingLoops.insert(S);
  }
}

BrokenObligation Search::broken(BrokenObligation::How Kind,
                                const PathState &Now) {
  BrokenObligation Out;
  Out.Kind = Kind;
  Out.What = T.What;
  Out.Task = T.Task;
  Out.IsHolder = T.IsHolder;
  Out.Origin = Now.Origin;
  Out.AssignedBy = Now.By;
  return Out;
}

/// A co_await that may throw past the variable while its task runs.
bool Search::mayAbandonAt(const Stmt &S, const PathState &Now) {
  const auto *Await = dyn_cast<CoawaitExpr>(&S);
  if (!Await || Now.Status != Pending ||
      !llvm::is_contained(View.Awaits, Await))
    return false;
  if (!mayThrow(*Await, Facts))
    return false;
  // A handler inside of the variable's scope looks after it.
  const CXXTryStmt *Try = View.enclosingTry(*Await);
  for (const Stmt *P = Try; P; P = View.parents().getParent(P))
    if (isa<CompoundStmt>(P) && isScopeOf(*P, *T.DeclaredBy))
      return false;
  return refersToFrame(*Now.Origin, View, Facts);
}

PathClient::Step Search::evaluates(const Stmt &S, PathState &Now) {
  if (Options.OnThrow && mayAbandonAt(S, Now)) {
    Result = broken(BrokenObligation::How::Abandoned, Now);
    Result->By = cast<Expr>(&S);
    return Found;
  }
  auto It = Events.find(&S);
  if (It == Events.end())
    return GoesOn;
  const Event &E = It->second;
  switch (E.What) {
  case Event::Use:
    Now.Status = Met;
    return GoesOn;
  case Event::Fill:
    Now.Status = Pending;
    Now.Origin = Now.Origin ? Now.Origin : E.Made;
    return GoesOn;
  case Event::Clear:
  case Event::Assign:
    break;
  }
  bool IsClear = E.What == Event::Clear;
  if (Options.OnThrow) {
    Now = {E.Made ? Pending : Empty, E.Made, cast<Expr>(&S)};
    return GoesOn;
  }
  // To empty a container of running tasks is to let them run.
  if (Now.Status == Pending &&
      (!IsClear || T.Task->Start == StartKind::Lazy || !T.IsHolder)) {
    Result = broken(IsClear && isa<CXXMemberCallExpr>(S)
                        ? BrokenObligation::How::Cleared
                        : BrokenObligation::How::Overwritten,
                    Now);
    Result->By = cast<Expr>(&S);
    return Found;
  }
  Now = {E.Made ? Pending : Empty, E.Made, cast<Expr>(&S)};
  return GoesOn;
}

PathClient::Step Search::dies(const PathState &Now,
                              llvm::ArrayRef<const CFGBlock *> Path) {
  if (Now.Status != Pending || Options.OnThrow)
    return Ends;
  Result = broken(AnyUse ? BrokenObligation::How::SomePath
                         : BrokenObligation::How::Never,
                  Now);
  explain(*Result, Path);
  return Found;
}

/// Names the branch after which no use can be reached any more.
void Search::explain(BrokenObligation &Out,
                     llvm::ArrayRef<const CFGBlock *> Path) {
  llvm::DenseSet<const CFGBlock *> Reaches, Declaring;
  llvm::SmallVector<const CFGBlock *, 16> Work;
  for (const CFGBlock *Block : *View.cfg())
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>()) {
        if (declares(*S->getStmt(), *T.DeclaredBy))
          Declaring.insert(Block);
        auto It = Events.find(S->getStmt());
        if (It != Events.end() && It->second.What == Event::Use &&
            Reaches.insert(Block).second)
          Work.push_back(Block);
      }
  // Not across the declaration: that is the next iteration's variable.
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (!Declaring.contains(Block))
      for (const CFGBlock *Pred : Block->preds())
        if (Pred && Reaches.insert(Pred).second)
          Work.push_back(Pred);
  }
  for (size_t I = 0; I + 1 < Path.size(); ++I) {
    if (!Reaches.contains(Path[I]) || Reaches.contains(Path[I + 1]))
      continue;
    if (Path[I]->succ_size() == 2) { // not a switch
      Out.Condition = dyn_cast_or_null<Expr>(Path[I]->getLastCondition());
      Out.ConditionOutcome = *Path[I]->succ_begin() == Path[I + 1];
    }
    return;
  }
}

std::optional<BrokenObligation> Search::run() {
  FirstMade = T.Initial;
  std::vector<VariableUse> Uses = usesOf(T.What, T.IsHolder, View, Facts);
  for (const VariableUse &Use : Uses)
    note(Use);
  if (!FirstMade)
    return std::nullopt;
  std::vector<const Stmt *> Places;
  for (const auto &Entry : Events) {
    Places.push_back(Entry.first);
    if (Entry.second.What == Event::Use)
      noteLoopsAround(*Entry.first);
  }
  if (!allInGraph(View, Places) ||
      !followPaths(View, Facts, *T.What.Var, T.DeclaredBy, *this))
    return std::nullopt;
  return Result;
}

/// Can a task that dies with its variable have run while the variable lived?
bool mayRunMeanwhile(const BrokenObligation &Found, const FunctionView &View) {
  const SourceManager &SM = View.owner().getASTContext().getSourceManager();
  switch (Found.Kind) {
  case BrokenObligation::How::Never:
    return View.hasAwait() || llvm::any_of(View.Calls, [&](const Expr *Call) {
             return isa<CallExpr>(Call) &&
                    SM.isBeforeInTranslationUnit(Found.Origin->getEndLoc(),
                                                 Call->getBeginLoc());
           });
  case BrokenObligation::How::SomePath:
    return !View.isCoroutine() || View.Awaits.size() > 1;
  default:
    return true;
  }
}

/// Assertion macros leave the function where a test fails.
bool isMacroExit(const BrokenObligation &Found) {
  return Found.Kind == BrokenObligation::How::SomePath && Found.Condition &&
         Found.Condition->getExprLoc().isMacroID();
}

} // namespace

std::vector<BrokenObligation>
brokenObligations(FunctionView &View, TUFacts &Facts,
                  const ObligationOptions &Options) {
  std::vector<BrokenObligation> Out;
  // Where code did not compile, uses may be missing from the tree.
  if (Facts.hasErrorsIn(View.owner().getSourceRange()))
    return Out;
  for (const TrackedLocal &T : trackedLocals(View, Facts, Options)) {
    // A lazy one has not begun, and some end with who holds them.
    if (Options.OnThrow &&
        (T.Task->Drop == DropKind::Cancels ||
         T.Task->Drop == DropKind::Harmless ||
         (Options.What == Owed::Await
              ? T.Task->Start != StartKind::Eager || !T.Task->NoDiscard
              : T.Task->Drop == DropKind::Unknown)))
      continue;
    auto Found = Search(View, Facts, Options, T).run();
    // Being kept until the end of the scope, or replaced, is a use of a task
    // that its destruction cancels: it runs in the background meanwhile.
    if (Found && T.Task->Drop == DropKind::Cancels &&
        mayRunMeanwhile(*Found, View))
      continue;
    // `if (i == 50) t = f();` runs once, whatever the loop does.
    if (Found && Found->By && Found->By == Found->AssignedBy &&
        View.isAtOneIteration(*Found->By))
      continue;
    if (Found && !isMacroExit(*Found))
      Out.push_back(*Found);
  }
  return Out;
}

} // namespace coro_tidy
