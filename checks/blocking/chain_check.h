// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the checks have in common that look for calls which lead to a function
// of some category, directly or through helpers, here or in other TUs.

#ifndef CORO_TIDY_CHECKS_BLOCKING_CHAIN_CHECK_H
#define CORO_TIDY_CHECKS_BLOCKING_CHAIN_CHECK_H

#include "../check.h"
#include "../facts/call_graph.h"
#include "../facts/function_view.h"
#include "../facts/tu_facts.h"
#include "../program/program.h"

namespace coro_tidy {

class ChainCheck : public Check {
public:
  /// \p Name is that of the check, in static storage; its CheckInfo says what
  /// to make of a chain. \p Categories are those of the leaves.
  ChainCheck(llvm::StringRef Name, std::vector<std::string> Categories)
      : Name(Name), Categories(std::move(Categories)) {}

  void check(FunctionView &View, TUFacts &Facts, const Reporter &Report) final;

protected:
  /// Are such calls wrong only where a coroutine runs on an event loop, or
  /// wherever it does?
  virtual bool onlyOnLoop() const { return true; }
  virtual bool isHarmless(const CallEdge &, FunctionView &, TUFacts &) {
    return false;
  }
  /// Adds fixes, or lowers the confidence.
  virtual void refine(Finding &, const CallEdge &, FunctionView &, TUFacts &) {}

private:
  llvm::StringRef Name;
  std::vector<std::string> Categories;
};

/// What stands in the coroutine: the call, or the object that dies there.
std::string subjectOf(const CallChain &Chain);
/// The notes: `'f' calls 'g' here`, and what is said of the last.
std::vector<std::string> notesOf(const CallChain &Chain,
                                 llvm::StringRef OfLast);

} // namespace coro_tidy

#endif
