// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "function_view.h"

#include "body_walk.h"
#include "task_types.h"
#include "tu_facts.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace coro_tidy {

/// A body that clang left without a CoroutineBodyStmt (dependent or broken
/// code) is a coroutine's if one of the keywords stands in it.
static bool hasCoroutineKeyword(const Stmt *S, const ASTContext &Ctx) {
  if (!S)
    return false;
  if (isa<CoawaitExpr, CoyieldExpr, CoreturnStmt, DependentCoawaitExpr>(S))
    return true;
  bool Found = false;
  forEachEvaluatedChild(*S, Ctx, [&](const Stmt *Child) {
    Found = Found || hasCoroutineKeyword(Child, Ctx);
  });
  return Found;
}

FunctionView::FunctionView(const FunctionDecl &F, const LambdaExpr *Lambda,
                           FunctionView *Enclosing)
    : Owner(F), Lambda(Lambda), Enclosing(Enclosing) {
  const ASTContext &Ctx = F.getASTContext();
  Body = F.getBody();
  if (const auto *CoroutineBody = dyn_cast_or_null<CoroutineBodyStmt>(Body)) {
    Coroutine = true;
    Body = CoroutineBody->getBody();
    if (!CoroutineBody->hasDependentPromiseType())
      Promise =
          CoroutineBody->getPromiseDecl()->getType()->getAsCXXRecordDecl();
  }
  walkBody(*this, Body, Ctx);
  if (!Coroutine && F.isDependentContext())
    Coroutine = hasCoroutineKeyword(Body, Ctx);
}

FunctionView::FunctionView(const NamedDecl &Owner, const Expr &Initialiser)
    : Owner(Owner), Body(&Initialiser) {
  walkBody(*this, &Initialiser, Owner.getASTContext());
}

bool FunctionView::onlyYields() const {
  return !Awaits.empty() && llvm::all_of(Awaits, [](const Expr *E) {
    return isa<CoyieldExpr>(E);
  });
}

const CFG *FunctionView::cfg() {
  if (!GraphBuilt) {
    GraphBuilt = true;
    CFG::BuildOptions Options;
    Options.setAllAlwaysAdd();
    Options.PruneTriviallyFalseEdges = true;
    if (Body)
      Graph = CFG::buildCFG(&Owner, const_cast<Stmt *>(Body),
                            &Owner.getASTContext(), Options);
  }
  return Graph.get();
}

StmtParents::StmtParents(const Stmt *Body, const ASTContext &Ctx) {
  if (Body)
    add(*Body, Ctx);
}

void StmtParents::add(const Stmt &S, const ASTContext &Ctx) {
  auto Child = [&](const Stmt *Sub) {
    if (Sub && Parents.try_emplace(Sub, &S).second)
      add(*Sub, Ctx);
  };
  if (const auto *Lambda = dyn_cast<LambdaExpr>(&S)) {
    for (const Expr *Init : Lambda->capture_inits())
      Child(Init);
    return;
  }
  // Default arguments stand elsewhere.
  if (!isa<CXXDefaultArgExpr, CXXDefaultInitExpr>(S))
    forEachEvaluatedChild(S, Ctx, Child);
}

const StmtParents &FunctionView::parents() {
  if (!Parents)
    Parents = std::make_unique<StmtParents>(Body, Owner.getASTContext());
  return *Parents;
}

bool FunctionView::mayAwaitAt(const Expr &E) {
  const FunctionDecl *F = function();
  if (!isCoroutine() || !F || F->isConstexpr() || F->isMain() ||
      isa<CXXConstructorDecl, CXXDestructorDecl>(F) ||
      (Promise && TaskTypes::forbidsAwait(*Promise)))
    return false;
  const Stmt *Last = nullptr;
  for (const Stmt *S = &E; S; S = parents().getParent(S)) {
    Last = S;
    if (isa<CXXCatchStmt>(S))
      return false;
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declaration->decls())
        if (const auto *Var = dyn_cast<VarDecl>(D); Var && Var->isStaticLocal())
          return false;
  }
  return Last == Body; // not in a default argument, which stands elsewhere
}

const CXXTryStmt *FunctionView::enclosingTry(const Stmt &S) {
  const Stmt *Child = &S;
  for (const Stmt *P = parents().getParent(Child); P;
       Child = P, P = parents().getParent(P))
    if (const auto *Try = dyn_cast<CXXTryStmt>(P);
        Try && Try->getTryBlock() == Child)
      return Try;
  return nullptr;
}

