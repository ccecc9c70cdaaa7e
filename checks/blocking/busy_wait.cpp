// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-busy-wait: a loop that does nothing but sleep, or yield, and look again
// at something that others change.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/loop_context.h"
#include "../facts/loop_round.h"
#include "../facts/names.h"
#include "../facts/pauses.h"
#include "../facts/reads.h"
#include "../facts/shared_state.h"
#include "../facts/tu_facts.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// One loop, looked at statement by statement.
class Polling {
public:
  Polling(const LoopRound &Round, FunctionView &View, TUFacts &Facts)
      : Round(Round), View(View), Facts(Facts) {}

  /// Does it do nothing but wait?
  bool onlyWaits();
  /// What it waits for; empty if for nothing that others could announce.
  std::string asked();
  const Expr &firstPause() const { return *Pauses.front().Await; }

private:
  void collect(const Stmt &S);
  void declares(const DeclStmt &S);
  bool setsTimer(const Expr &Call);
  bool isTimerSet(const Pause &P);
  bool isHarmless(const Stmt &S);
  bool mentionsAssigned(const Stmt &S);

  const LoopRound &Round;
  FunctionView &View;
  TUFacts &Facts;
  llvm::SmallVector<Pause, 2> Pauses;
  bool OtherAwaits = false;
  /// The awaited calls, and what sets or makes their timers.
  llvm::SmallVector<const Expr *, 4> Waiting;
  /// Made anew in each iteration.
  llvm::DenseSet<const VarDecl *> Fresh;
  /// Live longer, and are overwritten in each iteration.
  llvm::DenseSet<const VarDecl *> Assigned;
  VariableValues Values;
};

/// `ok = ready_`: an assignment to a local variable, or null.
const VarDecl *assignedLocal(const Stmt &S) {
  const auto *Binary = dyn_cast<BinaryOperator>(&S);
  if (!Binary || Binary->getOpcode() != BO_Assign)
    return nullptr;
  const auto *Ref =
      dyn_cast<DeclRefExpr>(Binary->getLHS()->IgnoreParenImpCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType() &&
                 !Ref->refersToEnclosingVariableOrCapture()
             ? Var
             : nullptr;
}

void Polling::declares(const DeclStmt &S) {
  for (const Decl *D : S.decls())
    if (const auto *Var = dyn_cast<VarDecl>(D);
        Var && Var->hasLocalStorage() && Var->getInit() &&
        Round.contains(*Var->getInit())) {
      Fresh.insert(Var);
      Values[Var].push_back(Var->getInit());
    }
}

void Polling::collect(const Stmt &S) {
  if (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S) && Round.contains(S)) {
    if (std::optional<Pause> P = pauseOf(cast<Expr>(S), Facts)) {
      Pauses.push_back(*P);
      if (P->Call)
        Waiting.push_back(P->Call);
    } else {
      OtherAwaits = true;
    }
  }
  if (const auto *Declaration = dyn_cast<DeclStmt>(&S))
    declares(*Declaration);
  if (const VarDecl *Var = assignedLocal(S);
      Var && Round.contains(S) && !Fresh.contains(Var)) {
    Assigned.insert(Var);
    Values[Var].push_back(cast<BinaryOperator>(S).getRHS());
  }
  forEachEvaluatedChild(S, Facts.context(),
                        [&](const Stmt *Child) { collect(*Child); });
}

/// The variable or member that an expression names, on `this` or itself.
const ValueDecl *placeOf(const Expr *E) {
  const Expr *Core = E ? stripped(E, /*ThroughMove=*/true) : nullptr;
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Core))
    return Member->getMemberDecl();
  return namedVariable(Core);
}

/// `t.expires_after(10ms)`, for a timer that the loop awaits.
bool Polling::setsTimer(const Expr &Call) {
  const FunctionDecl *F = calleeOf(Call);
  const ValueDecl *Timer = F ? placeOf(objectOf(Call)) : nullptr;
  return Timer && llvm::any_of(Pauses, [&](const Pause &P) {
           return P.Call && P.Model && placeOf(objectOf(*P.Call)) == Timer &&
                  llvm::is_contained(P.Model->SetBy, modelName(*F));
         });
}

