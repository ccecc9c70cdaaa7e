// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compile.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Options/Options.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace coro_tidy {

ErrorPrinter::ErrorPrinter(bool Color) : OS(Current) {
  Options.ShowColors = Color;
  OS.enable_colors(Color);
  Options.AbsolutePath = true; // folders of commands differ
  Printer = std::make_unique<TextDiagnosticPrinter>(OS, Options);
}

void ErrorPrinter::BeginSourceFile(const LangOptions &LO,
                                   const Preprocessor *PP) {
  Locations.clear(); // they belong to the SourceManager of the last command
  Printer->BeginSourceFile(LO, PP);
}

void ErrorPrinter::EndSourceFile() { Printer->EndSourceFile(); }

void ErrorPrinter::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                    const Diagnostic &Info) {
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

std::string ErrorPrinter::text() {
  finishError();
  if (Known.size() > MaxShown)
    Text += "note: " + std::to_string(Known.size() - MaxShown) +
            " more errors in this translation unit\n";
  return std::move(Text);
}

void ErrorPrinter::finishError() {
  if (!Current.empty() && Known.insert(Current).second &&
      Known.size() <= MaxShown)
    Text += Current;
  Current.clear();
}

namespace {

class Factory : public tooling::FrontendActionFactory {
public:
  Factory(const std::function<std::unique_ptr<FrontendAction>()> &Make,
          const std::function<void(CompilerInvocation &)> &Adjust)
      : Make(Make), Adjust(Adjust) {}
  std::unique_ptr<FrontendAction> create() override { return Make(); }
  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHOperations,
                     DiagnosticConsumer *Consumer) override {
    Adjust(*Invocation);
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(PCHOperations), Consumer);
  }

private:
  const std::function<std::unique_ptr<FrontendAction>()> &Make;
  const std::function<void(CompilerInvocation &)> &Adjust;
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

} // namespace

void runCommand(const tooling::CompileCommand &Command, const std::string &File,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                DiagnosticConsumer &Diagnostics,
                const std::function<std::unique_ptr<FrontendAction>()> &Make,
                const std::function<void(CompilerInvocation &)> &Adjust) {
  OneCommand Database(Command);
  tooling::ClangTool Tool(Database, {File},
                          std::make_shared<PCHContainerOperations>(),
                          std::move(Files));
  Tool.setDiagnosticConsumer(&Diagnostics);
  Tool.setPrintErrorMessage(false);
  Tool.appendArgumentsAdjuster(withoutForeignFlags);
  Tool.appendArgumentsAdjuster(withoutClangsDemands);
  Tool.appendArgumentsAdjuster(tooling::getInsertArgumentAdjuster(
      {"-resource-dir=" CORO_TIDY_RESOURCE_DIR, "-w", "-ferror-limit=0"},
      tooling::ArgumentInsertPosition::END));
  Factory Actions(Make, Adjust);
  Tool.run(&Actions);
}

} // namespace coro_tidy
