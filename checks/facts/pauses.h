// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Awaits that only wait: for time to pass, or for others to have a turn.

#ifndef CORO_TIDY_CHECKS_FACTS_PAUSES_H
#define CORO_TIDY_CHECKS_FACTS_PAUSES_H

#include "tu_facts.h"

#include <optional>

namespace coro_tidy {

struct Pause {
  const clang::Expr *Await = nullptr;
  /// The awaited call, and its model; null if the type of what is awaited
  /// says that it pauses.
  const clang::Expr *Call = nullptr;
  const FunctionModel *Model = nullptr;
};

/// What a co_await waits for, if it is a pause.
std::optional<Pause> pauseOf(const clang::Expr &Await, TUFacts &Facts);

/// The `await_suspend` that a co_await calls; null if that is not known.
const clang::FunctionDecl *suspenderOf(const clang::Expr &Await);

} // namespace coro_tidy

#endif
