// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs clang's front end with a command of the compile database.

#ifndef CORO_TIDY_TOOL_RUN_COMPILE_H
#define CORO_TIDY_TOOL_RUN_COMPILE_H

#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSet.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace coro_tidy {

/// Keeps errors, as text; warnings are the compiler's business. A file that is
/// compiled twice, with different flags, mostly has the same errors twice.
class ErrorPrinter : public clang::DiagnosticConsumer {
public:
  explicit ErrorPrinter(bool Color);
  void BeginSourceFile(const clang::LangOptions &LO,
                       const clang::Preprocessor *PP) override;
  void EndSourceFile() override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  /// All errors; of very many the first ones, which cause the others.
  std::string text();

  /// Of the last command.
  std::vector<clang::SourceLocation> Locations;

private:
  static constexpr size_t MaxShown = 20;
  void finishError();

  std::string Text, Current; ///< Current is one error with its notes.
  llvm::StringSet<> Known;
  llvm::raw_string_ostream OS;
  clang::DiagnosticOptions Options;
  std::unique_ptr<clang::TextDiagnosticPrinter> Printer;
  bool LastWasError = false;
};

/// Runs the actions that \p Make makes; \p Adjust may change the invocation
/// before. The command is freed of what only other compilers understand.
void runCommand(
    const clang::tooling::CompileCommand &Command, const std::string &File,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
    clang::DiagnosticConsumer &Diagnostics,
    const std::function<std::unique_ptr<clang::FrontendAction>()> &Make,
    const std::function<void(clang::CompilerInvocation &)> &Adjust);

} // namespace coro_tidy

#endif
