// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-exit: the process ends, or the function is left, without unwinding,
// from inside a coroutine: no suspended frame is destroyed.

#include "../check.h"
#include "../facts/blocking.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

class Exit : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    if (!View.isCoroutine())
      return;
    if (!Exits || Of != &Facts) {
      Exits = std::make_unique<BlockingFacts>(Facts, Categories);
      Of = &Facts;
    }
    llvm::DenseSet<const Expr *> Reported;
    for (const CallEdge &Edge : Exits->calls(View)) {
      std::optional<BlockingChain> Chain = Exits->chain(Edge);
      if (!Chain || startsProgram(*Chain, View, Facts))
        continue;
      if (Edge.Call &&
          (!View.isReachable(*Edge.Call) || !Reported.insert(Edge.Call).second))
        continue;
      report(*Chain, View, Report);
    }
  }

private:
  static bool startsProgram(const BlockingChain &Chain,
                            const FunctionView &View, TUFacts &Facts);
  static bool executes(const FunctionDecl &F, TUFacts &Facts, unsigned Depth);
  static bool isChild(const CallEdge &Leaf, const FunctionView &View,
                      TUFacts &Facts);
  void report(const BlockingChain &Chain, FunctionView &View,
              const Reporter &Report);

  llvm::StringSet<> Categories{{FunctionModel::ExitCategory}};
  std::unique_ptr<BlockingFacts> Exits;
  const TUFacts *Of = nullptr;
};

/// Does the function, or one that it calls, become another program?
bool Exit::executes(const FunctionDecl &F, TUFacts &Facts, unsigned Depth) {
  if (const FunctionModel *M = Facts.model(F))
    return M->Execs;
  constexpr unsigned Deepest = 2;
  const FunctionDecl *Def = nullptr;
  if (Depth == Deepest || !F.hasBody(Def) || Def->isDependentContext() ||
      Facts.isSystem(Def->getLocation()))
    return false;
  FunctionView View(*Def, nullptr, nullptr);
  return llvm::any_of(View.Calls, [&](const Expr *Call) {
    const FunctionDecl *Callee = calleeOf(*Call);
    return Callee && executes(*Callee, Facts, Depth + 1);
  });
}

/// A child that becomes another program, or fails to, leaves no frames.
bool Exit::startsProgram(const BlockingChain &Chain, const FunctionView &View,
                         TUFacts &Facts) {
  auto Executes = [&](const FunctionView &In) {
    return llvm::any_of(In.Calls, [&](const Expr *Call) {
      const FunctionDecl *F = calleeOf(*Call);
      return F && executes(*F, Facts, /*Depth=*/0);
    });
  };
  if (Chain.Edges.size() == 1)
    return Executes(View) || isChild(Chain.Edges.front(), View, Facts);
  const FunctionDecl *F = Chain.Edges[Chain.Edges.size() - 2].Callee;
  const FunctionDecl *Def = nullptr;
  return F && F->hasBody(Def) && Executes(FunctionView(*Def, nullptr, nullptr));
}

/// `_exit` beside a `fork` ends the child, and runs no destructors on purpose.
bool Exit::isChild(const CallEdge &Leaf, const FunctionView &View,
                   TUFacts &Facts) {
  return !Leaf.Blocks->Forks && Leaf.Callee && Leaf.Callee->getIdentifier() &&
         Leaf.Callee->getName().starts_with("_") &&
         llvm::any_of(View.Calls, [&](const Expr *Call) {
           const FunctionDecl *F = calleeOf(*Call);
           const FunctionModel *M = F ? Facts.model(*F) : nullptr;
           return M && M->Forks;
         });
}

void Exit::report(const BlockingChain &Chain, FunctionView &View,
                  const Reporter &Report) {
  const CallEdge &First = Chain.Edges.front(), &Leaf = Chain.Edges.back();
  bool Forks = Leaf.Blocks->Forks;
  Finding F;
  F.Check = "coro-exit";
  F.Sure = Chain.Sure;
  // Test frameworks end a failing test's process in their macros.
  const SourceManager &SM = View.owner().getASTContext().getSourceManager();
  if (First.Call && SM.isMacroBodyExpansion(First.Loc) &&
      !View.isUnavoidable(*First.Call))
    F.Sure = Confidence::Possible;
  F.Loc = First.Loc;
  if (First.Call)
    F.Range = First.Call->getSourceRange();
  std::string Name =
      Leaf.Callee ? quoted(modelName(*Leaf.Callee)) : std::string("this call");
  std::string How = Chain.Edges.size() == 1
                        ? Name
                        : (First.Callee ? quotedName(*First.Callee)
                                        : std::string("this call")) +
                              " calls " + Name + ", which";
  F.Message =
      Forks ? How + " copies the event loop and every suspended coroutine into "
                    "the child process"
            : How + " ends without unwinding: no suspended coroutine is "
                    "destroyed, and what they hold is never released";
  for (size_t I = 1; I < Chain.Edges.size(); ++I)
    F.Notes.push_back(
        {Chain.Edges[I].Loc,
         "through the call of " +
             (Chain.Edges[I].Callee ? quotedName(*Chain.Edges[I].Callee)
                                    : std::string("this")) +
             " here"});
  Report(std::move(F));
}

} // namespace

extern const CheckInfo ExitInfo;
const CheckInfo ExitInfo = {
    "coro-exit",
    "misuse",
    "the process ends inside a coroutine: no suspended frame is destroyed",
    /*OnByDefault=*/true,
    {},
    makeCheck<Exit>,
    anyOptions};

} // namespace coro_tidy
