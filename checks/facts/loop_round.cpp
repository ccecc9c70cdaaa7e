// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "loop_round.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

using Blocks = llvm::DenseSet<const CFGBlock *>;
using WorkList = llvm::SmallVector<const CFGBlock *, 16>;

/// The blocks that can be reached, by \p NextOf each, without \p Leaves.
template <class Edges>
static Blocks reached(WorkList Work, Edges NextOf,
                      llvm::function_ref<bool(const CFGBlock &)> Leaves) {
  Blocks Out;
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (Leaves(*Block) || !Out.insert(Block).second)
      continue;
    for (const CFGBlock::AdjacentBlock &Edge : NextOf(*Block))
      if (const CFGBlock *Next = Edge.getReachableBlock())
        Work.push_back(Next);
  }
  return Out;
}

static bool standsIn(const Stmt &S, const Stmt &Loop, FunctionView &View) {
  for (const Stmt *P = &S; P; P = View.enclosingLoop(*P))
    if (P == &Loop)
      return true;
  return false;
}

LoopRound::LoopRound(const CFGBlock &Next, FunctionView &View)
    : Loop(*Next.getLoopTarget()) {
  // Around an outer loop there would be a way from everywhere to everywhere.
  auto Leaves = [&](const CFGBlock &Block) {
    const Stmt *Other = Block.getLoopTarget();
    return Other && Other != &Loop && standsIn(Loop, *Other, View);
  };
  // No edge leads from what may throw to the handlers.
  WorkList Starts{&Next}, Tries;
  for (const CFGBlock *Handlers : View.cfg()->try_blocks())
    if (standsIn(*Handlers->getTerminatorStmt(), Loop, View))
      Tries.push_back(Handlers);
  llvm::append_range(Starts, Tries);
  auto After = [](const CFGBlock &Block) { return Block.succs(); };
  auto Before = [](const CFGBlock &Block) { return Block.preds(); };
  Blocks Ahead = reached(std::move(Starts), After, Leaves);
  Blocks Back = reached({&Next}, Before, Leaves);
  auto IsIn = [&](const CFGBlock *Block) {
    return Ahead.contains(Block) && Back.contains(Block);
  };
  for (const CFGBlock::AdjacentBlock &Pred : Next.preds())
    Exists |= Pred.getReachableBlock() && Ahead.contains(Pred);
  llvm::DenseSet<const Stmt *> Here;
  for (const CFGBlock *Block : llvm::reverse(*View.cfg())) { // in source order
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>())
        (IsIn(Block) ? Here : Elsewhere).insert(S->getStmt());
    if (IsIn(Block) && !llvm::is_contained(Tries, Block))
      for (const CFGBlock::AdjacentBlock &Succ : Block->succs())
        if (const CFGBlock *Out = Succ.getReachableBlock(); Out && !IsIn(Out))
          Exits.push_back(
              {Block->getLastCondition(), Out->hasNoReturnElement()});
  }
  for (const CFGBlock *Handlers : Tries)
    for (const CFGBlock::AdjacentBlock &Succ : Handlers->succs())
      if (const CFGBlock *Handler = Succ.getReachableBlock();
          Handler && !IsIn(Handler) &&
          isa_and_nonnull<CXXCatchStmt>(Handler->getLabel()))
        Exits.push_back({});
  for (const Stmt *S : Here)
    Elsewhere.erase(S);
}

std::vector<LoopRound> roundsOf(FunctionView &View) {
  std::vector<LoopRound> Out;
  const CFG *Graph = View.cfg();
  if (!Graph)
    return Out;
  WorkList Starts{&Graph->getEntry()};
  llvm::append_range(Starts, Graph->try_blocks());
  Blocks Live = reached(
      std::move(Starts), [](const CFGBlock &Block) { return Block.succs(); },
      [](const CFGBlock &) { return false; });
  for (const CFGBlock *Block : *Graph)
    if (isa_and_nonnull<ForStmt, WhileStmt, DoStmt>(Block->getLoopTarget()) &&
        Live.contains(Block))
      if (LoopRound Round(*Block, View); Round.exists())
        Out.push_back(std::move(Round));
  return Out;
}

} // namespace coro_tidy
