// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "chain_check.h"

#include "../facts/loop_context.h"
#include "../program/summarize.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

/// A call that is a leaf itself.
static CallChain chainOf(const CallEdge &Edge) {
  CallChain Chain;
  Chain.Steps.emplace_back();
  Chain.Steps.back().Name = nameOf(Edge);
  Chain.Steps.back().Kind = Edge.IsDestructor ? CallKind::Destructor
                            : Edge.IsCallable ? CallKind::Callable
                                              : CallKind::Call;
  Chain.Category = Edge.Leaf->Blocks;
  Chain.LeafIsMarked = Edge.Leaf->Marked;
  Chain.InResultDestructor = Edge.Leaf->InResultDestructor;
  return Chain;
}

void ChainCheck::check(FunctionView &View, TUFacts &Facts,
                       const Reporter &Report) {
  if (onlyOnLoop() ? !runsOnLoop(View, Facts) : !View.isCoroutine())
    return;
  std::optional<LoopContext> Context;
  if (onlyOnLoop())
    Context.emplace(View, Facts);
  llvm::DenseSet<const Expr *> Reported;
  for (const CallEdge &Edge : Facts.calls().calls(View)) {
    if (Edge.Leaf && !llvm::is_contained(Categories, Edge.Leaf->Blocks))
      continue;
    if (Edge.Call && (Reported.contains(Edge.Call) ||
                      (Context && !Context->mayRunOnLoop(Edge.Call))))
      continue;
    Finding F;
    F.Check = Name;
    F.Loc = Edge.Loc;
    if (Edge.Leaf && !Edge.RunBy) {
      F.Message = findCheck(Name)->Describe(chainOf(Edge)).Message;
    } else {
      auto Open = Facts.calls().open(Edge, View);
      if (!Open)
        continue;
      F.Open =
          std::make_shared<OpenCall>(OpenCall{std::move(*Open), Categories});
    }
    if (onlyOnLoop() && isMadeForPool(View, Facts))
      return;
    if (isHarmless(Edge, View, Facts) ||
        (Edge.Call && !View.isReachable(*Edge.Call)))
      continue;
    if (Edge.Call && !F.Open)
      Reported.insert(Edge.Call);
    if (Edge.Call) {
      F.Loc = Edge.Call->getBeginLoc();
      F.Range = Edge.Call->getSourceRange();
      // A default argument is evaluated by the call that leaves it out.
      if (auto At = View.InDefaultArgument.find(Edge.Call);
          At != View.InDefaultArgument.end())
        F.Loc = At->second;
    }
    // Once in the program's life; as a rule, while it starts.
    if (Edge.Call && View.Once.contains(Edge.Call))
      F.Sure = Confidence::Possible;
    // `if (joinable()) join();` in an awaitable that was awaited joins nothing.
    if (Edge.IsDestructor && Edge.Callee && F.Open)
      if (const auto *D = dyn_cast<CXXDestructorDecl>(Edge.Callee);
          D &&
          Facts.types()
              .classify(Facts.context().getCanonicalTagType(D->getParent()))
              .mustBeAwaited())
        F.Sure = Confidence::Possible;
    refine(F, Edge, View, Facts);
    Report(std::move(F));
  }
}

std::string subjectOf(const CallChain &Chain) {
  const ChainStep &First = Chain.Steps.front();
  if (Chain.Steps.size() == 1 && Chain.InResultDestructor)
    return "the future of " + First.Name;
  if (First.Kind == CallKind::Destructor)
    return "the destructor " + First.Name;
  return First.Name;
}

std::vector<std::string> notesOf(const CallChain &Chain,
                                 llvm::StringRef OfLast) {
  std::vector<std::string> Out;
  for (size_t I = 1; I < Chain.Steps.size(); ++I) {
    const ChainStep &Step = Chain.Steps[I];
    Out.push_back(Chain.Steps[I - 1].Name +
                  (Step.Kind == CallKind::Destructor ? " runs " : " calls ") +
                  Step.Name + " here");
  }
  if (!Out.empty())
    Out.back() += OfLast;
  return Out;
}

} // namespace coro_tidy
