// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "command_line.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/CommandLine.h"

using namespace llvm;

namespace coro_tidy {

/// By what the help calls the value.
static ValueKind kindOf(StringRef Value) {
  return StringSwitch<ValueKind>(Value)
      .StartsWith("file", ValueKind::File)
      .Case("build-dir", ValueKind::Folder)
      .Case("globs", ValueKind::Checks)
      .Case("check", ValueKind::Check)
      .Case("check.name=value", ValueKind::CheckOption)
      .Case("git-ref", ValueKind::GitRef)
      .Default(ValueKind::Other);
}

static OptionText textOf(const cl::Option &O, const OptionWords &Words) {
  OptionText Out;
  Out.Name = (O.ArgStr.size() == 1 ? "-" : "--") + O.ArgStr.str();
  // What follows lists the words, which is done in the shell's own way.
  Out.Help = O.HelpStr.split('\n').first.str();
  Out.IsRepeatable = O.getNumOccurrencesFlag() == cl::ZeroOrMore;
  cl::ValueExpected Expected = O.getValueExpectedFlag();
  Out.IsValueOptional = Expected == cl::ValueOptional;
  if (auto It = Words.find(O.ArgStr); It != Words.end()) {
    Out.Words = It->second;
    Out.Value = O.ValueStr.empty() ? "value" : O.ValueStr.str();
    Out.Kind = ValueKind::Words;
  } else if (Expected == cl::ValueRequired) {
    Out.Value = O.ValueStr.str();
    Out.Kind = kindOf(O.ValueStr);
  }
  return Out;
}

static CommandText textOf(cl::SubCommand &Sub, const OptionWords &Words) {
  CommandText Out;
  Out.Name = Sub.getName().str();
  Out.Help = Sub.getDescription().str();
  for (auto &[Name, O] : cl::getRegisteredOptions(Sub))
    if (O->getOptionHiddenFlag() == cl::NotHidden)
      Out.Options.push_back(textOf(*O, Words));
  llvm::sort(Out.Options, [](const OptionText &A, const OptionText &B) {
    return StringRef(A.Name).ltrim('-') < StringRef(B.Name).ltrim('-');
  });
  return Out;
}

std::vector<CommandText> commandTexts(const OptionWords &Words) {
  std::vector<CommandText> Out;
  for (cl::SubCommand *Sub : cl::getRegisteredSubcommands())
    if (Sub != &cl::SubCommand::getAll())
      Out.push_back(textOf(*Sub, Words));
  llvm::sort(Out, [](const CommandText &A, const CommandText &B) {
    return A.Name < B.Name;
  });
  return Out;
}

} // namespace coro_tidy
