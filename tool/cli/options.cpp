// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "options.h"

#include "tool/output/format.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coro_tidy {

static constexpr StringLiteral Overview =
    "coro-tidy finds misuse of C++20 coroutines before it runs\n\n"
    "  coro-tidy -p build [file, folder or regex ...]\n"
    "  coro-tidy file.cpp -- -std=c++20 -Iinclude\n"
    "  coro-tidy analyze -o file.ctr -- clang++ -std=c++20 -c file.cpp\n"
    "  coro-tidy link *.ctr\n"
    "  coro-tidy model infer -p build [file, folder or regex ...]\n\n"
    "Exit status: 0 no finding, 1 findings, 2 could not run, or a translation "
    "unit did not parse.\n";

StringRef CommandLineOptions::takeOver(StringRef Name) {
  if (cl::Option *LLVMs = cl::getRegisteredOptions().lookup(Name))
    LLVMs->removeArgument();
  return Name;
}

std::string CommandLineOptions::formatHelp() {
  std::string Out;
  raw_string_ostream OS(Out);
  OS << "What to write, to standard output or the file; may be repeated "
        "(default: text)";
  for (const FormatInfo *F : allFormats())
    OS << "\n" << left_justify(F->Name, 8) << F->Summary;
  return Out;
}

bool CommandLineOptions::parse(int ArgC, const char **ArgV) {
  for (cl::SubCommand *Sub :
       {&cl::SubCommand::getTopLevel(), &AnalyzeSub, &LinkSub, &ModelSub})
    cl::HideUnrelatedOptions({&Category, &getColorCategory()}, *Sub);
  cl::SetVersionPrinter([](raw_ostream &OS) {
    OS << "coro-tidy " CORO_TIDY_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
  });
  const char **End = ArgV + ArgC;
  const char **Dashes =
      std::find_if(ArgV, End, [](StringRef Arg) { return Arg == "--"; });
  if (Dashes != End)
    Flags.emplace(Dashes + 1, End);
  std::string Mistakes;
  raw_string_ostream OS(Mistakes);
  bool IsRight =
      cl::ParseCommandLineOptions(Dashes - ArgV, ArgV, Overview, &OS);
  errs() << Mistakes;
  return IsRight;
}

Expected<HostOptions> CommandLineOptions::host() const {
  HostOptions Host;
  Host.Checks = Checks;
  Host.WarningsAsErrors = AsErrors;
  Host.HeaderFilter = HeaderFilter;
  Host.Least = Least;
  if (Error E = verifyGlobs(AsErrors, "--warnings-as-errors"))
    return E;
  for (const std::string &Item : CheckOption)
    if (Error E = addCheckOption(Host, Item, "--option"))
      return E;
  return Host;
}

ArrayRef<std::string> CommandLineOptions::sources() const {
  // The first one is the verb of 'model infer'.
  return ArrayRef<std::string>(Paths).drop_front(ModelSub ? 1 : 0);
}

std::vector<CommandText> CommandLineOptions::texts() const {
  OptionWords Words;
  Words[Least.ArgStr] = wordsOf(Least);
  Words[ListChecks.ArgStr] = wordsOf(ListChecks);
  Words[Completion.ArgStr] = wordsOf(Completion);
  for (const FormatInfo *F : allFormats())
    Words[Formats.ArgStr].push_back({F->Name.str(), F->Summary.str()});
  return commandTexts(Words);
}

} // namespace coro_tidy
