// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls may block the thread, and through which chain of functions of
// this translation unit. "Unknown" never blocks.

#ifndef CORO_TIDY_CHECKS_FACTS_BLOCKING_H
#define CORO_TIDY_CHECKS_FACTS_BLOCKING_H

#include "../finding.h"
#include "function_view.h"
#include "tu_facts.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"

#include <optional>
#include <vector>

namespace coro_tidy {

/// A call that runs in the function that it stands in, as an edge of the call
/// graph, or as a leaf that blocks.
struct CallEdge {
  /// The function that runs; null for a leaf without a declaration.
  const clang::FunctionDecl *Callee = nullptr;
  /// The expression or variable that the call belongs to.
  const clang::Expr *Call = nullptr;
  clang::SourceLocation Loc;
  /// Set for a leaf: the model that says that it blocks.
  const FunctionModel *Blocks = nullptr;
  /// The call is the end of a variable's or temporary's life.
  bool IsDestructor = false;
  /// What else a virtual call may reach.
  std::vector<const clang::FunctionDecl *> Overriders;
  /// A callable handed to the called function, which runs it here.
  bool IsCallable = false;
};

/// The way from a call to what blocks: the call's own edge first, the leaf
/// last.
struct BlockingChain {
  std::vector<CallEdge> Edges;
  Confidence Sure = Confidence::Certain;
  const FunctionModel &leaf() const { return *Edges.back().Blocks; }
};

class BlockingFacts {
public:
  /// \p Categories are the ones that count as blocking.
  BlockingFacts(TUFacts &Facts, const llvm::StringSet<> &Categories)
      : Facts(Facts), Categories(Categories) {}

  /// The calls that a function makes where it runs itself: its own, those of
  /// lambdas that it runs, and destructors.
  std::vector<CallEdge> calls(FunctionView &View);

  /// The shortest chain from an edge to a leaf; ties go to the call that
  /// stands first. Empty if none is known.
  std::optional<BlockingChain> chain(const CallEdge &From);

private:
  std::optional<BlockingChain>
  chainFrom(const CallEdge &From,
            llvm::ArrayRef<const clang::FunctionDecl *> Targets);
  const std::vector<CallEdge> &callsOf(const clang::FunctionDecl &F);
  void addCall(const clang::Expr &Call, FunctionView &View,
               std::vector<CallEdge> &Out);
  void addCallables(const clang::Expr &Call, const clang::FunctionDecl *Callee,
                    const FunctionModel *Model, std::vector<CallEdge> &Out);
  void addDestructor(clang::QualType T, clang::SourceLocation Loc,
                     std::vector<CallEdge> &Out, unsigned Depth = 0);
  void addDestroyed(FunctionView &View, std::vector<CallEdge> &Out);
  Confidence confidenceIn(const BlockingChain &Chain);
  bool allowedAlong(llvm::ArrayRef<CallEdge> Chain);
  bool runsParameter(const clang::FunctionDecl &F, unsigned Index);
  const std::vector<const clang::CXXMethodDecl *> &
  overriders(const clang::CXXMethodDecl &M);

  TUFacts &Facts;
  const llvm::StringSet<> &Categories;
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<CallEdge>> Known;
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<bool>> RunParameters;
  /// Functions from which no leaf can be reached.
  llvm::DenseSet<const clang::FunctionDecl *> Harmless;
  bool OverridersKnown = false;
  llvm::DenseMap<const clang::CXXMethodDecl *,
                 std::vector<const clang::CXXMethodDecl *>>
      Overriders;
};

/// The function with a body that an expression names as a callable: a lambda,
/// a variable that holds one, a function's name. Null if unknown.
const clang::FunctionDecl *callableOf(const clang::Expr &E);

} // namespace coro_tidy

#endif