/// Whoever awaits a timer that it does not set waits for others to cancel it.
bool Polling::isTimerSet(const Pause &P) {
  if (!P.Model || P.Model->SetBy.empty())
    return true;
  const ValueDecl *Timer = P.Call ? placeOf(objectOf(*P.Call)) : nullptr;
  const auto *Var = dyn_cast_or_null<VarDecl>(Timer);
  if (Var && Fresh.contains(Var)) {
    Waiting.push_back(stripped(Var->getInit()));
    return true;
  }
  bool Set = false;
  for (const Expr *Call : View.Calls)
    if (Round.contains(*Call) && setsTimer(*Call) &&
        placeOf(objectOf(*Call)) == Timer) {
      Waiting.push_back(Call);
      Set = true;
    }
  return Set;
}

bool Polling::mentionsAssigned(const Stmt &S) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&S))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return Assigned.contains(Var);
  bool Found = false;
  forEachEvaluatedChild(S, Facts.context(), [&](const Stmt *Child) {
    Found = Found || mentionsAssigned(*Child);
  });
  return Found;
}

/// Does this part of the loop do nothing on the way round?
bool Polling::isHarmless(const Stmt &S) {
  auto IsOwn = [&](const VarDecl &Var) { return Fresh.contains(&Var); };
  bool IsPause = isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S) ||
                 llvm::is_contained(Waiting, &S);
  // A call whose result nobody wants is there for what it does.
  bool IsStatement = isa<CallExpr>(S) && View.isDiscarded(cast<Expr>(S));
  if (Round.contains(S) && !IsPause && !assignedLocal(S) &&
      (IsStatement || !changesNothing(S, Facts, IsOwn)))
    return false;
  bool All = true;
  forEachEvaluatedChild(S, Facts.context(), [&](const Stmt *Child) {
    All = All && isHarmless(*Child);
  });
  return All;
}

bool Polling::onlyWaits() {
  collect(Round.loop());
  if (OtherAwaits || Pauses.empty() ||
      !llvm::all_of(Pauses, [&](const Pause &P) { return isTimerSet(P); }))
    return false;
  // A value made of the last one counts, and a delay made of it backs off.
  for (const VarDecl *Var : Assigned)
    for (const Expr *Value : Values[Var])
      if (mentionsAssigned(*Value))
        return false;
  return !llvm::any_of(Waiting, [&](const Expr *E) {
    return mentionsAssigned(*E);
  }) && isHarmless(Round.loop());
}

std::string Polling::asked() {
  SharedState Asked(View, Facts, Values);
  for (const LoopExit &Exit : Round.exits())
    if (Exit.Condition && !Exit.IsFatal)
      Asked.add(*Exit.Condition);
  return Asked.changesByItself() ? "" : Asked.name().str();
}

class BusyWait : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    if (!runsOnLoop(View, Facts) ||
        llvm::none_of(View.Awaits,
                      [&](const Expr *Await) {
                        return pauseOf(*Await, Facts).has_value();
                      }) ||
        Facts.hasErrorsIn(View.owner().getSourceRange()))
      return;
    for (const LoopRound &Round : roundsOf(View))
      if (Polling Loop(Round, View, Facts); Loop.onlyWaits())
        if (std::string Asked = Loop.asked(); !Asked.empty())
          report(Round.loop(), Loop.firstPause(), Asked, Report);
  }

private:
  static void report(const Stmt &Loop, const Expr &Pause, llvm::StringRef Asked,
                     const Reporter &Report) {
    Finding F;
    F.Check = "coro-busy-wait";
    F.Sure = Confidence::Likely;
    F.Loc = Loop.getBeginLoc();
    F.Range = Loop.getSourceRange();
    F.Message = ("this loop wakes up again and again only to look at " + Asked +
                 "; wait for an event that whoever changes it sets")
                    .str();
    F.Notes.push_back(
        {Pause.getBeginLoc(), "between two looks, it only waits here"});
    Report(std::move(F));
  }
};

} // namespace

extern const CheckInfo BusyWaitInfo;
const CheckInfo BusyWaitInfo = {
    "coro-busy-wait",
    "blocking",
    "a loop only sleeps until others have changed its condition",
    /*OnByDefault=*/true,
    {},
    makeCheck<BusyWait>,
    anyOptions};

} // namespace coro_tidy
