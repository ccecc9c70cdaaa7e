// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the user can learn of the checks and the configuration without an
// analysis.

#include "commands.h"
#include "exit_code.h"
#include "reporting.h"
#include "run_options.h"
#include "verify_config.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coro_tidy {

int listChecks(const CommandLineOptions &Given, const ModelSet &Models) {
  auto Host = Given.host();
  if (!Host)
    return fail(Host.takeError());
  auto Config = configure("./file.cpp", *Host, Models);
  if (!Config)
    return fail(Config.takeError());
  for (const CheckInfo *C : allChecks()) {
    bool On = Config->Analysis.Checks.contains(C->Name);
    if (Given.ListChecks == Listing::All)
      outs() << left_justify(C->Name, 28) << (On ? " on   " : " off  ")
             << C->Summary << "\n";
    else if (On)
      outs() << C->Name << "\n";
  }
  return Clean;
}

int explain(StringRef Check) {
  const CheckInfo *C = findCheck(Check);
  if (!C) {
    if (Error E = verifyGlobs(Check, "--explain"))
      return fail(std::move(E));
    return fail("--explain takes the name of one check");
  }
  outs() << checkDocumentation(Check);
  return Clean;
}

static void verifyOptions(const CommandLineOptions &Given,
                          ConfigVerifier &Verify) {
  Verify.globs(Given.Checks, "--checks");
  Verify.globs(Given.AsErrors, "--warnings-as-errors");
  for (const std::string &Item : Given.CheckOption)
    Verify.option(Item, "--option");
  Verify.headerFilter(Given.HeaderFilter, "--header-filter");
  if (auto How = reporting(Given, {}); !How)
    Verify.note(How.takeError());
}

int verifyConfig(const CommandLineOptions &Given) {
  auto Models = ModelSet::builtin();
  if (!Models)
    return fail(Models.takeError());
  ConfigVerifier Verify;
  for (const std::string &File : Given.ModelFiles)
    Verify.note(Models->addFile(File));
  verifyOptions(Given, Verify);
  if (auto Todo = findWork(Given))
    for (const std::string &File : Todo->Files)
      Verify.source(File);
  else
    Verify.note(Todo.takeError());
  // What only shows when all of it is right.
  if (Verify.mistakes().empty())
    if (auto Options = runOptions(Given, *Models); !Options)
      Verify.note(Options.takeError());
  for (const std::string &Mistake : Verify.mistakes())
    fail(Mistake);
  if (!Verify.mistakes().empty())
    return CouldNotRun;
  outs() << "configuration is valid\n";
  return Clean;
}

} // namespace coro_tidy
