// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "lint_report.h"

#include "checks/program/close.h"
#include "tool/output/run_errors.h"
#include "tool/output/text.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
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

LintReport::LintReport(size_t Total, Options Chosen)
    : Choice(std::move(Chosen)) {
  ShowProgress = !Choice.Quiet && sys::Process::StandardErrIsDisplayed();
  Result.Units = Total;
  if (SmallString<256> Here; !sys::fs::current_path(Here))
    Result.Folder = std::string(Here);
  Start = LastLine = std::chrono::steady_clock::now();
}

void LintReport::started(size_t N, StringRef File) {
  Finished = N - 1; // but for those on other threads
  if (ShowProgress)
    errs() << "\r\x1b[K[" << N << "/" << Result.Units << estimate() << "] "
           << shownPath(File, Result.Folder);
  else
    progress();
}

/// How long the rest takes, if it goes on as it went so far; the longest units
/// come first, so it is rather less.
std::string LintReport::estimate() const {
  using namespace std::chrono;
  auto Spent = duration_cast<seconds>(steady_clock::now() - Start).count();
  if (!Finished || Spent < 2)
    return "";
  uint64_t Left = Spent * (Result.Units - Finished) / Finished;
  return (Left < 60 ? ", " + Twine(Left) + " s left"
                    : ", " + Twine((Left + 59) / 60) + " min left")
      .str();
}

/// A line every so often, for who reads a log while it grows.
void LintReport::progress() {
  using namespace std::chrono;
  auto Now = steady_clock::now();
  if (Choice.Quiet || !Finished ||
      Now - LastLine < seconds(Choice.ProgressInterval))
    return;
  LastLine = Now;
  errs() << "coro-tidy: " << Finished << " of "
         << counted(Result.Units, "translation unit") << estimate() << "\n";
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
    keepErrors(Errors);
    ++(HasFailed ? Result.Failed : Result.Broken);
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
    errs() << shownPath(Line, Result.Folder) << "\n";
  }
}

/// One in a header comes with every translation unit that includes it.
void LintReport::keepErrors(StringRef Text) {
  for (std::string &Each : splitErrors(Text)) {
    RunError E = parseError(Each);
    std::string Key =
        (E.File + ":" + Twine(E.Line) + ":" + Twine(E.Column) + ":" + E.Message)
            .str();
    if (KnownErrors.insert(Key).second)
      Result.Errors.push_back(std::move(Each));
  }
}

std::vector<PlacedFinding> LintReport::findings() const {
  std::vector<PlacedFinding> Out;
  for (const ReportedFinding &F : Result.Findings)
    if (F.isShown())
      Out.push_back(F.Finding);
  return Out;
}

Error LintReport::finish() {
  clearProgress();
  std::vector<PlacedFinding> Linked = link(std::move(Reports), Choice.Least);
  if (Choice.IsShown)
    erase_if(Linked,
             [&](const PlacedFinding &F) { return !Choice.IsShown(F.Check); });
  addLines(Linked);
  for (PlacedFinding &F : Linked) {
    ReportedFinding &Reported = Result.Findings.emplace_back();
    Reported.IsSuppressed = F.IsSuppressed;
    Reported.Finding = std::move(F);
  }
  Result.WasInterrupted = Stopped > 0;
  std::vector<std::string> Remarks;
  Error Wrong = Error::success();
  if (Choice.Judge) {
    if (auto Said = Choice.Judge(Result))
      Remarks = std::move(*Said);
    else
      Wrong = joinErrors(std::move(Wrong), Said.takeError());
  }
  Result.ExitCode = Wrong ? 2 : exitCode();
  Wrong = joinErrors(std::move(Wrong), writeFormats(Choice.Formats, Result));
  summary(Remarks);
  return Wrong;
}

void LintReport::summary(ArrayRef<std::string> Remarks) {
  if (Choice.Quiet)
    return;
  std::vector<PlacedFinding> Shown = findings();
  StringSet<> Files;
  for (const PlacedFinding &F : Shown)
    Files.insert(F.Where.File);
  errs() << counted(Shown.size(), "finding");
  if (!Shown.empty())
    errs() << " in " << counted(Files.size(), "file");
  errs() << "; "
         << counted(Result.Units - Result.Failed - Stopped, "translation unit")
         << " checked";
  if (Result.Broken)
    errs() << ", " << Result.Broken << " with compiler errors";
  if (Result.Failed)
    errs() << ", " << Result.Failed << " could not be checked";
  if (Stopped)
    errs() << ", " << Stopped << " not: the run was interrupted";
  errs() << "\n";
  for (const std::string &Remark : Remarks)
    errs() << Remark << "\n";
}

int LintReport::exitCode() const {
  if (Result.Broken || Result.Failed || Result.WasInterrupted)
    return 2;
  return none_of(Result.Findings, [](auto &F) { return F.isShown(); }) ||
                 Choice.ExitZero
             ? 0
             : 1;
}

} // namespace coro_tidy
