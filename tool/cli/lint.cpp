// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The run without a subcommand.

#include "commands.h"
#include "exit_code.h"
#include "reporting.h"

#include "tool/common/paths.h"
#include "tool/run/run_stats.h"

#include "llvm/Support/Signals.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace coro_tidy {

/// By Ctrl-C; a second one ends the program at once.
static std::atomic<bool> Interrupted = false;

/// A unit that did not parse says nothing of what is no longer found.
static void noteSeen(Selection &Selected, const TUResult &R) {
  if (!R.Errors.empty())
    return;
  Selected.saw(R.File);
  for (const std::string &Input : R.Inputs)
    Selected.saw(absolutePath(Input));
}

static void prune(ResultCache &Cache, uint64_t MaxBytes) {
  if (std::string Problem = Cache.problem(); !Problem.empty())
    WithColor::warning(errs(), "coro-tidy")
        << "the cache could not be written: " << Problem << "\n";
  Cache.prune(MaxBytes);
}

static Selection::Request request(const CommandLineOptions &Given,
                                  const Work &Todo, const HostOptions &Host,
                                  const ModelSet &Models) {
  Selection::Request Asked;
  Asked.Files = Todo.Files;
  Asked.IsWhole = Given.sources().empty();
  Asked.Runs = [&Host, &Models](StringRef Check, StringRef File) {
    auto Config = configure(File, Host, Models);
    if (!Config)
      consumeError(Config.takeError()); // said by the unit that it is for
    return Config && Config->Analysis.Checks.contains(Check);
  };
  return Asked;
}

int lint(const CommandLineOptions &Given, const Work &Todo, RunOptions Options,
         const ModelSet &Models) {
  auto How = reporting(Given, request(Given, Todo, Options.Host, Models));
  if (!How)
    return fail(How.takeError());
  LintReport Out(Todo.Files.size(), std::move(How->Options));
  bool HasBaseline =
      !Given.BaselineFile.empty() || !Given.WriteBaseline.empty();
  RunStats Times;
  Options.Stop = &Interrupted;
  sys::SetInterruptFunction([] { Interrupted = true; });
  analyzeAll(
      *Todo.Database, Todo.Files, Models, Options,
      [&](TUResult R) {
        Times.add(R);
        if (R.From == TUResult::Origin::Stopped)
          return Out.stopped();
        if (HasBaseline)
          noteSeen(*How->Selected, R);
        Out.add(std::move(R.Reports), R.Errors, R.Failed);
      },
      [&](size_t N, StringRef File) { Out.started(N, File); });
  if (Options.Cache)
    prune(*Options.Cache, static_cast<uint64_t>(Given.CacheSize) << 20);
  int Code = finish(Given, Out, Interrupted);
  if (Given.Stats)
    Times.print(errs());
  return Code;
}

} // namespace coro_tidy
