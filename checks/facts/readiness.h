// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A wait that was asked about first does not wait:
//   if (f.wait_for(0s) == std::future_status::ready) use(f.get());

#ifndef CORO_TIDY_CHECKS_FACTS_READINESS_H
#define CORO_TIDY_CHECKS_FACTS_READINESS_H

#include "function_view.h"
#include "tu_facts.h"

namespace coro_tidy {

/// Is the object of this call known to be ready on every path to it? \p Model
/// names the functions that tell.
bool isReadyBefore(const clang::Expr &Call, const FunctionModel &Model,
                   FunctionView &View, TUFacts &Facts);

/// Is it a value that was complete when it was made: by `make_ready_future`, or
/// as a part of `co_await when_all(...)`?
bool isMadeReady(const clang::Expr &Object, const FunctionView &View,
                 TUFacts &Facts, unsigned Depth = 0);

/// What a call waits for, or asks about: its object; of a C function, the first
/// argument. Null if there is neither.
const clang::Expr *waitedFor(const clang::Expr &Call);

} // namespace coro_tidy

#endif
