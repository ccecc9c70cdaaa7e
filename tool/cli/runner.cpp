// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "runner.h"

#include "tool/common/consumer.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <mutex>

using namespace clang;

namespace coro_tidy {
namespace {

/// Keeps errors, as text; warnings are the compiler's business.
class ErrorPrinter : public DiagnosticConsumer {
public:
  ErrorPrinter(std::string &Text, bool Color) : OS(Text) {
    Options.ShowColors = Color;
    Printer = std::make_unique<TextDiagnosticPrinter>(OS, Options);
  }
  void BeginSourceFile(const LangOptions &LO, const Preprocessor *PP) override {
    Printer->BeginSourceFile(LO, PP);
  }
  void EndSourceFile() override { Printer->EndSourceFile(); }
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    bool IsNote = Level == DiagnosticsEngine::Note;
    if (!IsNote)
      LastWasError = Level >= DiagnosticsEngine::Error;
    if (!LastWasError)
      return;
    if (!IsNote) {
      ++Errors;
      if (Info.getLocation().isValid())
        Locations.push_back(Info.getLocation());
    }
    Printer->HandleDiagnostic(Level, Info);
  }

  unsigned Errors = 0;
  std::vector<SourceLocation> Locations;

private:
  llvm::raw_string_ostream OS;
  DiagnosticOptions Options;
  std::unique_ptr<TextDiagnosticPrinter> Printer;
  bool LastWasError = false;
};

class Action : public ASTFrontendAction {
public:
  Action(const AnalysisConfig &Config, AnalysisConsumer::Sink Out)
      : Config(Config), Out(std::move(Out)) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<AnalysisConsumer>(Config, Out, /*SkipBodies=*/true);
  }

private:
  const AnalysisConfig &Config;
  AnalysisConsumer::Sink Out;
};

class Factory : public tooling::FrontendActionFactory {
public:
  Factory(const AnalysisConfig &Config, AnalysisConsumer::Sink Out)
      : Config(Config), Out(std::move(Out)) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Config, Out);
  }
  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHOperations,
                     DiagnosticConsumer *Consumer) override {
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(PCHOperations), Consumer);
  }

private:
  const AnalysisConfig &Config;
  AnalysisConsumer::Sink Out;
};

/// Takes g++'s own spellings out of a command, so that a database made by g++
/// can be read: clang refuses them.
tooling::CommandLineArguments
withoutGccFlags(const tooling::CommandLineArguments &Args, llvm::StringRef) {
  tooling::CommandLineArguments Out;
  for (const std::string &Arg : Args) {
    bool GccOnly = llvm::StringSwitch<bool>(Arg)
                       .Cases({"-fcoroutines", "-fmodules-ts",
                               "-fno-canonical-system-headers", "-fconcepts",
                               "-fno-implicit-templates-gcc", "-fanalyzer",
                               "-mno-fp-ret-in-387"},
                              true)
                       .StartsWith("-fconcepts-diagnostics-depth=", true)
                       .StartsWith("-fmodule-mapper=", true)
                       .StartsWith("-fdeps-format=", true)
                       .StartsWith("-fplugin=", true)
                       .StartsWith("-fplugin-arg-", true)
                       .Default(false);
    if (!GccOnly)
      Out.push_back(Arg);
  }
  return Out;
}

TUResult analyzeOne(const tooling::CompilationDatabase &Database,
                    const std::string &File, const ModelSet &Models,
                    const RunOptions &Options) {
  TUResult Result;
  Result.File = File;
  auto Refuse = [&](llvm::Twine Why) {
    Result.Failed = true;
    Result.Errors = ("error: " + File + ": " + Why + "\n").str();
  };
  if (!llvm::sys::fs::exists(File)) {
    Refuse("no such file, though the compile database lists it");
    return Result;
  }
  auto Config = configure(File, Options.Host, Models);
  if (!Config) {
    Refuse(llvm::toString(Config.takeError()));
    return Result;
  }
  ErrorPrinter Printer(Result.Errors, Options.Color);
  Config->Analysis.Errors = &Printer.Locations;
  bool Reached = false;
  Factory Make(Config->Analysis,
               [&](ASTContext &Ctx, const std::vector<Finding> &Findings) {
                 Reached = true;
                 for (const Finding &F : Findings) {
                   Result.Findings.push_back(place(F, Ctx));
                   Result.Findings.back().IsError =
                       matches(Config->WarningsAsErrors, F.Check);
                 }
               });
  // A file system of its own, so that threads may differ in working folder.
  tooling::ClangTool Tool(Database, {File},
                          std::make_shared<PCHContainerOperations>(),
                          llvm::vfs::createPhysicalFileSystem());
  Tool.setDiagnosticConsumer(&Printer);
  Tool.setPrintErrorMessage(false);
  Tool.appendArgumentsAdjuster(withoutGccFlags);
  Tool.appendArgumentsAdjuster(tooling::getInsertArgumentAdjuster(
      {"-resource-dir=" CORO_TIDY_RESOURCE_DIR, "-w"},
      tooling::ArgumentInsertPosition::END));
  bool Crashed = false;
  llvm::CrashRecoveryContext Recovery;
  if (!Recovery.RunSafely([&] { Tool.run(&Make); }))
    Crashed = true;
  Result.ErrorCount = Printer.Errors;
  if (Crashed)
    Refuse("the analysis crashed on this file; please report it. Its findings "
           "are missing");
  else if (!Reached && Result.Errors.empty())
    Refuse("clang could not be run on this file");
  return Result;
}

} // namespace

void analyzeAll(const tooling::CompilationDatabase &Database,
                llvm::ArrayRef<std::string> Files, const ModelSet &Models,
                const RunOptions &Options,
                const std::function<void(TUResult)> &Done,
                const std::function<void(size_t, llvm::StringRef)> &Started) {
  llvm::CrashRecoveryContext::Enable();
  std::mutex Lock;
  std::map<size_t, TUResult> Waiting;
  size_t Begun = 0, Next = 0;
  auto Deliver = [&](size_t Index, TUResult Result) {
    std::lock_guard<std::mutex> Guard(Lock);
    Waiting.emplace(Index, std::move(Result));
    for (auto It = Waiting.find(Next); It != Waiting.end();
         It = Waiting.find(++Next)) {
      Done(std::move(It->second));
      Waiting.erase(It);
    }
  };
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Options.Threads));
  for (size_t I = 0; I < Files.size(); ++I)
    Pool.async([&, I] {
      {
        std::lock_guard<std::mutex> Guard(Lock);
        Started(++Begun, Files[I]);
      }
      Deliver(I, analyzeOne(Database, Files[I], Models, Options));
    });
  Pool.wait();
}

} // namespace coro_tidy
