// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "runner.h"

#include "tool/common/consumer.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Frontend/Utils.h"
#include "clang/Options/Options.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <mutex>

using namespace clang;

namespace coro_tidy {
namespace {

/// Keeps errors, as text; warnings are the compiler's business. A file that is
/// compiled twice, with different flags, mostly has the same errors twice.
class ErrorPrinter : public DiagnosticConsumer {
public:
  explicit ErrorPrinter(bool Color) : OS(Current) {
    Options.ShowColors = Color;
    OS.enable_colors(Color);
    Options.AbsolutePath = true; // folders of commands differ
    Printer = std::make_unique<TextDiagnosticPrinter>(OS, Options);
  }
  void BeginSourceFile(const LangOptions &LO, const Preprocessor *PP) override {
    Locations.clear(); // they belong to the SourceManager of the last command
    Printer->BeginSourceFile(LO, PP);
  }
  void EndSourceFile() override { Printer->EndSourceFile(); }
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level != DiagnosticsEngine::Note) {
      finishError();
      LastWasError = Level >= DiagnosticsEngine::Error;
    }
    if (!LastWasError)
      return;
    if (Level != DiagnosticsEngine::Note && Info.getLocation().isValid())
      Locations.push_back(Info.getLocation());
    Printer->HandleDiagnostic(Level, Info);
  }

  /// All errors; of very many the first ones, which cause the others.
  std::string text() {
    finishError();
    if (Known.size() > MaxShown)
      Text += "note: " + std::to_string(Known.size() - MaxShown) +
              " more errors in this translation unit\n";
    return std::move(Text);
  }

  std::vector<SourceLocation> Locations;

private:
  static constexpr size_t MaxShown = 20;

  void finishError() {
    if (!Current.empty() && Known.insert(Current).second &&
        Known.size() <= MaxShown)
      Text += Current;
    Current.clear();
  }

  std::string Text, Current; ///< Current is one error with its notes.
  llvm::StringSet<> Known;
  llvm::raw_string_ostream OS;
  DiagnosticOptions Options;
  std::unique_ptr<TextDiagnosticPrinter> Printer;
  bool LastWasError = false;
};

/// All files that were read, the system's among them.
class InputCollector : public DependencyCollector {
public:
  bool needSystemDependencies() override { return true; }
};

class Action : public ASTFrontendAction {
public:
  Action(const AnalysisConfig &Config, AnalysisConsumer::Sink Out,
         std::shared_ptr<DependencyCollector> Inputs)
      : Config(Config), Out(std::move(Out)), Inputs(std::move(Inputs)) {}
  bool BeginInvocation(CompilerInstance &CI) override {
    // After a fatal error, such as a missing header, clang says no more; the
    // code below it would look sound.
    CI.getDiagnostics().setFatalsAsError(true);
    if (Inputs)
      CI.addDependencyCollector(Inputs);
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<AnalysisConsumer>(Config, Out, /*SkipBodies=*/true);
  }

private:
  const AnalysisConfig &Config;
  AnalysisConsumer::Sink Out;
  std::shared_ptr<DependencyCollector> Inputs;
};

class Factory : public tooling::FrontendActionFactory {
public:
  Factory(const AnalysisConfig &Config, AnalysisConsumer::Sink Out,
          std::shared_ptr<DependencyCollector> Inputs)
      : Config(Config), Out(std::move(Out)), Inputs(std::move(Inputs)) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Config, Out, Inputs);
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
  std::shared_ptr<DependencyCollector> Inputs;
};

/// Takes out what clang would refuse, so that a database made by g++ can be
/// read, and what loads code into the compiler that wrote it.
tooling::CommandLineArguments
withoutForeignFlags(const tooling::CommandLineArguments &Args,
                    llvm::StringRef) {
  if (Args.empty() || llvm::is_contained(Args, "--driver-mode=cl"))
    return Args;
  std::vector<const char *> Flags;
  for (const std::string &Arg : llvm::drop_begin(Args))
    Flags.push_back(Arg.c_str());
  unsigned MissingIndex, MissingCount;
  llvm::opt::InputArgList Parsed = getDriverOptTable().ParseArgs(
      Flags, MissingIndex, MissingCount,
      llvm::opt::Visibility(options::ClangOption));
  llvm::SmallDenseSet<size_t> Foreign;
  for (const llvm::opt::Arg *Arg : Parsed)
    if (Arg->getOption().matches(options::OPT_UNKNOWN) ||
        Arg->getOption().matches(options::OPT_fplugin_EQ) ||
        Arg->getOption().matches(options::OPT_fplugin_arg))
      Foreign.insert(Arg->getIndex() + 1);
  tooling::CommandLineArguments Out;
  for (size_t I = 0; I < Args.size(); ++I)
    if (!Foreign.contains(I))
      Out.push_back(Args[I]);
  return Out;
}

