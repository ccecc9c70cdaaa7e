// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The search for chains of calls, backwards from what they lead to.

#ifndef CORO_TIDY_CHECKS_PROGRAM_REACH_H
#define CORO_TIDY_CHECKS_PROGRAM_REACH_H

#include "joined_facts.h"
#include "program.h"

namespace coro_tidy {

/// What reaches a leaf of some categories, and how.
///
/// A helper that blocks on some of its paths is a hazard. What is called on
/// some path far below (a logger that opens its file once) rarely is, nor what
/// runs once (a static local), nor what is called before the program ends (the
/// stack trace of a failure). So there are two searches: along the calls that
/// are surely made, and along all; near the coroutine, conditional calls count
/// as sure ones.
class Reach {
public:
  Reach(JoinedFacts &All, llvm::ArrayRef<std::string> Names);

  std::optional<CallChain> chain(const Edge &From, Confidence Least);
  std::optional<CallChain> chainIn(FunctionId F);

private:
  /// A way from a function to a leaf.
  struct Way {
    const Edge *First = nullptr;
    FunctionId Next = NoFunction; ///< what First enters; none for a leaf
    uint32_t Rest = 0;            ///< which of the ways of Next
    uint32_t Length = 0;          ///< edges
    /// Does not reach the leaf if one of these holds in the function.
    std::vector<ParameterTest> Unless;
  };
  using Ways = std::vector<Way>;
  enum Layer { Sure, Near, Nearer, Any, Layers };

  bool isLeaf(const Edge &E) const {
    return E.Facts.Leaf && Categories.contains(E.Facts.Leaf->Category);
  }
  bool isOpen(const Edge &E) const {
    return E.RunBy == NoFunction || All.runs(E.RunBy, E.Facts.RunByParameter);
  }
  bool mayCount(const Edge &E) const {
    return isOpen(E) && !E.Facts.IsOnce && (Ends || E.Facts.MayReturnAfter) &&
           allBlock(E);
  }
  bool allBlock(const Edge &E) const;
  void findReaching();
  template <class Filter> void search(Layer In, Filter &&Allowed);
  void deepen(FunctionId F, Layer In, Layer Below);
  Ways &ways(FunctionId F, Layer In);
  static bool add(Ways &To, Way New);
  static std::optional<std::vector<ParameterTest>>
  through(const std::vector<ParameterTest> &Unless, const EdgeFacts &E);
  const Way *best(const Edge &From, Layer In, FunctionId &Target);
  CallChain spell(const Edge *From, FunctionId Target, Layer In, uint32_t Index,
                  Confidence Sure) const;
  ChainStep step(const Edge &E, FunctionId Entered) const;
  void say(const LeafFacts &Leaf, CallChain &Out) const;

  JoinedFacts &All;
  llvm::DenseSet<StringId> Categories;
  /// The leaves end the process, so nothing returns from them.
  bool Ends = false;
  std::vector<bool> Reaches; ///< by any calls at all
  std::vector<Ways> Found[Layers];
  std::vector<bool> Known[Layers];
  bool SearchedAny = false;
};

} // namespace coro_tidy

#endif
