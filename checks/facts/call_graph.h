// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls a function makes where it runs itself, and which of them block
// or do what else the models tell of (their categories).

#ifndef CORO_TIDY_CHECKS_FACTS_CALL_GRAPH_H
#define CORO_TIDY_CHECKS_FACTS_CALL_GRAPH_H

#include "function_view.h"
#include "tu_facts.h"

#include <vector>

namespace coro_tidy {

/// A call that runs in the function that it stands in, as an edge of the call
/// graph, or as a leaf.
struct CallEdge {
  /// The function that runs; null for a leaf without a declaration.
  const clang::FunctionDecl *Callee = nullptr;
  /// The expression or variable that the call belongs to.
  const clang::Expr *Call = nullptr;
  /// Of a destructor: what makes the object, or deletes it; null if unknown.
  const clang::Expr *Anchor = nullptr;
  clang::SourceLocation Loc;
  /// Set for a leaf: the model that says so.
  const FunctionModel *Leaf = nullptr;
  /// The call is the end of a variable's or temporary's life.
  bool IsDestructor = false;
  /// What else a virtual call may reach in this TU.
  bool IsVirtual = false;
  /// A callable handed to the called function, which runs it here.
  bool IsCallable = false;
  /// Of a callable: runs only if this function calls that parameter.
  const clang::FunctionDecl *RunBy = nullptr;
  unsigned RunByParameter = 0;
};

/// A function calls its parameter, or hands it to another function.
struct RunParameter {
  unsigned Parameter = 0;
  const clang::FunctionDecl *To = nullptr;
  unsigned ToParameter = 0;
};

/// Not thread-safe; one a translation unit.
class CallGraph {
public:
  explicit CallGraph(TUFacts &Facts) : Facts(Facts) {}

  /// The calls that a function makes where it runs itself: its own, those of
  /// lambdas that it runs, and destructors.
  std::vector<CallEdge> calls(FunctionView &View);

  /// The parameters that a function runs.
  std::vector<RunParameter> runs(const FunctionView &View);

  /// The methods of this TU that override one, however far down, in source
  /// order.
  llvm::ArrayRef<const clang::CXXMethodDecl *>
  overriders(const clang::CXXMethodDecl &M);

  /// Has the function a body in another TU, as far as one can tell?
  bool mayBeElsewhere(const clang::FunctionDecl &F) const;

private:
  void addCall(const clang::Expr &Call, FunctionView &View,
               std::vector<CallEdge> &Out);
  void addCallables(const clang::Expr &Call, const clang::FunctionDecl *Callee,
                    const FunctionModel *Model, std::vector<CallEdge> &Out);
  void addLeaves(CallEdge Edge, std::vector<CallEdge> &Out);
  void addDestructor(clang::QualType T, clang::SourceLocation Loc,
                     const clang::Expr *Anchor, std::vector<CallEdge> &Out,
                     unsigned Depth = 0);
  void addDestroyed(FunctionView &View, std::vector<CallEdge> &Out);
  bool startsProgram(const CallEdge &Leaf, const FunctionView &View);
  bool executes(const clang::FunctionDecl &F, unsigned Depth);

  TUFacts &Facts;
  bool OverridersKnown = false;
  llvm::DenseMap<const clang::CXXMethodDecl *,
                 std::vector<const clang::CXXMethodDecl *>>
      Overriders;
};

/// The methods that one overrides, however far up, each once.
llvm::SmallVector<const clang::CXXMethodDecl *, 4>
overriddenBy(const clang::CXXMethodDecl &M);

/// How messages call what an edge leads to, with quotes.
std::string nameOf(const CallEdge &Edge);

/// The body that runs when F is called; null if it is not in sight.
const clang::FunctionDecl *bodyOf(const clang::FunctionDecl *F);

} // namespace coro_tidy

#endif