/// g++ does not know [[clang::coro_return_type]], which refuses plain functions
/// that return a task. Code that only g++ has compiled may have those (also
/// inside std::function), so there the attribute must not be: a library that
/// sets it offers a way out; corun's is this macro.
tooling::CommandLineArguments
withoutClangsDemands(const tooling::CommandLineArguments &Args,
                     llvm::StringRef) {
  if (Args.empty() || llvm::sys::path::filename(Args[0]).contains("clang"))
    return Args;
  tooling::CommandLineArguments Out(Args);
  Out.insert(Out.begin() + 1, "-DCORUN_NO_CORO_RETURN_TYPE");
  return Out;
}

/// A database that knows one way to compile one file. ClangTool would announce
/// on the terminal that a file is compiled more than once.
class OneCommand : public tooling::CompilationDatabase {
public:
  explicit OneCommand(tooling::CompileCommand Command)
      : Command(std::move(Command)) {}
  std::vector<tooling::CompileCommand>
  getCompileCommands(llvm::StringRef) const override {
    return {Command};
  }

private:
  tooling::CompileCommand Command;
};

void runTool(const tooling::CompilationDatabase &Database,
             const std::string &File, ErrorPrinter &Printer, Factory &Make) {
  // A file system of its own, so that threads may differ in working folder.
  tooling::ClangTool Tool(Database, {File},
                          std::make_shared<PCHContainerOperations>(),
                          llvm::vfs::createPhysicalFileSystem());
  Tool.setDiagnosticConsumer(&Printer);
  Tool.setPrintErrorMessage(false);
  Tool.appendArgumentsAdjuster(withoutForeignFlags);
  Tool.appendArgumentsAdjuster(withoutClangsDemands);
  Tool.appendArgumentsAdjuster(tooling::getInsertArgumentAdjuster(
      {"-resource-dir=" CORO_TIDY_RESOURCE_DIR, "-w", "-ferror-limit=0"},
      tooling::ArgumentInsertPosition::END));
  Tool.run(&Make);
}

TUResult analyzeOne(const tooling::CompilationDatabase &Database,
                    const std::string &File, const ModelSet &Models,
                    const RunOptions &Options) {
  TUResult Result;
  Result.File = File;
  auto Refuse = [&](const llvm::Twine &Why) {
    Result.Failed = true;
    Result.Errors += ("error: " + File + ": " + Why + "\n").str();
    return std::move(Result);
  };
  if (!llvm::sys::fs::exists(File))
    return Refuse("no such file, though the compile database lists it");
  auto Config = configure(File, Options.Host, Models);
  if (!Config)
    return Refuse(llvm::toString(Config.takeError()));
  ErrorPrinter Printer(Options.Color);
  Config->Analysis.Errors = &Printer.Locations;
  Config->Analysis.WholeProgram = true;
  bool Reached = false, HasCoroutines = true;
  auto Inputs =
      Options.WantsInputs ? std::make_shared<InputCollector>() : nullptr;
  Factory Make(
      Config->Analysis,
      [&](ASTContext &Ctx, TUAnalysis Analysis) {
        Reached = true;
        HasCoroutines &=
            Ctx.getLangOpts().Coroutines || !Ctx.getLangOpts().CPlusPlus;
        Result.Reports.push_back(
            makeReport(std::move(Analysis), Ctx, [&](llvm::StringRef Check) {
              return matches(Config->WarningsAsErrors, Check);
            }));
      },
      Inputs);
  llvm::CrashRecoveryContext Recovery;
  bool Crashed = !Recovery.RunSafely([&] {
    for (tooling::CompileCommand &Command : Database.getCompileCommands(File))
      runTool(OneCommand(std::move(Command)), File, Printer, Make);
  });
  Result.Errors = Printer.text();
  if (Inputs)
    Result.Inputs = Inputs->getDependencies().vec();
  // For whoever links: once, though there may be several commands.
  if (!Result.Reports.empty())
    Result.Reports.front().Errors = Result.Errors;
  if (!Result.Errors.empty() && !HasCoroutines)
    Result.Errors += "note: these flags turn coroutines off; they need "
                     "-std=c++20\n";
  if (Crashed)
    return Refuse("the analysis crashed on this file; please report it. Its "
                  "findings are missing");
  if (!Reached && Result.Errors.empty())
    return Refuse("clang could not be run on this file");
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
