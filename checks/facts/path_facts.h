// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the branches that a path took say about its later branches, so that
//   if (c) t = f();  ...  if (c) co_await std::move(t);
// is seen to await on every path that makes a task.

#ifndef CORO_TIDY_CHECKS_FACTS_PATH_FACTS_H
#define CORO_TIDY_CHECKS_FACTS_PATH_FACTS_H

#include "tu_facts.h"

#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <optional>
#include <utility>
#include <vector>

namespace coro_tidy {

/// Conditions known on a path, by key, in order of key.
using PathFacts = std::vector<std::pair<unsigned, bool>>;

class PathConditions {
public:
  /// \p Tracked is the variable whose own validity tests are understood.
  PathConditions(TUFacts &Facts, const clang::ValueDecl *Tracked,
                 const clang::CFG &Graph);

  enum Verdict {
    Possible,
    Impossible,    ///< contradicts what the path knows
    VariableEmpty, ///< possible, and the tracked variable holds nothing
  };

  /// What taking the true or false successor of a two-way block means. Adds
  /// the outcome to \p Known.
  Verdict branch(const clang::CFGBlock &Block, bool Taken, PathFacts &Known);

  /// Forgets what a statement may change, and learns from `flag = true`.
  void apply(const clang::Stmt &S, PathFacts &Known);

  /// Forgets conditions on members and globals, which others may change.
  void forgetShared(PathFacts &Known);

private:
  struct Condition {
    llvm::SmallPtrSet<const clang::ValueDecl *, 2> Mentions;
    bool Shared = false;
  };
  /// The key of a condition that two evaluations may agree on; 0 if none.
  unsigned keyOf(const clang::Expr *E, bool &Negated);
  std::optional<bool> value(const clang::Expr *E, const PathFacts &Known);
  void assume(const clang::Expr *E, bool Outcome, PathFacts &Known);
  bool saysEmpty(const clang::Expr *E, bool Outcome);
  bool describe(const clang::Stmt &S, Condition &Out) const;
  void forget(const clang::ValueDecl *Changed, PathFacts &Known);
  void count(const clang::Expr *E);
  static void learn(PathFacts &Known, unsigned Key, bool Value);

  TUFacts &Facts;
  const clang::ValueDecl *Tracked;
  llvm::DenseMap<unsigned, Condition> Conditions;
  /// How many branches test the condition. To remember what none asks again
  /// would only multiply the paths.
  llvm::DenseMap<unsigned, unsigned> Tests;
};

} // namespace coro_tidy

#endif
