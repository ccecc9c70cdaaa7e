// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "selection.h"

#include "lint_report.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace coro_tidy {

Expected<Selection> Selection::create(Request Asked) {
  Selection Out;
  StringRef File = Asked.BaselineFile;
  // What this run does not check stays in the file that is written over.
  if (File.empty() && sys::fs::exists(Asked.WriteBaseline))
    File = Asked.WriteBaseline;
  if (!File.empty()) {
    auto Read = Baseline::read(File);
    if (!Read)
      return Read.takeError();
    Out.Known = std::move(*Read);
  }
  if (!Asked.WriteBaseline.empty())
    if (Error E = verifyBaselineWritable(Asked.WriteBaseline))
      return E;
  Out.Asked = std::move(Asked);
  return Out;
}

void Selection::saw(StringRef File) {
  SmallString<256> Real;
  Seen.insert(sys::fs::real_path(File, Real) ? File : StringRef(Real));
}

bool Selection::isJudged(const BaselineEntry &E) const {
  if (!sys::fs::exists(E.File))
    return Asked.IsWhole;
  return Seen.contains(E.File) && E.Sure >= Asked.Least &&
         Asked.Runs(E.Check, E.File);
}

static size_t count(const RunResult &Result, BaselineState State) {
  return count_if(Result.Findings, [&](const ReportedFinding &R) {
    return R.Baseline == State;
  });
}

Expected<std::vector<std::string>> Selection::apply(RunResult &Result) {
  std::vector<std::string> Remarks;
  if (Known) {
    Known->compare(Result.Findings,
                   [&](const BaselineEntry &E) { return isJudged(E); });
    if (size_t N = count(Result, BaselineState::Unchanged))
      Remarks.push_back(counted(N, "finding") + (N == 1 ? " is" : " are") +
                        " in the baseline");
    if (size_t N = count(Result, BaselineState::Absent))
      Remarks.push_back(counted(N, "finding") + " of the baseline " +
                        (N == 1 ? "is" : "are") + " fixed" +
                        (Asked.WriteBaseline.empty()
                             ? std::string("; --write-baseline removes ") +
                                   (N == 1 ? "it" : "them")
                             : ""));
  }
  if (Asked.WriteBaseline.empty())
    return Remarks;
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
