// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "flags.h"

#include "clang/Options/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"

using namespace clang;

namespace coro_tidy {

llvm::Expected<std::unique_ptr<tooling::CompilationDatabase>>
readFlags(llvm::ArrayRef<std::string> AfterDashes,
          std::vector<std::string> &Files) {
  std::vector<std::string> Command(AfterDashes);
  // What begins with no flag and is no file is the compiler, whose own flags
  // may be unknown to clang.
  bool HasCompiler = false;
  if (!Command.empty() && !llvm::StringRef(Command[0]).starts_with("-") &&
      (!llvm::sys::fs::exists(Command[0]) ||
       llvm::sys::fs::can_execute(Command[0]))) {
    HasCompiler = true;
    Command.erase(Command.begin());
  }
  std::vector<const char *> Args;
  for (const std::string &Arg : Command)
    Args.push_back(Arg.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  llvm::opt::InputArgList Parsed = getDriverOptTable().ParseArgs(
      Args, MissingIndex, MissingCount,
      llvm::opt::Visibility(options::ClangOption));
  if (MissingCount)
    return llvm::createStringError("the flag '" + Command[MissingIndex] +
                                   "' wants an argument");
  llvm::SmallSet<size_t, 4> Inputs;
  bool TakesFiles = Files.empty();
  for (const llvm::opt::Arg *Arg : Parsed) {
    if (!HasCompiler && Arg->getOption().matches(options::OPT_UNKNOWN))
      return llvm::createStringError("unknown argument: '" +
                                     Command[Arg->getIndex()] + "'");
    if (!Arg->getOption().matches(options::OPT_INPUT))
      continue;
    Inputs.insert(Arg->getIndex());
    if (TakesFiles)
      Files.push_back(Arg->getValue());
  }
  std::vector<std::string> Flags;
  for (size_t I = 0; I < Command.size(); ++I)
    if (!Inputs.contains(I))
      Flags.push_back(Command[I]);
  return std::make_unique<tooling::FixedCompilationDatabase>(".", Flags);
}

} // namespace coro_tidy
