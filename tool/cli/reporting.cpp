// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "reporting.h"

#include "exit_code.h"
#include "fix.h"

#include "tool/common/paths.h"
#include "tool/output/text.h"

#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coro_tidy {

/// What decides which findings are shown, or the reason why it cannot.
static Expected<Selection> selection(const CommandLineOptions &Given,
                                     Selection::Request Asked) {
  // As with a variable of a script that is not set.
  for (const cl::opt<std::string> *O :
       {&Given.BaselineFile, &Given.WriteBaseline, &Given.Diff, &Given.Patch})
    if (O->getNumOccurrences() && O->empty())
      return createStringError("--" + O->ArgStr + " needs a value");
  if (Given.Fix && !Given.WriteBaseline.empty())
    return createStringError("--fix and --write-baseline exclude each other; "
                             "fix first, then accept the rest");
  Asked.BaselineFile = Given.BaselineFile;
  Asked.WriteBaseline = Given.WriteBaseline;
  Asked.Diff = Given.Diff;
  Asked.Patch = Given.Patch;
  Asked.Least = Given.Least;
  return Selection::create(std::move(Asked));
}

Expected<Reporting> reporting(const CommandLineOptions &Given,
                              Selection::Request Asked) {
  Reporting Out;
  auto Selected = selection(Given, std::move(Asked));
  if (!Selected)
    return Selected.takeError();
  Out.Selected = std::make_unique<Selection>(std::move(*Selected));
  auto Formats = readFormats(Given.Formats);
  if (!Formats)
    return Formats.takeError();
  Out.Options.Formats = std::move(*Formats);
  Out.Options.Quiet = Given.Quiet;
  Out.Options.ExitZero = Given.ExitZero;
  Out.Options.Least = Given.Least;
  Out.Options.Judge = [By = Out.Selected.get()](RunResult &R) {
    return By->apply(R);
  };
  Out.Options.ProgressInterval = Given.ProgressInterval;
  return Out;
}

static void printSummary(const FixSummary &Summary) {
  std::string Here = absolutePath(".");
  for (const FixConflict &C : Summary.Conflicts)
    errs() << shownPlace(C.Left->Where, Here) << ": note: [" << C.Left->Check
           << "] is not fixed: that overlaps the fix of [" << C.Applied->Check
           << "] at " << shownPlace(C.Applied->Where, Here) << "\n";
  errs() << counted(Summary.Applied, "finding") << " fixed in "
         << counted(Summary.Files, "file");
  if (size_t Left = Summary.Conflicts.size())
    errs() << "; " << counted(Left, "finding")
           << " left, whose fixes overlap others: run again";
  errs() << "\n";
}

int finish(const CommandLineOptions &Given, LintReport &Out,
           bool IsInterrupted) {
  if (Error E = Out.finish())
    return fail(std::move(E));
  if (!Given.Fix || IsInterrupted)
    return Out.exitCode();
  std::vector<PlacedFinding> Findings = Out.findings();
  auto Summary = applyFixes(Findings);
  if (!Summary)
    return fail(Summary.takeError());
  if (!Given.Quiet)
    printSummary(*Summary);
  return Out.exitCode();
}

} // namespace coro_tidy
