// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "loop_context.h"

#include "llvm/ADT/STLExtras.h"

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
    if (const FunctionModel *M = Facts.model(*F))
      if (M->ResumesOn != Where::Unknown)
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

bool runsOnLoop(FunctionView &View, TUFacts &Facts) {
  if (!View.isCoroutine() || !View.function())
    return false;
  if (View.promise() && TaskTypes::forbidsAwait(*View.promise()))
    return false;
  return !View.onlyYields() ||
         Facts.types().isAsyncGenerator(View.function()->getReturnType());
}

} // namespace coro_tidy
