// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a function does with a variable, place by place: the events that the
// obligations of tasks and the states of moved values are made of.

#ifndef CORO_TIDY_CHECKS_FACTS_VARIABLE_USES_H
#define CORO_TIDY_CHECKS_FACTS_VARIABLE_USES_H

#include "function_view.h"
#include "tu_facts.h"

#include <vector>

namespace coro_tidy {

/// A local variable, parameter or structured binding, or a member of one.
struct Entity {
  const clang::ValueDecl *Var = nullptr;
  /// The member of Var that is meant, or null for the whole.
  const clang::FieldDecl *Field = nullptr;
  /// "t", "stages.done".
  std::string name() const;
  clang::QualType type() const;
};

enum class UseKind {
  Look,    ///< asks whether it is valid, empty, done
  Discard, ///< `t;`
  Cast,    ///< `(void)t;`, `std::ignore = t`
  Await,   ///< `co_await t`, `co_await std::move(t)`
  Move,    ///< handed over by std::move, a by-value parameter, or return
  Assign,  ///< `t = ...`
  Fill,    ///< `v.push_back(...)`
  Clear,   ///< `v.clear()`, `o.reset()`, `t = {}`
  Lend,    ///< a reference or pointer to it goes to a function
  Capture, ///< a lambda takes a copy or a reference
  Other,   ///< whatever else, member functions for example
};

struct VariableUse {
  UseKind Kind = UseKind::Other;
  /// The expression that names the entity.
  const clang::Expr *Named = nullptr;
  /// The expression at whose evaluation the use takes effect; it stands in
  /// the control flow graph.
  const clang::Expr *At = nullptr;
  /// Move, Lend, Fill: the call that receives it; Await: the co_await.
  const clang::Expr *By = nullptr;
  /// Await, Move: by std::move or a cast to an rvalue.
  bool IsRvalue = false;
  /// Assign, Fill: what is put in.
  const clang::Expr *Value = nullptr;
  /// Only a part of a container: `v[i]`, `v.back()`, a range loop's element.
  bool IsElement = false;
};

/// Is the call a look at a task or handle, which leaves the obligation:
/// `t.valid()`, `h.done()`?
bool isLook(const clang::CXXMemberCallExpr &Call, TUFacts &Facts);

/// All uses, in source order. Those inside of lambdas appear as Capture.
/// \p IsHolder says that the entity is a container.
std::vector<VariableUse> usesOf(const Entity &What, bool IsHolder,
                                FunctionView &View, TUFacts &Facts);

/// What a function does with a parameter of a task's type.
enum class ParameterFate : int {
  Unknown, ///< the body is not in sight, or hands the value on
  Ignored, ///< never more than looked at
  Used,
};
ParameterFate fateOf(const clang::ParmVarDecl &P, TUFacts &Facts);

/// Does the use leave the value as it was, unread: a look, a discard, or a
/// function or lambda in sight that does no more?
bool isOnlyLook(const VariableUse &Use, TUFacts &Facts);

/// Is the code in the argument of an assertion, a test's as a rule?
bool isInTestMacro(clang::SourceLocation Loc, const clang::ASTContext &Ctx);

/// Do two expressions come from one place in the argument of an assertion,
/// which evaluates it again to say how it failed?
bool isRepeatedByTest(const clang::Expr &A, const clang::Expr &B,
                      const clang::ASTContext &Ctx);

/// The same parameter where the function is defined, if that is in sight: a
/// body of the user's, not dependent. Null otherwise.
const clang::ParmVarDecl *definedParameter(const clang::ParmVarDecl &P,
                                           TUFacts &Facts);

/// The parameter that an argument of a call initialises, or null.
const clang::ParmVarDecl *parameterFor(const clang::Expr &Call,
                                       const clang::Expr &Argument);

} // namespace coro_tidy

#endif
