// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-no-suspension-loop: a loop in a coroutine that neither suspends nor
// ends, so that nothing else on its event loop runs again.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/loop_context.h"
#include "../facts/loop_round.h"
#include "../facts/names.h"
#include "../facts/pauses.h"
#include "../facts/reads.h"
#include "../facts/tu_facts.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// Is there such a part in what the loop does before its next iteration?
bool hasPart(const Stmt &S, const LoopRound &Round, const ASTContext &Ctx,
             llvm::function_ref<bool(const Stmt &)> Wanted) {
  if (Round.contains(S) && Wanted(S))
    return true;
  bool Found = false;
  forEachEvaluatedChild(S, Ctx, [&](const Stmt *Child) {
    Found = Found || hasPart(*Child, Round, Ctx, Wanted);
  });
  return Found;
}

bool maySuspend(const Stmt &S) {
  if (!isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S))
    return false;
  const FunctionDecl *Suspender = suspenderOf(cast<Expr>(S));
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Suspender);
  return !Method || modelName(*Method->getParent()) != "std::suspend_never";
}

bool isStandard(const FunctionDecl &F) {
  return llvm::StringRef(modelName(F)).starts_with("std::");
}

/// Conditions that stay as they are, as far as the loop itself goes.
class Conditions {
public:
  Conditions(const LoopRound &Round, TUFacts &Facts)
      : Round(Round), Facts(Facts) {}
  bool lastForEver();

private:
  bool isPlain(const Stmt &S);
  bool changes(const Stmt &S);
  const ValueDecl *targetOf(const Expr *E) const;

  const LoopRound &Round;
  TUFacts &Facts;
  llvm::DenseSet<const ValueDecl *> Read;
};

/// A look at variables and members, which are noted down. What a user's
/// function looks at is not known.
bool Conditions::isPlain(const Stmt &S) {
  if (!changesNothing(S, Facts, [](const VarDecl &) { return false; }))
    return false;
  if (const auto *E = dyn_cast<Expr>(&S);
      E && E->isGLValue() && E->getType().isVolatileQualified())
    return false; // a register of the hardware
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    if (const FunctionDecl *F = Call->getDirectCallee(); !F || !isStandard(*F))
      return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&S))
    Read.insert(Ref->getDecl());
  if (const auto *Member = dyn_cast<MemberExpr>(&S))
    Read.insert(Member->getMemberDecl());
  bool All = true;
  forEachEvaluatedChild(S, Facts.context(), [&](const Stmt *Child) {
    All = All && isPlain(*Child);
  });
  return All;
}

/// The variable or member that is written; null if it may be any.
const ValueDecl *Conditions::targetOf(const Expr *E) const {
  E = E->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref && !Ref->getDecl()->getType()->isReferenceType() ? Ref->getDecl()
                                                              : nullptr;
}

/// May this change one of the conditions?
bool Conditions::changes(const Stmt &S) {
  // Made anew, of what the iteration before may have left.
  if (const auto *Declaration = dyn_cast<DeclStmt>(&S))
    return llvm::any_of(Declaration->decls(), [&](const Decl *D) {
      const auto *Var = dyn_cast<VarDecl>(D);
      return Var && Read.contains(Var);
    });
  if (const Expr *Target = writtenBy(S)) {
    const ValueDecl *Written = targetOf(Target);
    return !Written || Read.contains(Written);
  }
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    if (const FunctionDecl *F = Call->getDirectCallee();
        F && isStandard(*F) && F->getNumParams() == 0 && !isa<CXXMethodDecl>(F))
      return false; // std::this_thread::yield
  return !changesNothing(S, Facts, [](const VarDecl &) { return false; });
}

bool Conditions::lastForEver() {
  for (const LoopExit &Exit : Round.exits())
    if (!Exit.Condition || Exit.IsFatal || !isPlain(*Exit.Condition))
      return false;
  return Round.exits().empty() ||
         !hasPart(Round.loop(), Round, Facts.context(), [&](const Stmt &S) {
           return !isa<CoroutineSuspendExpr>(S) && changes(S);
         });
}

class NoSuspensionLoop : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    if (!runsOnLoop(View, Facts) ||
        Facts.hasErrorsIn(View.owner().getSourceRange()))
      return;
    LoopContext Where(View, Facts);
    for (const LoopRound &Round : roundsOf(View)) {
      auto IsOffLoop = [&](const Stmt &S) {
        const auto *E = dyn_cast<Expr>(&S);
        return E && !Where.mayRunOnLoop(E);
      };
      auto Has = [&](llvm::function_ref<bool(const Stmt &)> Wanted) {
        return hasPart(Round.loop(), Round, Facts.context(), Wanted);
      };
      if (!Has(maySuspend) && !Has(IsOffLoop) &&
          Conditions(Round, Facts).lastForEver())
        report(Round, Report);
    }
  }

private:
  static void report(const LoopRound &Round, const Reporter &Report) {
    Finding F;
    F.Check = "coro-no-suspension-loop";
    F.Sure = Confidence::Likely;
    F.Loc = Round.loop().getBeginLoc();
    F.Range = Round.loop().getSourceRange();
    F.Message =
        Round.exits().empty()
            ? "this loop neither suspends nor ends; nothing else on its event "
              "loop runs again"
            : "this loop waits for others to change its condition without "
              "suspending; nothing else on its event loop runs meanwhile";
    Report(std::move(F));
  }
};

} // namespace

extern const CheckInfo NoSuspensionLoopInfo;
const CheckInfo NoSuspensionLoopInfo = {
    "coro-no-suspension-loop",
    "blocking",
    "a loop in a coroutine neither suspends nor ends",
    /*OnByDefault=*/false,
    {},
    makeCheck<NoSuspensionLoop>,
    anyOptions};

} // namespace coro_tidy
