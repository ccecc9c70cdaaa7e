// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "loop_context.h"

#include "call_conditions.h"
#include "names.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace coro_tidy {

/// Where the code runs after this await; Unknown if it does not say.
static Where resumesOn(const Expr &Await, TUFacts &Facts) {
  const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(&Await);
  if (!Suspend)
    return Where::Unknown;
  const Expr *Operand = stripped(Suspend->getOperand(), /*ThroughMove=*/true);
  if (!Operand)
    return Where::Unknown;
  // `auto hop = pool.schedule(); co_await hop;`
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(Operand)))
    if (Var->isLocalVarDecl() && Var->getInit())
      Operand = stripped(Var->getInit());
  if (const FunctionDecl *F = calleeOf(*Operand))
    for (const FunctionModel *M : Facts.models(*F))
      if (M->ResumesOn != Where::Unknown && conditionsHold(*M, *Operand, Facts))
        return M->ResumesOn;
  return Facts.types().classify(Operand->getType()).ResumesOn;
}

LoopContext::LoopContext(FunctionView &View, TUFacts &Facts) {
  llvm::DenseMap<const Stmt *, Where> Switches;
  for (const Expr *Await : View.Awaits)
    if (Where To = resumesOn(*Await, Facts); To != Where::Unknown)
      Switches[Await] = To;
  if (Switches.empty() || !View.cfg())
    return;
  // Forward may-analysis: can the block be entered on the loop?
  llvm::DenseSet<const CFGBlock *> OnAtEntry, OffAtEntry;
  auto Leave = [&](const CFGBlock &Block, bool On, auto Each) {
    for (const CFGElement &Element : Block)
      if (auto S = Element.getAs<CFGStmt>()) {
        Each(S->getStmt(), On);
        auto It = Switches.find(S->getStmt());
        if (It != Switches.end())
          On = It->second == Where::Here;
      }
    return On;
  };
  auto Nothing = [](const Stmt *, bool) {};
  const CFGBlock *Entry = &View.cfg()->getEntry();
  OnAtEntry.insert(Entry);
  // A block may be entered both ways; what it does off the loop matters only
  // for switching back on.
  llvm::SmallVector<std::pair<const CFGBlock *, bool>, 16> Queue{{Entry, true}};
  while (!Queue.empty()) {
    auto [Block, On] = Queue.pop_back_val();
    bool After = Leave(*Block, On, Nothing);
    for (const CFGBlock *Succ : Block->succs()) {
      if (!Succ)
        continue;
      if ((After ? OnAtEntry : OffAtEntry).insert(Succ).second)
        Queue.push_back({Succ, After});
    }
  }
  for (const CFGBlock *Block : *View.cfg()) {
    if (!OnAtEntry.contains(Block) && !OffAtEntry.contains(Block))
      continue; // unreachable, or a handler: nothing is known
    Leave(*Block, OnAtEntry.contains(Block), [&](const Stmt *S, bool On) {
      if (!On)
        OffLoop.insert(S);
    });
  }
}

namespace {

/// Collects who calls coroutines: functions that run tasks off the loop, as
/// `co_spawn(pool, f(), ...)`, and others.
struct OffloadFinder : RecursiveASTVisitor<OffloadFinder> {
  TUFacts &Facts;
  /// The functions that call one, null for none, and how often one is
  /// offloaded.
  llvm::MapVector<const FunctionDecl *, std::vector<const FunctionDecl *>>
      Callers;
  llvm::MapVector<const FunctionDecl *, size_t> OffLoop;
  llvm::SetVector<const LambdaExpr *> Lambdas;
  const FunctionDecl *Inside = nullptr;
  explicit OffloadFinder(TUFacts &Facts) : Facts(Facts) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    llvm::SaveAndRestore<const FunctionDecl *> Keep(Inside);
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(D))
      Inside = F->getCanonicalDecl();
    return RecursiveASTVisitor::TraverseDecl(D);
  }
  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    llvm::SaveAndRestore<const FunctionDecl *> Keep(Inside);
    Inside = Lambda->getCallOperator()->getCanonicalDecl();
    return RecursiveASTVisitor::TraverseLambdaExpr(Lambda);
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F)
      return true;
    Callers[F->getCanonicalDecl()].push_back(Inside);
    std::string Storage;
    if (Facts.models().mayHaveFunction(lastName(*F, Storage)) &&
        runsTasksElsewhere(*Call, *F))
      for (const Expr *Arg : argumentsOf(*Call))
        take(Arg);
    return true;
  }

private:
  bool runsTasksElsewhere(const CallExpr &Call, const FunctionDecl &F) {
    return llvm::any_of(Facts.models(F), [&](const FunctionModel *M) {
      return M->RunsTasks == Where::Elsewhere &&
             conditionsHold(*M, Call, Facts);
    });
  }
  void take(const Expr *Arg) {
    const Expr *Core = stripped(Arg, /*ThroughMove=*/true);
    if (const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(Arg)))
      if (Var->isLocalVarDecl() && Var->getInit())
        Core = stripped(Var->getInit());
    if (const auto *Lambda = dyn_cast_or_null<LambdaExpr>(Core)) {
      Lambdas.insert(Lambda);
    } else if (const auto *Made = dyn_cast_or_null<CallExpr>(Core)) {
      if (const FunctionDecl *F = Made->getDirectCallee())
        ++OffLoop[F->getCanonicalDecl()];
      if (const Expr *Closure = objectOf(*Made))
        if (const auto *Lambda = dyn_cast<LambdaExpr>(stripped(Closure)))
          Lambdas.insert(Lambda);
    } else if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Core)) {
      if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl())) {
        Callers[F->getCanonicalDecl()].push_back(nullptr); // as if called
        ++OffLoop[F->getCanonicalDecl()];
      }
    }
  }
};

} // namespace

bool isMadeForPool(const FunctionView &View, TUFacts &Facts) {
  if (!Facts.MadeForPool) {
    Facts.MadeForPool.emplace();
    OffloadFinder Finder(Facts);
    for (Decl *D : Facts.TopLevel)
      if (!Facts.isSystem(D->getLocation()))
        Finder.TraverseDecl(D);
    llvm::DenseSet<const FunctionDecl *> &Off = *Facts.MadeForPool;
    for (const LambdaExpr *Lambda : Finder.Lambdas)
      Off.insert(Lambda->getCallOperator()->getCanonicalDecl());
    // Whoever is called from there only is there, too.
    for (bool Changed = !Off.empty() || !Finder.OffLoop.empty(); Changed;) {
      Changed = false;
      for (auto &[F, From] : Finder.Callers)
        if (size_t Elsewhere = llvm::count_if(From,
                                              [&](const FunctionDecl *Caller) {
                                                return Off.contains(Caller);
                                              });
            Elsewhere + Finder.OffLoop.lookup(F) >= From.size())
          Changed |= Off.insert(F).second;
    }
  }
  const FunctionDecl *F =
      View.lambda() ? View.lambda()->getCallOperator() : View.function();
  return Facts.MadeForPool->contains(F->getCanonicalDecl());
}

bool runsOnLoop(FunctionView &View, TUFacts &Facts) {
  if (!View.isCoroutine() || !View.function())
    return false;
  if (View.promise() && TaskTypes::forbidsAwait(*View.promise()))
    return false;
  return !View.onlyYields() ||
         Facts.types().isAsyncGenerator(View.function()->getReturnType());
}

} // namespace coro_tidy
