// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the AST of one translation unit to its ProgramFacts.

#ifndef CORO_TIDY_CHECKS_PROGRAM_SUMMARIZE_H
#define CORO_TIDY_CHECKS_PROGRAM_SUMMARIZE_H

#include "program_facts.h"

#include "../facts/call_graph.h"
#include "../facts/function_view.h"
#include "../facts/tu_facts.h"

#include "llvm/ADT/StringSet.h"

#include <deque>
#include <tuple>

namespace coro_tidy {

/// Not thread-safe; one a translation unit.
class Summarizer {
public:
  /// \p Categories are those of the leaves to keep. With \p WholeProgram,
  /// functions without a body in this TU are kept as well, for other TUs to
  /// tell of.
  Summarizer(TUFacts &Facts, llvm::StringSet<> Categories, bool WholeProgram)
      : Facts(Facts), Graph(Facts), Categories(std::move(Categories)),
        WholeProgram(WholeProgram) {}

  /// The calls that a function makes where it runs itself; kept.
  llvm::ArrayRef<CallEdge> calls(FunctionView &View);

  /// The call for later, or nothing if it leads nowhere. What it may reach
  /// will be among the facts.
  std::optional<EdgeFacts> open(const CallEdge &Edge, FunctionView &In);

  /// Has other TUs' coroutines call this function. \p IsStrong: no other TU
  /// may have a body of it.
  void addRoot(const clang::FunctionDecl &F, bool IsStrong);

  /// All functions that were asked for, and what they call. Ends the work.
  ProgramFacts take();

private:
  struct Node {
    std::vector<CallEdge> Calls;
    std::vector<RunParameter> Runs;
  };
  const Node &node(const clang::FunctionDecl &Body);
  bool matters(const CallEdge &Edge);
  bool mattersIn(const clang::FunctionDecl &Body);
  bool isWantedLeaf(const CallEdge &Edge) const;
  bool isOpenEnded(const CallEdge &Edge) const;
  EdgeFacts describe(const CallEdge &Edge, FunctionView &In);
  LeafFacts describeLeaf(const CallEdge &Edge, const FunctionView &In);
  FunctionFacts describe(const clang::FunctionDecl &Body);
  std::vector<ArgumentFact> describeArguments(const CallEdge &Edge,
                                              const FunctionView &In);
  StringId keyOf(const clang::FunctionDecl &F);
  StringId fileOf(clang::FileID File);
  /// File, line and column.
  std::tuple<StringId, uint32_t, uint32_t> placeOf(clang::SourceLocation Loc);
  void want(const clang::FunctionDecl *F);

  TUFacts &Facts;
  CallGraph Graph;
  llvm::StringSet<> Categories;
  bool WholeProgram;
  ProgramFacts Out;
  llvm::DenseMap<const clang::FunctionDecl *, Node> Nodes;
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<CallEdge>> OfViews;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Matters;
  llvm::DenseMap<const clang::FunctionDecl *, StringId> Keys;
  llvm::DenseMap<clang::FileID, StringId> Files;
  llvm::DenseSet<const clang::FunctionDecl *> Wanted, Strong;
  std::deque<const clang::FunctionDecl *> Todo;
};

} // namespace coro_tidy

#endif
