// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ASTConsumer of every host: gathers what the parser delivers, runs the
// checks at the end of the TU, and marks what NOLINT comments suppress.

#ifndef CORO_TIDY_TOOL_COMMON_CONSUMER_H
#define CORO_TIDY_TOOL_COMMON_CONSUMER_H

#include "checks/analyzer.h"

#include "clang/AST/ASTConsumer.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace coro_tidy {

class AnalysisConsumer : public clang::ASTConsumer {
public:
  using Sink = std::function<void(clang::ASTContext &, TUAnalysis)>;

  /// \p Sink gets the analysis of the TU, once. \p SkipBodies lets the parser
  /// pass over function bodies in system headers, which no check looks at.
  /// Parsing ends early, and without an analysis, once \p Stop is set.
  AnalysisConsumer(AnalysisConfig Config, Sink Out, bool SkipBodies,
                   const std::atomic<bool> *Stop = nullptr);

  bool HandleTopLevelDecl(clang::DeclGroupRef Group) override;
  void HandleTranslationUnit(clang::ASTContext &Ctx) override;
  bool shouldSkipFunctionBody(clang::Decl *D) override;

private:
  AnalysisConfig Config;
  Sink Out;
  bool SkipBodies;
  const std::atomic<bool> *Stop;
  std::vector<clang::Decl *> TopLevel;
};

} // namespace coro_tidy

#endif
