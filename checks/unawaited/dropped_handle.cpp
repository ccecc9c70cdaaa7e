// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-dropped-handle: work was started, and nobody is left who waits for it,
// sees its exception, or keeps alive what it uses.

#include "wording.h"

#include "../check.h"
#include "../facts/names.h"
#include "../facts/obligations.h"
#include "../facts/scopes.h"
#include "../facts/tu_facts.h"
#include "../facts/variable_uses.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

class DroppedHandle : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    for (const Discarded &D : View.Discards)
      if (!D.OnPurpose)
        discarded(*stripped(D.E), View, Facts, Report);
    // `create_task(f()).done();` keeps nothing either.
    for (const Expr *Call : View.Calls)
      if (const auto *Look = dyn_cast<CXXMemberCallExpr>(Call);
          Look && isLook(*Look, Facts))
        discarded(*stripped(Look->getImplicitObjectArgument()), View, Facts,
                  Report);
    for (const BrokenObligation &B :
         brokenObligations(View, Facts, {Owed::Handle}))
      variable(B, Facts, Report);
    for (const UnjoinedScope &S : unjoinedScopes(View, Facts))
      scope(S, Facts, Report);
    if (!View.isCoroutine())
      return;
    for (Owed What : {Owed::Await, Owed::Handle})
      for (const BrokenObligation &B :
           brokenObligations(View, Facts, {What, /*OnThrow=*/true}))
        abandoned(B, Report);
  }

private:
  void discarded(const Expr &E, FunctionView &View, TUFacts &Facts,
                 const Reporter &Report);
  void variable(const BrokenObligation &B, TUFacts &Facts,
                const Reporter &Report);
  void scope(const UnjoinedScope &S, TUFacts &Facts, const Reporter &Report);
  void abandoned(const BrokenObligation &B, const Reporter &Report);
};

void DroppedHandle::discarded(const Expr &E, FunctionView &View, TUFacts &Facts,
                              const Reporter &Report) {
  DropKind Drop = dropOfSpawned(E, Facts);
  if (Drop == DropKind::Unknown || !View.isReachable(E))
    return;
  Finding F;
  F.Check = "coro-dropped-handle";
  F.Sure = Confidence::Likely;
  F.Loc = E.getBeginLoc();
  F.Range = E.getSourceRange();
  F.Message = subject(E) + " the handle of a task that is dropped here; " +
              lossOnDrop(Drop);
  Report(std::move(F));
}

void DroppedHandle::variable(const BrokenObligation &B, TUFacts &Facts,
                             const Reporter &Report) {
  DropKind Drop = dropOfSpawned(*B.Origin, Facts);
  if (Drop == DropKind::Unknown)
    return;
  std::string Name = quoted(B.What.name());
  Finding F;
  F.Check = "coro-dropped-handle";
  F.Sure = Confidence::Likely;
  F.Loc = B.AssignedBy && !B.IsHolder ? B.AssignedBy->getBeginLoc()
                                      : B.What.Var->getLocation();
  F.Range = B.Origin->getSourceRange();
  std::string What =
      B.IsHolder ? "the handles of tasks" : "the handle of a task";
  std::string Loss = "; " + lossOnDrop(Drop);
  switch (B.Kind) {
  case BrokenObligation::How::Never:
  case BrokenObligation::How::Abandoned:
    F.Message = Name + " holds " + What + " that nobody awaits" + Loss;
    break;
  case BrokenObligation::How::SomePath:
    F.Message =
        Name + " holds " + What + " that is not awaited on every path" + Loss;
    addSkippingBranch(F, B);
    break;
  case BrokenObligation::How::Overwritten:
  case BrokenObligation::How::Cleared:
    F.Loc = B.By->getBeginLoc();
    F.Message = Name +
                (B.Kind == BrokenObligation::How::Cleared ? " is emptied"
                                                          : " is overwritten") +
                " while it holds " + What + " that nobody awaited" + Loss;
    F.Notes.push_back({B.Origin->getBeginLoc(), "the task is started here",
                       /*IsEarlier=*/true});
    break;
  }
  Report(std::move(F));
}

void DroppedHandle::scope(const UnjoinedScope &S, TUFacts &Facts,
                          const Reporter &Report) {
  Finding F;
  F.Check = "coro-dropped-handle";
  F.Sure = Confidence::Likely;
  F.Loc = S.Scope->getLocation();
  F.Range = S.Scope->getSourceRange();
  std::string Loss =
      S.Type->Drop == DropKind::Terminates ? "its destructor ends the program"
      : S.Type->Drop == DropKind::Cancels  ? "its destructor cancels its tasks"
                                           : "its tasks run on without it";
  F.Message = quoted(S.Scope->getNameAsString()) + " is a '" +
              displayType(S.Scope->getType(), Facts.context()) + "' that is " +
              (S.SomePath ? "not joined on every path" : "never joined") +
              "; when it dies, " + Loss;
  F.Notes.push_back({S.Spawn->getBeginLoc(), "a task is put in here"});
  Report(std::move(F));
}

void DroppedHandle::abandoned(const BrokenObligation &B,
                              const Reporter &Report) {
  Finding F;
  F.Check = "coro-dropped-handle";
  F.Sure = Confidence::Likely;
  F.Loc = B.By->getBeginLoc();
  F.Range = B.By->getSourceRange();
  F.Message = "if this co_await throws, " + quoted(B.What.name()) +
              " dies while " +
              (B.IsHolder ? "its tasks run on, and use"
                          : "its task runs on, and uses") +
              " what dies with it";
  F.Notes.push_back({B.Origin->getBeginLoc(), "the task is started here",
                     /*IsEarlier=*/true});
  Report(std::move(F));
}

} // namespace

extern const CheckInfo DroppedHandleInfo;
const CheckInfo DroppedHandleInfo = {
    "coro-dropped-handle",
    "unawaited",
    "started work whose handle or scope is lost: nobody sees its exception, or "
    "it outlives what it uses",
    /*OnByDefault=*/true,
    {},
    makeCheck<DroppedHandle>,
    anyOptions};

} // namespace coro_tidy
