// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "variable_paths.h"

#include "path_facts.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <map>

using namespace clang;

namespace coro_tidy {

bool declares(const Stmt &S, const VarDecl &Var) {
  const auto *D = dyn_cast<DeclStmt>(&S);
  return D && llvm::is_contained(D->decls(), &Var);
}

bool isScopeOf(const Stmt &S, const VarDecl &Var) {
  return llvm::any_of(S.children(), [&](const Stmt *Child) {
    return Child && declares(*Child, Var);
  });
}

bool allInGraph(FunctionView &View, llvm::ArrayRef<const Stmt *> Statements) {
  const CFG *Graph = View.cfg();
  if (!Graph)
    return false;
  llvm::DenseSet<const Stmt *> Missing(Statements.begin(), Statements.end());
  for (const CFGBlock *Block : *Graph)
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>())
        Missing.erase(S->getStmt());
  return Missing.empty();
}

namespace {

class Walk {
public:
  Walk(FunctionView &View, TUFacts &Facts, const ValueDecl &Tracked,
       const VarDecl *DeclaredBy, PathClient &Client)
      : View(View), Graph(*View.cfg()), DeclaredBy(DeclaredBy), Client(Client),
        Conditions(Facts, &Tracked, Graph),
        SM(Facts.context().getSourceManager()) {}

  bool run();

private:
  struct Visit {
    const CFGBlock *Block;
    unsigned Index;
    PathState Now;
    PathFacts Known;
    int From;
  };

  void start();
  void enter(const CFGBlock *Block, const PathState &Now, PathFacts Known,
             int From);
  /// False if the search is over.
  bool block(size_t At);
  bool successors(size_t At, const PathState &Now, const PathFacts &Known);
  void enterHandlers(const Stmt &S, const PathState &Now, const PathFacts &,
                     int From);
  bool dies(size_t At, const PathState &Now);

  FunctionView &View;
  const CFG &Graph;
  const VarDecl *DeclaredBy;
  PathClient &Client;
  PathConditions Conditions;
  const SourceManager &SM;
  std::vector<Visit> Visits;
  std::map<std::tuple<unsigned, char, const Expr *, PathFacts>, char> Visited;
};

void Walk::enter(const CFGBlock *Block, const PathState &Now, PathFacts Known,
                 int From) {
  if (Visited.try_emplace({Block->getBlockID(), Now.Status, Now.Origin, Known})
          .second)
    Visits.push_back({Block, 0, Now, std::move(Known), From});
}

void Walk::start() {
  if (!DeclaredBy)
    return enter(&Graph.getEntry(), Client.born(), {}, -1);
  for (const CFGBlock *Block : Graph)
    for (unsigned I = 0; I < Block->size(); ++I)
      if (auto S = (*Block)[I].getAs<CFGStmt>();
          S && declares(*S->getStmt(), *DeclaredBy))
        Visits.push_back({Block, I, {}, {}, -1});
}

bool Walk::dies(size_t At, const PathState &Now) {
  llvm::SmallVector<const CFGBlock *, 16> Path;
  for (int I = At; I >= 0; I = Visits[I].From)
    Path.push_back(Visits[I].Block);
  std::reverse(Path.begin(), Path.end());
  Path.push_back(&Graph.getExit());
  return Client.dies(Now, Path) != PathClient::Found;
}

void Walk::enterHandlers(const Stmt &S, const PathState &Now,
                         const PathFacts &Known, int From) {
  const CXXTryStmt *Try = View.enclosingTry(S);
  for (const CFGBlock *Handlers : Graph.try_blocks())
    if (Try && Handlers->getTerminatorStmt() == Try)
      enter(Handlers, Now, Known, From);
}

bool Walk::block(size_t At) {
  Visit Here = Visits[At]; // Visits grows
  PathState &Now = Here.Now;
  for (unsigned I = Here.Index; I < Here.Block->size(); ++I) {
    auto Element = (*Here.Block)[I].getAs<CFGStmt>();
    if (!Element)
      continue;
    const Stmt &S = *Element->getStmt();
    Conditions.apply(S, Here.Known);
    // A path that throws has other troubles.
    if (isa<CXXThrowExpr>(S))
      return true;
    if (DeclaredBy && declares(S, *DeclaredBy)) {
      // The variable died at the end of the previous iteration; that life is
      // over, and the next is explored from its own start.
      if (Here.From >= 0 || I != Here.Index)
        return dies(At, Now);
      Now = Client.born();
      continue;
    }
    switch (Client.evaluates(S, Now)) {
    case PathClient::Found:
      return false;
    case PathClient::Ends:
      return true;
    case PathClient::Throws:
      enterHandlers(S, Now, Here.Known, static_cast<int>(At));
      break;
    case PathClient::GoesOn:
      break;
    }
  }
  if (Here.Block->hasNoReturnElement())
    return true;
  if (Here.Block == &Graph.getExit())
    return dies(At, Now);
  return successors(At, Now, Here.Known);
}

bool Walk::successors(size_t At, const PathState &Now,
                      const PathFacts &KnownHere) {
  const CFGBlock &Block = *Visits[At].Block;
  unsigned Outcome = 0;
  for (const CFGBlock *Succ : Block.succs()) {
    unsigned This = Outcome++;
    if (!Succ)
      continue;
    PathFacts Known = KnownHere;
    PathState State = Now;
    if (Block.succ_size() == 2) {
      switch (Conditions.branch(Block, This == 0, Known)) {
      case PathConditions::Impossible:
        continue;
      case PathConditions::VariableEmpty:
        Client.isEmpty(State);
        break;
      case PathConditions::Possible:
        break;
      }
      if (const Stmt *Terminator = Block.getTerminatorStmt();
          Terminator && This == 1)
        Client.leavesLoop(*Terminator, State);
    }
    if (const Stmt *Loop = Block.getLoopTarget()) {
      // A loop that a macro is made of (CHECK_EQ, KJ_CASE) is no loop to its
      // user.
      if (SM.isMacroBodyExpansion(Loop->getBeginLoc()))
        continue;
      Conditions.forgetShared(Known);
    }
    enter(Succ, State, std::move(Known), static_cast<int>(At));
  }
  return true;
}

bool Walk::run() {
  start();
  constexpr size_t MostVisits = 20000;
  for (size_t Next = 0; Next < Visits.size(); ++Next) {
    if (Visits.size() > MostVisits)
      return false;
    if (!block(Next))
      return true;
  }
  return true;
}

} // namespace

bool followPaths(FunctionView &View, TUFacts &Facts, const ValueDecl &Tracked,
                 const VarDecl *DeclaredBy, PathClient &Client) {
  return View.cfg() && Walk(View, Facts, Tracked, DeclaredBy, Client).run();
}

} // namespace coro_tidy
