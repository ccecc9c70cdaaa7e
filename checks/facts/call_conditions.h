// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether the conditions of a model hold for a call as written.

#ifndef CORO_TIDY_CHECKS_FACTS_CALL_CONDITIONS_H
#define CORO_TIDY_CHECKS_FACTS_CALL_CONDITIONS_H

#include "tu_facts.h"

namespace coro_tidy {

/// A constant, as conditions ask for it.
struct ConstantValue {
  bool IsZero = false; ///< 0, 0.0, null, or a class whose members all are
  std::optional<int64_t> Value;
};
/// The constant that an argument is; nothing if it is none.
std::optional<ConstantValue> constantOf(const clang::Expr &E,
                                        const clang::ASTContext &Ctx);

/// Does the condition surely hold? A value that is not constant never does.
bool holds(const CallCondition &Condition, const clang::Expr &Call,
           TUFacts &Facts);

/// Does what the model says hold for this call, by its `when` and `unless`?
bool conditionsHold(const FunctionModel &Model, const clang::Expr &Call,
                    TUFacts &Facts);

} // namespace coro_tidy

#endif
