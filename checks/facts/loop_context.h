// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the code of a coroutine runs. It starts on its event loop; awaiting
// what a model calls a context switch takes it off the loop and back.

#ifndef CORO_TIDY_CHECKS_FACTS_LOOP_CONTEXT_H
#define CORO_TIDY_CHECKS_FACTS_LOOP_CONTEXT_H

#include "function_view.h"
#include "tu_facts.h"

#include "llvm/ADT/DenseSet.h"

namespace coro_tidy {

class LoopContext {
public:
  LoopContext(FunctionView &View, TUFacts &Facts);

  /// Can the expression run on the loop? True where nothing is known.
  bool mayRunOnLoop(const clang::Expr *E) const { return !OffLoop.contains(E); }

private:
  llvm::DenseSet<const clang::Stmt *> OffLoop;
};

/// Is the coroutine, wherever this TU calls it, given to something that runs it
/// off the loop?
bool isMadeForPool(const FunctionView &View, TUFacts &Facts);

/// Does the function's code start on an event loop, as far as one can tell?
/// Only that of a coroutine; a generator runs in its consumer, which pulls it.
bool runsOnLoop(FunctionView &View, TUFacts &Facts);

} // namespace coro_tidy

#endif
