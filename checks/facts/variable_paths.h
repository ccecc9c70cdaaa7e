// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Follows the state of one variable along every path of a function's control
// flow graph, with what the branches that a path took say about later ones.
// What the states mean is the client's business.

#ifndef CORO_TIDY_CHECKS_FACTS_VARIABLE_PATHS_H
#define CORO_TIDY_CHECKS_FACTS_VARIABLE_PATHS_H

#include "function_view.h"
#include "tu_facts.h"

#include "llvm/ADT/ArrayRef.h"

namespace coro_tidy {

struct PathState {
  char Status = 0;
  /// The expression that brought the variable into this state.
  const clang::Expr *Origin = nullptr;
  /// A second one, for messages; states that differ in it only are one.
  const clang::Expr *By = nullptr;
};

class PathClient {
public:
  enum Step {
    GoesOn,
    Ends,   ///< this path is of no more interest
    Found,  ///< the search is over
    Throws, ///< goes on, and the handlers of the enclosing try see this state
  };
  virtual ~PathClient() = default;
  /// The state where the variable is declared, or the function entered.
  virtual PathState born() = 0;
  /// What the evaluation of a statement does.
  virtual Step evaluates(const clang::Stmt &S, PathState &Now) = 0;
  /// The variable's life ends. \p Path are the blocks from its declaration.
  virtual Step dies(const PathState &,
                    llvm::ArrayRef<const clang::CFGBlock *>) {
    return Ends;
  }
  /// A branch says that the variable holds nothing.
  virtual void isEmpty(PathState &) {}
  /// Control leaves a loop by its condition.
  virtual void leavesLoop(const clang::Stmt &, PathState &) {}
};

/// \p DeclaredBy is the declaration that starts the variable's life, or null
/// for a parameter. Paths through a `throw` end there, but for Step::Throws.
/// False if there is no graph, or too much of it.
bool followPaths(FunctionView &View, TUFacts &Facts,
                 const clang::ValueDecl &Tracked,
                 const clang::VarDecl *DeclaredBy, PathClient &Client);

/// Does the statement declare this variable?
bool declares(const clang::Stmt &S, const clang::VarDecl &Var);

/// Is this the block, or the statement, that the variable is declared in?
bool isScopeOf(const clang::Stmt &S, const clang::VarDecl &Var);

/// Does every one of these stand in the graph? If not, paths would look free
/// of them.
bool allInGraph(FunctionView &View,
                llvm::ArrayRef<const clang::Stmt *> Statements);

} // namespace coro_tidy

#endif
