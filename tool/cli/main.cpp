// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "commands.h"
#include "exit_code.h"
#include "man_page.h"
#include "run_options.h"

#include "llvm/Support/Signals.h"

using namespace llvm;
using namespace coro_tidy;

namespace {

/// Of the user's models, the first mistake.
Expected<ModelSet> readModels(const CommandLineOptions &Given) {
  auto Models = ModelSet::builtin();
  if (!Models)
    return Models;
  for (const std::string &File : Given.ModelFiles)
    if (Error E = Models->addFile(File))
      return E;
  return Models;
}

/// The commands that parse sources.
int runOnSources(const CommandLineOptions &Given, const ModelSet &Models,
                 const char *Argv0) {
  auto Options = runOptions(Given, Models);
  if (!Options)
    return fail(Options.takeError());
  auto Todo = findWork(Given);
  if (!Todo)
    return fail(Todo.takeError());
  auto Identity = resultIdentity(Given, Argv0);
  if (!Identity)
    return fail(Identity.takeError());
  Options->Identity = std::move(*Identity);
  auto Cache = openCache(Given);
  if (!Cache)
    return fail(Cache.takeError());
  Options->Cache = Cache->get();
  if (Given.AnalyzeSub)
    return analyze(Given, *Todo, std::move(*Options), Models);
  if (Given.ModelSub)
    return inferModel(Given, *Todo, *Options, Models);
  return lint(Given, *Todo, std::move(*Options), Models);
}

int run(const CommandLineOptions &Given, const char *Argv0) {
  if (Given.Completion != Shell::None) {
    printCompletion(outs(), Given.Completion, Given.texts());
    return Clean;
  }
  if (Given.ManPage) {
    printManPage(outs(), Given.texts());
    return Clean;
  }
  if (Given.VerifyConfig)
    return verifyConfig(Given);
  auto Models = readModels(Given);
  if (!Models)
    return fail(Models.takeError());
  if (Error E = verifyGlobs(Given.Checks, "--checks"))
    return fail(std::move(E));
  if (Given.LinkSub)
    return linkReports(Given);
  if (Given.ModelSub && (Given.Paths.empty() || Given.Paths[0] != "infer"))
    return fail("model: say what to do: 'coro-tidy model infer'");
  if (Given.ListChecks != Listing::None)
    return listChecks(Given, *Models);
  if (!Given.Explain.empty())
    return explain(Given.Explain);
  return runOnSources(Given, *Models, Argv0);
}

} // namespace

int main(int argc, const char **argv) {
  sys::PrintStackTraceOnErrorSignal(argv[0]);
  CommandLineOptions Given;
  if (!Given.parse(argc, argv))
    return CouldNotRun;
  return run(Given, argv[0]);
}
