// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "consumer.h"

#include "checks/misuse/unused_suppression.h"

#include "clang-tidy/NoLintDirectiveHandler.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Core/Diagnostic.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

AnalysisConsumer::AnalysisConsumer(
    AnalysisConfig Config, Sink Out, bool SkipBodies,
    std::function<bool()> Stop,
    std::function<std::vector<Decl *>(llvm::ArrayRef<Decl *>)> Earlier)
    : Config(std::move(Config)), Out(std::move(Out)), SkipBodies(SkipBodies),
      Stop(std::move(Stop)), Earlier(std::move(Earlier)) {}

bool isTemplateInstantiation(const Decl &D) {
  const auto *F = dyn_cast<FunctionDecl>(&D);
  return F && F->isTemplateInstantiation();
}

bool AnalysisConsumer::HandleTopLevelDecl(DeclGroupRef Group) {
  for (Decl *D : Group)
    if (!isTemplateInstantiation(*D))
      TopLevel.push_back(D);
  return !Stop || !Stop();
}

void AnalysisConsumer::HandleInterestingDecl(DeclGroupRef Group) {
  // From a precompiled header that the command names, or one of which
  // everything is known.
  if (!Earlier)
    HandleTopLevelDecl(Group);
}

/// The parts of coroutine types that the task model reads.
static bool isCoroutineProtocol(const FunctionDecl &F) {
  if (!F.getIdentifier())
    return false;
  llvm::StringRef Name = F.getName();
  return Name == "await_ready" || Name == "await_suspend" ||
         Name == "initial_suspend" || Name == "final_suspend";
}

bool isSkippedBody(const Decl &Function) {
  const SourceManager &SM = Function.getASTContext().getSourceManager();
  if (!SM.isInSystemHeader(SM.getExpansionLoc(Function.getLocation())))
    return false;
  const Decl *D = &Function;
  if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
    D = Template->getTemplatedDecl();
  const auto *F = dyn_cast<FunctionDecl>(D);
  return !F || !isCoroutineProtocol(*F);
}

bool AnalysisConsumer::shouldSkipFunctionBody(Decl *D) {
  return SkipBodies && isSkippedBody(*D);
}

/// Marks what NOLINT comments hide.
static void markSuppressed(ASTContext &Ctx, std::vector<Finding> &Findings) {
  tidy::NoLintDirectiveHandler NoLint;
  DiagnosticStorage NoArguments;
  for (Finding &F : Findings) {
    Diagnostic Shape(&Ctx.getDiagnostics(), F.Loc, /*DiagID=*/0, NoArguments,
                     F.Message);
    llvm::SmallVector<tooling::Diagnostic, 1> Unmatched;
    F.IsSuppressed = NoLint.shouldSuppress(
        DiagnosticsEngine::Warning, Shape, F.Check, Unmatched,
        /*AllowIO=*/true, /*EnableNoLintBlocks=*/true);
  }
}

static std::vector<Finding> suppressed(llvm::ArrayRef<Finding> Findings) {
  std::vector<Finding> Out;
  llvm::copy_if(Findings, std::back_inserter(Out),
                [](const Finding &F) { return F.IsSuppressed; });
  return Out;
}

void AnalysisConsumer::HandleTranslationUnit(ASTContext &Ctx) {
  // A comment may be there for a finding that is not shown as a rule.
  bool JudgeSuppressions = Config.Checks.contains("coro-unused-suppression") &&
                           !Ctx.getDiagnostics().hasErrorOccurred();
  Confidence Least = Config.Least;
  if (JudgeSuppressions)
    Config.Least = Confidence::Possible;
  if (Earlier)
    TopLevel = Earlier(TopLevel);
  if (Stop && Stop())
    return;
  TUAnalysis Analysis = analyze(Ctx, TopLevel, Config);
  std::vector<Finding> &Findings = Analysis.Findings;
  markSuppressed(Ctx, Findings);
  std::vector<Finding> Suppressed = suppressed(Findings);
  llvm::erase_if(Findings, [&](const Finding &F) { return F.Sure < Least; });
  if (JudgeSuppressions)
    llvm::append_range(Findings, unusedSuppressions(Ctx.getSourceManager(),
                                                    Ctx.getLangOpts(),
                                                    Suppressed, Config.Checks));
  Out(Ctx, std::move(Analysis));
}

} // namespace coro_tidy
