// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "selection.h"

#include "lint_report.h"

#include "tool/common/config.h"
#include "tool/common/paths.h"
#include "tool/output/output_file.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

#include <set>

using namespace llvm;

namespace coro_tidy {

Expected<Selection> Selection::create(Request Asked) {
  Selection Out;
  Out.Asked = std::move(Asked);
  for (const std::string &File : Out.Asked.Files)
    if (Error E = Out.ByPath.verify(File))
      return E;
  if (Error E = Out.readBaseline())
    return E;
  if (Error E = Out.readChanges())
    return E;
  return Out;
}

Error Selection::readBaseline() {
  StringRef File = Asked.BaselineFile;
  // What this run does not check stays in the file that is written over.
  if (File.empty() && sys::fs::exists(Asked.WriteBaseline))
    File = Asked.WriteBaseline;
  if (!File.empty()) {
    auto Read = Baseline::read(File);
    if (!Read)
      return Read.takeError();
    Known = std::move(*Read);
  }
  return Asked.WriteBaseline.empty() ? Error::success()
                                     : verifyWritable(Asked.WriteBaseline);
}

Error Selection::readChanges() {
  if (Asked.Diff.empty() && Asked.Patch.empty())
    return Error::success();
  if (!Asked.Diff.empty() && !Asked.Patch.empty())
    return createStringError("--diff and --patch exclude each other");
  if (!Asked.WriteBaseline.empty())
    return createStringError("a baseline is of all findings: --write-baseline "
                             "excludes --diff and --patch");
  Changed.emplace();
  if (!Asked.Diff.empty())
    return Changed->addGitDiff(Asked.Diff);
  auto Buffer = MemoryBuffer::getFileOrSTDIN(Asked.Patch, /*IsText=*/false);
  if (!Buffer)
    return createStringError("cannot read patch '" + Asked.Patch +
                             "': " + Buffer.getError().message());
  StringRef Name =
      Asked.Patch == "-" ? "standard input" : StringRef(Asked.Patch);
  return Changed->addPatch(MemoryBufferRef((*Buffer)->getBuffer(), Name),
                           {absolutePath("."), projectRoot("./file.cpp")},
                           /*Verify=*/true);
}

void Selection::saw(StringRef File) {
  // Most headers come with many translation units.
  if (Names.insert(File).second)
    Seen.insert(realPath(File));
}

bool Selection::isJudged(const BaselineEntry &E) const {
  if (!sys::fs::exists(E.File))
    return Asked.IsWhole;
  // A chain may lead through a translation unit that is missing here.
  const CheckInfo *Check = findCheck(E.Check);
  if (Check && Check->Describe && !(Asked.IsWhole && IsComplete))
    return false;
  return Seen.contains(E.File) && E.Sure >= Asked.Least &&
         Asked.Runs(E.Check, E.File);
}

static size_t count(const RunResult &Result, BaselineState State) {
  return count_if(Result.Findings, [&](const ReportedFinding &R) {
    return R.Baseline == State;
  });
}

Error Selection::applyProfiles(RunResult &Result) {
  std::set<std::string> Mistakes; // one .coro-tidy file, many findings
  erase_if(Result.Findings, [&](const ReportedFinding &R) {
    const PlacedFinding &F = R.Finding;
    auto Shown = ByPath.isShown(F.Where.File, F.Check, F.Sure);
    if (!Shown)
      Mistakes.insert(toString(Shown.takeError()));
    return Shown && !*Shown;
  });
  Error All = Error::success();
  for (const std::string &Mistake : Mistakes)
    All = joinErrors(std::move(All), createStringError(Mistake));
  return All;
}

static std::string are(size_t N) { return N == 1 ? " is" : " are"; }

void Selection::compare(RunResult &Result, std::vector<std::string> &Remarks) {
  Known->compare(Result.Findings,
                 [&](const BaselineEntry &E) { return isJudged(E); });
  if (size_t N = count(Result, BaselineState::Unchanged))
    Remarks.push_back(counted(N, "finding") + are(N) + " in the baseline");
  size_t Fixed = count(Result, BaselineState::Absent);
  if (!Fixed)
    return;
  std::string Remark =
      counted(Fixed, "finding") + " of the baseline" + are(Fixed) + " fixed";
  if (Asked.WriteBaseline.empty())
    Remark += std::string("; --write-baseline removes ") +
              (Fixed == 1 ? "it" : "them");
  Remarks.push_back(std::move(Remark));
}

Expected<std::vector<std::string>> Selection::apply(RunResult &Result) {
  std::vector<std::string> Remarks;
  IsComplete = !Result.Broken && !Result.Failed && !Result.WasInterrupted;
  if (Error E = applyProfiles(Result))
    return E;
  if (Known)
    compare(Result, Remarks);
  if (Changed) {
    size_t Left = 0;
    erase_if(Result.Findings, [&](const ReportedFinding &R) {
      if (Changed->concern(R.Finding))
        return false;
      Left += R.isShown();
      return true;
    });
    if (Left)
      Remarks.push_back(counted(Left, "finding") + are(Left) +
                        " outside of the change");
  }
  if (Asked.WriteBaseline.empty())
    return Remarks;
  if (Result.WasInterrupted) {
    Remarks.push_back("no baseline was written");
    return Remarks;
  }
  if (Error E = write(Result, Remarks))
    return E;
  // Without --baseline, all that was found is accepted from now on.
  if (Asked.BaselineFile.empty())
    for (ReportedFinding &R : Result.Findings)
      if (!R.IsSuppressed && R.Baseline != BaselineState::Absent)
        R.Baseline = BaselineState::Unchanged;
  return Remarks;
}

Error Selection::write(const RunResult &Result,
                       std::vector<std::string> &Remarks) const {
  auto IsAccepted = [&](const ReportedFinding &R) {
    if (R.IsSuppressed || R.Baseline == BaselineState::Absent)
      return false;
    return Asked.BaselineFile.empty() || R.Baseline == BaselineState::Unchanged;
  };
  std::vector<BaselineEntry> Keep;
  if (Known)
    Keep = Known->unjudged();
  size_t N = count_if(Result.Findings, IsAccepted);
  for (const BaselineEntry &E : Keep)
    N += E.Count;
  if (Error E =
          writeBaseline(Asked.WriteBaseline, Result.Findings, IsAccepted, Keep))
    return E;
  Remarks.push_back("baseline '" + Asked.WriteBaseline + "' has " +
                    counted(N, "finding"));
  return Error::success();
}

} // namespace coro_tidy
