// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "lint_report.h"

#include "checks/program/close.h"
#include "tool/output/format.h"
#include "tool/output/text.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace coro_tidy {

bool hasColor(raw_ostream &OS) {
  return WithColor::defaultAutoDetectFunction()(OS);
}

std::string counted(size_t N, StringRef What) {
  return (Twine(N) + " " + What + (N == 1 ? "" : "s")).str();
}

LintReport::LintReport(size_t Total, Options Choice)
    : Total(Total), Choice(std::move(Choice)),
      ShowProgress(!this->Choice.Quiet &&
                   sys::Process::StandardErrIsDisplayed()) {
  if (sys::fs::current_path(Here))
    Here.clear();
}

void LintReport::started(size_t N, StringRef File) {
  if (ShowProgress)
    errs() << "\r\x1b[K[" << N << "/" << Total << "] " << File;
}

void LintReport::clearProgress() {
  if (ShowProgress)
    errs() << "\r\x1b[K";
}

void LintReport::add(std::vector<TUReport> New, StringRef Errors,
                     bool HasFailed) {
  if (!Errors.empty()) {
    clearProgress();
    printErrors(Errors);
    ++(HasFailed ? Failed : Broken);
  }
  for (TUReport &R : New)
    Reports.push_back(std::move(R));
}

/// Compilers begin the lines that name a place with its path.
void LintReport::printErrors(StringRef Text) {
  for (StringRef Line : split(Text.rtrim('\n'), '\n')) {
    for (StringRef Before : {"\x1b[1m", "In file included from ", "error: "})
      if (Line.consume_front(Before))
        errs() << Before;
    errs() << shownPath(Line, Here) << "\n";
  }
}

void LintReport::finish() {
  clearProgress();
  Kept = link(std::move(Reports), Choice.Least);
  erase_if(Kept, [](const PlacedFinding &F) { return F.IsSuppressed; });
  if (Choice.IsShown)
    erase_if(Kept,
             [&](const PlacedFinding &F) { return !Choice.IsShown(F.Check); });
  addLines(Kept);
  RunResult Result;
  for (const PlacedFinding &F : Kept)
    Result.Findings.push_back({F});
  Result.Folder = std::string(Here);
  Result.Units = Total;
  Result.Broken = Broken;
  Result.Failed = Failed;
  findFormat("text")->Create()->write(outs(), Result);
  outs().flush();
  summary();
}

void LintReport::summary() {
  if (Choice.Quiet)
    return;
  StringSet<> Files;
  for (const PlacedFinding &F : Kept)
    Files.insert(F.Where.File);
  errs() << counted(Kept.size(), "finding");
  if (!Kept.empty())
    errs() << " in " << counted(Files.size(), "file");
  errs() << "; " << counted(Total - Failed, "translation unit") << " checked";
  if (Broken)
    errs() << ", " << Broken << " with compiler errors";
  if (Failed)
    errs() << ", " << Failed << " could not be checked";
  errs() << "\n";
}

int LintReport::exitCode() const {
  if (Broken || Failed)
    return 2;
  return Kept.empty() || Choice.ExitZero ? 0 : 1;
}

} // namespace coro_tidy
