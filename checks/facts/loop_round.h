// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an iteration of a loop does on its ways to the next one. What a loop
// does only on its way out is no part of that.

#ifndef CORO_TIDY_CHECKS_FACTS_LOOP_ROUND_H
#define CORO_TIDY_CHECKS_FACTS_LOOP_ROUND_H

#include "function_view.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

#include <vector>

namespace coro_tidy {

struct LoopExit {
  /// Null for a handler of exceptions.
  const clang::Expr *Condition = nullptr;
  /// To a call that never returns: an assertion that failed.
  bool IsFatal = false;
};

class LoopRound {
public:
  /// \p Next is where the next iteration starts from.
  LoopRound(const clang::CFGBlock &Next, FunctionView &View);

  const clang::Stmt &loop() const { return Loop; }
  /// Can there be a second iteration at all?
  bool exists() const { return Exists; }
  /// Does the statement stand on a way round? True too if the graph leaves it
  /// out.
  bool contains(const clang::Stmt &S) const { return !Elsewhere.contains(&S); }
  /// What leads out of it.
  llvm::ArrayRef<LoopExit> exits() const { return Exits; }

private:
  const clang::Stmt &Loop;
  bool Exists = false;
  llvm::DenseSet<const clang::Stmt *> Elsewhere;
  llvm::SmallVector<LoopExit, 2> Exits;
};

/// The `for`, `while` and `do` loops that can go round; range-based ones are
/// as long as their range.
std::vector<LoopRound> roundsOf(FunctionView &View);

} // namespace coro_tidy

#endif
