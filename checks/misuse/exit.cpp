// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-exit: the process ends, or the function is left, without unwinding,
// from inside a coroutine: no suspended frame is destroyed.

#include "../blocking/chain_check.h"

#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace coro_tidy {
namespace {

std::vector<std::string> leaves() {
  return {FunctionModel::ExitCategory.str(), FunctionModel::ForkCategory.str()};
}

class Exit : public ChainCheck {
public:
  Exit() : ChainCheck("coro-exit", leaves()) {}

protected:
  bool onlyOnLoop() const override { return false; }
  void refine(Finding &F, const CallEdge &Edge, FunctionView &View,
              TUFacts &Facts) override {
    // Test frameworks end a failing test's process in their macros.
    const SourceManager &SM = Facts.context().getSourceManager();
    F.Loc = Edge.Loc;
    if (Edge.Call && SM.isMacroBodyExpansion(Edge.Loc) &&
        !View.isUnavoidable(*Edge.Call))
      F.Sure = Confidence::Possible;
  }
};

ChainText describe(const CallChain &Chain) {
  ChainText Out;
  std::string How = Chain.Steps.back().Name;
  if (Chain.Steps.size() > 1)
    How = subjectOf(Chain) + " calls " + How + ", which";
  Out.Message =
      Chain.Category == FunctionModel::ForkCategory
          ? How + " copies the event loop and every suspended coroutine into "
                  "the child process"
          : How + " ends without unwinding: no suspended coroutine is "
                  "destroyed, and what they hold is never released";
  Out.Notes = notesOf(Chain, "");
  return Out;
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
    anyOptions,
    describe,
    [](const CheckOptions &) { return leaves(); }};

} // namespace coro_tidy
