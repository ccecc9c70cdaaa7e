// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "man_page.h"

#include "embedded_man.h"

#include "checks/check.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coro_tidy {
namespace {

/// Text as roff takes it: hyphens that can be copied, and no requests.
std::string roff(StringRef Text) {
  std::string Out;
  if (Text.starts_with(".") || Text.starts_with("'"))
    Out += "\\&";
  for (char C : Text) {
    if (C == '\\')
      Out += "\\e";
    else if (C == '-')
      Out += "\\-";
    else if (C == '\'')
      Out += "\\(aq";
    else
      Out += C;
  }
  return Out;
}

std::string bold(StringRef Text) { return "\\fB" + roff(Text) + "\\fR"; }
std::string italic(StringRef Text) { return "\\fI" + roff(Text) + "\\fR"; }

void printOption(raw_ostream &OS, const OptionText &O) {
  OS << ".TP\n" << bold(O.Name);
  if (O.Kind != ValueKind::None)
    OS << (O.IsValueOptional ? "[" : "")
       << (O.isLong() ? bold("=") : std::string(" ")) << italic(O.Value)
       << (O.IsValueOptional ? "]" : "");
  OS << "\n" << roff(O.Help) << ".\n";
  for (const Word &W : O.Words)
    OS << ".br\n"
       << bold(W.Text) << (W.Help == W.Text ? "" : ": " + roff(W.Help)) << "\n";
}

/// Those of the tool, and those that a command has of its own.
std::string optionsText(ArrayRef<CommandText> Commands) {
  std::string Out;
  raw_string_ostream OS(Out);
  const CommandText &Tool = Commands.front();
  for (const OptionText &O : Tool.Options)
    printOption(OS, O);
  for (const CommandText &C : Commands.drop_front()) {
    OS << ".SS " << roff("coro-tidy") << " " << C.Name << "\n";
    std::vector<std::string> Shared;
    for (const OptionText &O : C.Options) {
      if (any_of(Tool.Options,
                 [&](const OptionText &Of) { return Of.Name == O.Name; }))
        Shared.push_back(bold(O.Name));
      else
        printOption(OS, O);
    }
    OS << ".PP\nAs above: " << join(Shared, ",\n") << ".\n";
  }
  return Out;
}

std::string commandsText(ArrayRef<CommandText> Commands) {
  std::string Out;
  for (const CommandText &C : Commands.drop_front())
    Out += ".TP\n" + bold(C.Name) + "\n" + roff(C.Help) + "\n";
  return Out;
}

std::string checksText() {
  std::string Out;
  for (const CheckInfo *C : allChecks())
    Out += ".TP\n" + bold(C->Name) + (C->OnByDefault ? " *" : "") + "\n" +
           roff(C->Summary) + "\n";
  return Out;
}

} // namespace

void printManPage(raw_ostream &OS, ArrayRef<CommandText> Commands) {
  StringRef Page = EmbeddedMan[0].Text;
  for (StringRef Line : split(Page.rtrim('\n'), '\n')) {
    if (Line == "@COMMANDS@")
      OS << commandsText(Commands);
    else if (Line == "@OPTIONS@")
      OS << optionsText(Commands);
    else if (Line == "@CHECKS@")
      OS << checksText();
    else if (auto [Before, After] = Line.split("@VERSION@");
             Before.size() < Line.size())
      OS << Before << CORO_TIDY_VERSION << After << "\n";
    else
      OS << Line << "\n";
  }
}

} // namespace coro_tidy