const Stmt *FunctionView::enclosingLoop(const Stmt &S) {
  const Stmt *Child = &S;
  for (const Stmt *P = parents().getParent(Child); P;
       Child = P, P = parents().getParent(P)) {
    if (isa<WhileStmt>(P))
      return P;
    // `do { ... } while (false)` is no loop.
    if (const auto *Do = dyn_cast<DoStmt>(P)) {
      bool Again = true;
      if (Do->getCond()->isValueDependent() ||
          !Do->getCond()->EvaluateAsBooleanCondition(Again,
                                                     Owner.getASTContext()) ||
          Again)
        return P;
    }
    if (const auto *For = dyn_cast<ForStmt>(P); For && For->getInit() != Child)
      return P;
    // What makes the range runs once.
    if (const auto *For = dyn_cast<CXXForRangeStmt>(P);
        For && (For->getBody() == Child || For->getLoopVarStmt() == Child))
      return P;
  }
  return nullptr;
}

bool FunctionView::isAtOneIteration(const Stmt &S) {
  const Stmt *Child = &S;
  for (const Stmt *P = parents().getParent(Child); P;
       Child = P, P = parents().getParent(P)) {
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(P))
      return false;
    const auto *If = dyn_cast<IfStmt>(P);
    const auto *Test = If && If->getThen() == Child
                           ? dyn_cast_or_null<BinaryOperator>(
                                 If->getCond()->IgnoreParenImpCasts())
                           : nullptr;
    if (Test && Test->getOpcode() == BO_EQ)
      return true;
  }
  return false;
}

const CFGBlock *FunctionView::blockOf(const Expr &E) {
  if (!BlocksKnown && cfg())
    for (const CFGBlock *Block : *Graph)
      for (const CFGElement &Element : *Block)
        if (auto S = Element.getAs<CFGStmt>())
          Blocks.try_emplace(S->getStmt(), Block);
  BlocksKnown = true;
  return Blocks.lookup(&E);
}

bool FunctionView::isDiscarded(const Expr &E) const {
  return llvm::any_of(Discards,
                      [&](const Discarded &D) { return stripped(D.E) == &E; });
}

/// Visits the blocks that can be reached, each once; on to its successors if
/// the visitor says so.
static void
walkBlocks(llvm::SmallVector<const CFGBlock *, 16> Work,
           llvm::function_ref<bool(const CFGBlock &)> VisitAndGoOn) {
  llvm::DenseSet<const CFGBlock *> Reached;
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (!Reached.insert(Block).second || !VisitAndGoOn(*Block))
      continue;
    for (const CFGBlock::AdjacentBlock &Succ : Block->succs())
      if (const CFGBlock *Next = Succ.getReachableBlock())
        Work.push_back(Next);
  }
}

/// The entry, and the handlers, which have no edges from what may throw.
static llvm::SmallVector<const CFGBlock *, 16> entries(const CFG &Graph) {
  llvm::SmallVector<const CFGBlock *, 16> Out{&Graph.getEntry()};
  for (const CFGBlock *Handlers : Graph.try_blocks())
    Out.push_back(Handlers);
  return Out;
}

template <class... Statements> static bool hasAny(const CFGBlock &Block) {
  return llvm::any_of(Block, [](const CFGElement &Element) {
    auto S = Element.getAs<CFGStmt>();
    return S && isa<Statements...>(S->getStmt());
  });
}

/// Neither throws nor calls what never returns.
static bool goesOn(const CFGBlock &Block) {
  return !hasAny<CXXThrowExpr>(Block) && !Block.hasNoReturnElement();
}

