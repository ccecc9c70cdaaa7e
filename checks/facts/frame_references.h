// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What dies with a coroutine frame when an exception leaves it.

#ifndef CORO_TIDY_CHECKS_FACTS_FRAME_REFERENCES_H
#define CORO_TIDY_CHECKS_FACTS_FRAME_REFERENCES_H

#include "function_view.h"
#include "tu_facts.h"

namespace coro_tidy {

/// Does the task that a call makes refer to what dies with this function's
/// frame: a local that it takes by reference, a closure, or the object?
bool refersToFrame(const clang::Stmt &Maker, FunctionView &View,
                   TUFacts &Facts);

/// May the await throw? Not if its result is got by a noexcept function, it
/// only pauses, or awaits what is complete.
bool mayThrow(const clang::CoawaitExpr &Await, TUFacts &Facts);

} // namespace coro_tidy

#endif
