// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "consumer.h"

#include "clang-tidy/NoLintDirectiveHandler.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Core/Diagnostic.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

AnalysisConsumer::AnalysisConsumer(AnalysisConfig Config, Sink Out,
                                   bool SkipBodies)
    : Config(std::move(Config)), Out(std::move(Out)), SkipBodies(SkipBodies) {}

bool AnalysisConsumer::HandleTopLevelDecl(DeclGroupRef Group) {
  // Instantiations come with their templates.
  for (Decl *D : Group)
    if (const auto *F = dyn_cast<FunctionDecl>(D);
        !F || !F->isTemplateInstantiation())
      TopLevel.push_back(D);
  return true;
}

/// The parts of coroutine types that the task model reads.
static bool isCoroutineProtocol(const FunctionDecl &F) {
  if (!F.getIdentifier())
    return false;
  llvm::StringRef Name = F.getName();
  return Name == "await_ready" || Name == "await_suspend" ||
         Name == "initial_suspend" || Name == "final_suspend";
}

bool AnalysisConsumer::shouldSkipFunctionBody(Decl *D) {
  if (!SkipBodies)
    return false;
  const SourceManager &SM = D->getASTContext().getSourceManager();
  if (!SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
    return false;
  if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
    D = Template->getTemplatedDecl();
  const auto *F = dyn_cast<FunctionDecl>(D);
  return !F || !isCoroutineProtocol(*F);
}

void AnalysisConsumer::HandleTranslationUnit(ASTContext &Ctx) {
  std::vector<Finding> Findings = analyze(Ctx, TopLevel, Config);
  tidy::NoLintDirectiveHandler NoLint;
  DiagnosticStorage NoArguments;
  llvm::erase_if(Findings, [&](const Finding &F) {
    Diagnostic Shape(&Ctx.getDiagnostics(), F.Loc, /*DiagID=*/0, NoArguments,
                     F.Message);
    llvm::SmallVector<tooling::Diagnostic, 1> Unmatched;
    return NoLint.shouldSuppress(DiagnosticsEngine::Warning, Shape, F.Check,
                                 Unmatched, /*AllowIO=*/true,
                                 /*EnableNoLintBlocks=*/true);
  });
  Out(Ctx, Findings);
}

} // namespace coro_tidy
