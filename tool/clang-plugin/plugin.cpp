// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The checks as a clang plugin: `clang++ -fplugin=coro-tidy-clang.so`, and in a
// stock clangd by preloading (docs/clangd.md). Findings are diagnostics of the
// compiler it runs in, with fix-its as quick fixes.

#include "tool/common/config.h"
#include "tool/common/consumer.h"
#include "tool/common/profiles.h"

#include "checks/program/report.h"

#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "llvm/ADT/StringSwitch.h"

#include <cstdlib>
#include <optional>

using namespace clang;

namespace coro_tidy {
namespace {

/// A preloaded library is handed on to child processes, which are not clangd.
struct NoInheritedPreload {
  NoInheritedPreload() { ::unsetenv("LD_PRELOAD"); }
} const Once;

void emit(DiagnosticsEngine &Diags, const Finding &F, bool IsError) {
  unsigned Id = Diags.getDiagnosticIDs()->getCustomDiagID(
      IsError ? DiagnosticIDs::Error : DiagnosticIDs::Warning, "%0 [%1]");
  unsigned NoteId =
      Diags.getDiagnosticIDs()->getCustomDiagID(DiagnosticIDs::Note, "%0");
  {
    DiagnosticBuilder D = Diags.Report(F.Loc, Id);
    D << F.Message << F.Check;
    if (F.Range.isValid())
      D << F.Range;
    for (const FixItHint &Hint : F.FixIts)
      D << Hint;
  }
  for (const Note &N : F.Notes)
    Diags.Report(N.Loc, NoteId) << N.Message;
}

void complain(DiagnosticsEngine &Diags, llvm::Error E) {
  Diags.Report(Diags.getDiagnosticIDs()->getCustomDiagID(
      DiagnosticIDs::Error, "coro-tidy plugin: %0"))
      << llvm::toString(std::move(E));
}

/// Reports the findings that are wanted in their files.
void emitAll(ASTContext &Ctx, const TUAnalysis &Analysis,
             llvm::StringRef AsErrors) {
  Profiles Known;
  const SourceManager &SM = Ctx.getSourceManager();
  for (const Finding &F : Analysis.Findings) {
    if (F.IsSuppressed)
      continue;
    std::string File = absolutePath(SM.getFileID(SM.getFileLoc(F.Loc)), SM);
    auto Shown = Known.isShown(File, F.Check, F.Sure);
    if (!Shown)
      return complain(Ctx.getDiagnostics(), Shown.takeError());
    if (*Shown)
      emit(Ctx.getDiagnostics(), F, matches(AsErrors, F.Check));
  }
}

class Plugin : public PluginASTAction {
public:
  ActionType getActionType() override { return AddAfterMainAction; }

protected:
  bool ParseArgs(const CompilerInstance &CI,
                 const std::vector<std::string> &Args) override {
    auto Complain = [&](llvm::Error E) {
      complain(CI.getDiagnostics(), std::move(E));
      return false;
    };
    auto Builtin = ModelSet::builtin();
    if (!Builtin)
      return Complain(Builtin.takeError());
    Models = std::make_shared<ModelSet>(std::move(*Builtin));
    for (const std::string &Arg : Args) {
      auto [Key, Value] = llvm::StringRef(Arg).split('=');
      if (Key == "checks") {
        Host.Checks = Value;
        if (llvm::Error E = verifyGlobs(Value, "checks"))
          return Complain(std::move(E));
      } else if (Key == "warnings-as-errors") {
        Host.WarningsAsErrors = Value;
        if (llvm::Error E = verifyGlobs(Value, Key))
          return Complain(std::move(E));
      } else if (Key == "header-filter") {
        Host.HeaderFilter = Value;
      } else if (Key == "model") {
        if (llvm::Error E = Models->addFile(Value))
          return Complain(std::move(E));
      } else if (Key == "option") {
        if (llvm::Error E = addCheckOption(Host, Value, Key))
          return Complain(std::move(E));
      } else if (Key == "confidence") {
        auto Least = llvm::StringSwitch<std::optional<Confidence>>(Value)
                         .Case("possible", Confidence::Possible)
                         .Case("likely", Confidence::Likely)
                         .Case("certain", Confidence::Certain)
                         .Default(std::nullopt);
        if (!Least)
          return Complain(llvm::createStringError(
              "confidence is possible, likely or certain, not '" + Value +
              "'"));
        Host.Least = *Least;
      } else {
        return Complain(llvm::createStringError(
            "unknown argument '" + Arg +
            "'; known are checks=, warnings-as-errors=, header-filter=, "
            "model=, option=, confidence="));
      }
    }
    return true;
  }

  std::unique_ptr<ASTConsumer>
  CreateASTConsumer(CompilerInstance &CI, llvm::StringRef File) override {
    auto Config = configure(File, Host, *Models);
    if (!Config) {
      complain(CI.getDiagnostics(), Config.takeError());
      return std::make_unique<ASTConsumer>();
    }
    // The models live as long as the consumer that refers to them.
    auto Sink = [AsErrors = Config->WarningsAsErrors,
                 Keep = Models](ASTContext &Ctx, TUAnalysis Analysis) {
      emitAll(Ctx, Analysis, AsErrors);
    };
    return std::make_unique<AnalysisConsumer>(std::move(Config->Analysis),
                                              std::move(Sink),
                                              /*SkipBodies=*/false);
  }

private:
  HostOptions Host;
  std::shared_ptr<ModelSet> Models;
};

} // namespace
} // namespace coro_tidy

// Without a hyphen: clang takes `-fplugin-arg-<name>-<argument>` apart at the
// first one.
static FrontendPluginRegistry::Add<coro_tidy::Plugin>
    Registration("corotidy", "find misuse of C++20 coroutines");
