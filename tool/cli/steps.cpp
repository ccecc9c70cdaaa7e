// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A run in steps, as a build system makes it: `analyze` and `link`.

#include "commands.h"
#include "exit_code.h"
#include "report_files.h"
#include "reporting.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coro_tidy {

int analyze(const CommandLineOptions &Given, const Work &Todo,
            RunOptions Options, const ModelSet &Models) {
  if (Given.Output.empty())
    return fail("analyze: name the file to write with -o");
  if (Todo.Files.size() != 1)
    return fail("analyze takes one file, not " + Twine(Todo.Files.size()));
  // Whoever links says which confidence is enough.
  Options.Host.Least = Confidence::Possible;
  TUResult Result;
  analyzeAll(
      *Todo.Database, Todo.Files, Models, Options,
      [&](TUResult R) { Result = std::move(R); }, [](size_t, StringRef) {});
  errs() << Result.Errors;
  if (Result.Failed)
    return CouldNotRun;
  std::vector<std::string> Inputs(Given.ModelFiles.begin(),
                                  Given.ModelFiles.end());
  for (StringRef Up = sys::path::parent_path(Todo.Files.front()); !Up.empty();
       Up = sys::path::parent_path(Up))
    if (std::string Settings = (Up + "/.clang-tidy").str();
        sys::fs::exists(Settings))
      Inputs.push_back(Settings);
  if (Error E = writeOutput(Given.Output, Given.Depfile, Result, Inputs))
    return fail(std::move(E));
  // Whatever its findings are, the file was made.
  return Result.Errors.empty() ? Clean : CouldNotRun;
}

int linkReports(const CommandLineOptions &Given) {
  if (Given.Paths.empty())
    return fail("link: no file given; name what 'coro-tidy analyze' wrote");
  auto IsShown = [&](StringRef Check) {
    return matches("*," + Given.Checks, Check);
  };
  Selection::Request Asked;
  Asked.IsWhole = true;
  Asked.Runs = [&](StringRef Check, StringRef) { return IsShown(Check); };
  auto How = reporting(Given, std::move(Asked));
  if (!How)
    return fail(How.takeError());
  if (!Given.Checks.empty())
    How->Options.IsShown = IsShown;
  LintReport Out(Given.Paths.size(), std::move(How->Options));
  for (const std::string &Path : Given.Paths) {
    auto Reports = readInput(Path);
    if (!Reports)
      return fail(Reports.takeError());
    std::string Errors;
    for (const TUReport &R : *Reports)
      Errors += R.Errors;
    if (Errors.empty())
      for (const TUReport &R : *Reports)
        How->Selected->saw(R.File);
    Out.add(std::move(*Reports), Errors, /*HasFailed=*/false);
  }
  return finish(Given, Out);
}

} // namespace coro_tidy