/// Fills Returning, the blocks from which the function can return, and
/// Unavoidable, those that every way from the entry to there passes. Both take
/// time linear in the graph: a walk back from the exit; and a sweep along one
/// way through, which keeps how far along it the other ways lead.
void FunctionView::findWaysOut() {
  const CFG *Graph = cfg();
  if (WaysOutKnown || !Graph)
    return;
  WaysOutKnown = true;
  llvm::SmallVector<const CFGBlock *, 32> Work{&Graph->getExit()};
  Returning.insert(&Graph->getExit());
  while (!Work.empty())
    for (const CFGBlock::AdjacentBlock &Before : Work.pop_back_val()->preds())
      if (const CFGBlock *B = Before.getReachableBlock();
          B && goesOn(*B) && Returning.insert(B).second)
        Work.push_back(B);
  const CFGBlock *Entry = &Graph->getEntry();
  if (!Returning.contains(Entry))
    return;
  auto ForEachNext = [&](const CFGBlock &Block, auto Visit) {
    for (const CFGBlock::AdjacentBlock &Succ : Block.succs())
      if (const CFGBlock *Next = Succ.getReachableBlock();
          Next && Returning.contains(Next))
        Visit(Next);
  };
  // Some way through.
  llvm::DenseMap<const CFGBlock *, const CFGBlock *> CameFrom{{Entry, nullptr}};
  Work = {Entry};
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    ForEachNext(*Block, [&](const CFGBlock *Next) {
      if (CameFrom.try_emplace(Next, Block).second)
        Work.push_back(Next);
    });
  }
  std::vector<const CFGBlock *> Way;
  for (const CFGBlock *B = &Graph->getExit(); B; B = CameFrom.lookup(B))
    Way.push_back(B);
  std::reverse(Way.begin(), Way.end());
  llvm::DenseMap<const CFGBlock *, size_t> Index;
  for (size_t I = 0; I < Way.size(); ++I)
    Index[Way[I]] = I;
  llvm::DenseSet<const CFGBlock *> Seen;
  size_t Farthest = 0;
  for (size_t I = 0; I < Way.size(); ++I) {
    if (I == Farthest)
      Unavoidable.insert(Way[I]);
    Work = {Way[I]};
    while (!Work.empty())
      ForEachNext(*Work.pop_back_val(), [&](const CFGBlock *Next) {
        if (auto It = Index.find(Next); It != Index.end())
          Farthest = std::max(Farthest, It->second);
        else if (Seen.insert(Next).second)
          Work.push_back(Next);
      });
  }
}

bool FunctionView::isUnavoidable(const Expr &E) {
  const CFGBlock *Home = blockOf(E);
  findWaysOut();
  return !Home || !Returning.contains(&cfg()->getEntry()) ||
         Unavoidable.contains(Home);
}

bool FunctionView::mayReturnAfter(const Expr &E) {
  const CFGBlock *Home = blockOf(E);
  findWaysOut();
  return !Home || Returning.contains(Home);
}

bool FunctionView::mayAwaitAfter(const CXXCatchStmt &Handler) {
  const CFG *Graph = cfg();
  if (!Graph)
    return false;
  llvm::SmallVector<const CFGBlock *, 16> Starts;
  for (const CFGBlock *Block : *Graph)
    if (Block->getLabel() == &Handler)
      Starts.push_back(Block);
  bool Awaits = false;
  walkBlocks(std::move(Starts), [&](const CFGBlock &Block) {
    for (const CFGElement &Element : Block)
      if (auto S = Element.getAs<CFGStmt>()) {
        Awaits |= isa<CoawaitExpr>(S->getStmt());
        if (isa<CXXThrowExpr>(S->getStmt()))
          return false;
      }
    return !Block.hasNoReturnElement();
  });
  return Awaits;
}

bool FunctionView::mayFlowOffEnd() {
  const CFG *Graph = cfg();
  if (!Graph)
    return false;
  bool FlowsOff = false;
  walkBlocks(entries(*Graph), [&](const CFGBlock &Block) {
    if (Block.hasNoReturnElement())
      return false;
    if (!isa_and_nonnull<CXXTryStmt>(Block.getTerminatorStmt()) &&
        !hasAny<ReturnStmt, CoreturnStmt, CXXThrowExpr>(Block))
      for (const CFGBlock::AdjacentBlock &Succ : Block.succs())
        FlowsOff |= Succ.getReachableBlock() == &Graph->getExit();
    return true;
  });
  return FlowsOff;
}

bool FunctionView::isReachable(const Expr &E) {
  if (!UnreachableKnown) {
    UnreachableKnown = true;
    if (const CFG *Graph = cfg()) {
      llvm::DenseSet<const CFGBlock *> Reached;
      walkBlocks(entries(*Graph), [&](const CFGBlock &Block) {
        return Reached.insert(&Block).second;
      });
      for (const CFGBlock *Block : *Graph)
        if (!Reached.contains(Block))
          for (const CFGElement &Element : *Block)
            if (auto S = Element.getAs<CFGStmt>())
              Unreachable.insert(S->getStmt());
    }
  }
  return !Unreachable.contains(&E);
}

} // namespace coro_tidy
