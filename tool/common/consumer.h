// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ASTConsumer of every host: gathers what the parser delivers, runs the
// checks at the end of the TU, and marks what NOLINT comments suppress.

#ifndef CORO_TIDY_TOOL_COMMON_CONSUMER_H
#define CORO_TIDY_TOOL_COMMON_CONSUMER_H

#include "checks/analyzer.h"

#include "clang/AST/ASTConsumer.h"

#include <functional>
#include <memory>
#include <vector>

namespace coro_tidy {

/// Whether the parser may pass over a function's body: no check looks into
/// those of system headers, but for what tells how a coroutine type behaves.
bool isSkippedBody(const clang::Decl &Function);

/// Whether the declaration is found with another, its template.
bool isTemplateInstantiation(const clang::Decl &D);

class AnalysisConsumer : public clang::ASTConsumer {
public:
  using Sink = std::function<void(clang::ASTContext &, TUAnalysis)>;

  /// \p Sink gets the analysis of the TU, once. \p SkipBodies lets the parser
  /// pass over function bodies in system headers, which no check looks at.
  /// Parsing ends early, and without an analysis, once \p Stop says so. \p
  /// Earlier gives the TU's declarations and, before them, those of the headers
  /// that it starts from.
  AnalysisConsumer(
      AnalysisConfig Config, Sink Out, bool SkipBodies,
      std::function<bool()> Stop = nullptr,
      std::function<std::vector<clang::Decl *>(llvm::ArrayRef<clang::Decl *>)>
          Earlier = nullptr);

  bool HandleTopLevelDecl(clang::DeclGroupRef Group) override;
  void HandleInterestingDecl(clang::DeclGroupRef Group) override;
  void HandleTranslationUnit(clang::ASTContext &Ctx) override;
  bool shouldSkipFunctionBody(clang::Decl *D) override;

private:
  AnalysisConfig Config;
  Sink Out;
  bool SkipBodies;
  std::function<bool()> Stop;
  std::function<std::vector<clang::Decl *>(llvm::ArrayRef<clang::Decl *>)>
      Earlier;
  std::vector<clang::Decl *> TopLevel;
};

} // namespace coro_tidy

#endif
