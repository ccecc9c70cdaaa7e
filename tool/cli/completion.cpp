// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "completion.h"

#include "checks/check.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace coro_tidy {
namespace {

std::string checkNames() {
  std::string Out;
  for (const CheckInfo *C : allChecks())
    Out += (Out.empty() ? "" : " ") + C->Name.str();
  return Out;
}

std::string checkOptions() {
  std::string Out;
  for (const CheckInfo *C : allChecks())
    for (const OptionInfo &O : C->Options)
      Out +=
          (Out.empty() ? "" : " ") + C->Name.str() + "." + O.Name.str() + "=";
  return Out;
}

std::string joined(ArrayRef<Word> Words) {
  return join(map_range(Words, [](const Word &W) { return W.Text; }), " ");
}

std::string subcommands(ArrayRef<CommandText> Commands, StringRef Separator) {
  return join(map_range(Commands.drop_front(),
                        [](const CommandText &C) { return C.Name; }),
              Separator);
}

/// Between single quotes, for sh and its descendants.
std::string quoted(StringRef Text) {
  std::string Out = "'";
  for (char C : Text)
    Out += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Out + "'";
}

constexpr StringLiteral GitRefs =
    "git for-each-ref --format='%(refname:short)' 2>/dev/null";

// In bash, '=' begins a word of its own, unless the user has changed that.
constexpr StringLiteral BashHead =
    R"(# bash completion of coro-tidy; made by coro-tidy --completion=bash
_coro_tidy() {
  local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  local option= prefix= head= item= command= options= words= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    if [[ ${COMP_WORDS[i]} == -- ]]; then
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      return
    fi
  done
  if [[ $cur == = ]]; then
    option=$before cur=
  elif [[ $before == = ]]; then
    option=${COMP_WORDS[COMP_CWORD-2]}
  elif [[ $cur == --*=* ]]; then
    option=${cur%%=*} prefix=$option= cur=${cur#*=}
  elif [[ $before == -[a-z] ]]; then
    option=$before
  fi
  case $option in
)";

constexpr StringLiteral BashTail =
    R"(  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then
      compopt -o nospace 2>/dev/null
    fi
    return
  fi
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur"; compgen -f -- "$cur")
}
complete -F _coro_tidy coro-tidy
)";

std::string bashValue(const OptionText &O) {
  auto FromWords = [](const std::string &Words) {
    return "mapfile -t COMPREPLY < <(compgen -P \"$prefix\" -W \"" + Words +
           "\" -- \"$cur\")";
  };
  switch (O.Kind) {
  case ValueKind::None:
  case ValueKind::Other:
    return ":";
  case ValueKind::Words:
    return FromWords(joined(O.Words));
  case ValueKind::Check:
    return FromWords(checkNames());
  case ValueKind::CheckOption:
    return FromWords(checkOptions()) + "; compopt -o nospace 2>/dev/null";
  case ValueKind::GitRef:
    return FromWords(("$(" + GitRefs + ")").str());
  case ValueKind::File:
  case ValueKind::Folder:
    return std::string("compopt -o filenames 2>/dev/null; "
                       "mapfile -t COMPREPLY < <(compgen -P \"$prefix\" ") +
           (O.Kind == ValueKind::File ? "-f" : "-d") + " -- \"$cur\")";
  case ValueKind::Checks:
    return "item=${cur##*,}; head=${cur%\"$item\"}; "
           "if [[ $item == -* ]]; then head+=-; item=${item#-}; fi; "
           "mapfile -t COMPREPLY < <(compgen -P \"$prefix$head\" -W \"" +
           checkNames() + "\" -- \"$item\")";
  }
  llvm_unreachable("all kinds are handled");
}

/// Of an option with the same name in several commands, the first one.
std::vector<const OptionText *> uniqueOptions(ArrayRef<CommandText> Commands) {
  std::vector<const OptionText *> Out;
  for (const CommandText &C : Commands)
    for (const OptionText &O : C.Options)
      if (none_of(Out, [&](auto *Known) { return Known->Name == O.Name; }))
        Out.push_back(&O);
  return Out;
}

void printBash(raw_ostream &OS, ArrayRef<CommandText> Commands) {
  OS << BashHead;
  OS << "  '') ;;\n";
  for (const OptionText *O : uniqueOptions(Commands))
    if (O->Kind != ValueKind::None)
      OS << "  " << O->Name << ") " << bashValue(*O) << "; return ;;\n";
  OS << "  *) return ;;\n  esac\n";
  OS << "  if ((COMP_CWORD > 1)); then command=${COMP_WORDS[1]}; fi\n";
  OS << "  case $command in\n";
  auto Options = [&](const CommandText &C) {
    OS << "options='";
    ListSeparator Space(" ");
    for (const OptionText &O : C.Options)
      OS << Space << O.Name
         << (O.Kind != ValueKind::None && O.isLong() && !O.IsValueOptional
                 ? "="
                 : "");
    OS << "' ;;\n";
  };
  for (const CommandText &C : Commands.drop_front()) {
    OS << "  " << C.Name << ") ";
    if (C.Name == "model")
      OS << "if ((COMP_CWORD == 2)); then words=infer; fi; ";
    Options(C);
  }
  OS << "  *) if ((COMP_CWORD == 1)); then words='"
     << subcommands(Commands, " ") << "'; fi; ";
  Options(Commands.front());
  OS << "  esac\n" << BashTail;
}

std::string zshAction(const OptionText &O) {
  switch (O.Kind) {
  case ValueKind::None:
  case ValueKind::Other:
    return " ";
  case ValueKind::Words:
    return "(" + joined(O.Words) + ")";
  case ValueKind::Check:
  case ValueKind::Checks:
    return "_coro_tidy_checks";
  case ValueKind::CheckOption:
    return "_coro_tidy_options";
  case ValueKind::GitRef:
    return "_coro_tidy_refs";
  case ValueKind::File:
    return "_files";
  case ValueKind::Folder:
    return "_files -/";
  }
  llvm_unreachable("all kinds are handled");
}

std::string zshSpec(const OptionText &O) {
  std::string Help;
  for (char C : O.Help) {
    if (StringRef("[]\\").contains(C))
      Help += '\\';
    Help += C;
  }
  std::string Out = (O.IsRepeatable ? "*" : "") + O.Name;
  bool HasValue = O.Kind != ValueKind::None;
  if (HasValue)
    Out += !O.isLong() ? "+" : O.IsValueOptional ? "=-" : "=";
  Out += "[" + Help + "]";
  if (HasValue)
    Out += (O.IsValueOptional ? "::" : ":") + join(split(O.Value, ':'), "\\:") +
           ":" + zshAction(O);
  return quoted(Out);
}

void printZsh(raw_ostream &OS, ArrayRef<CommandText> Commands) {
  OS << "#compdef coro-tidy\n"
        "# zsh completion of coro-tidy; made by coro-tidy --completion=zsh\n"
        "_coro_tidy_checks() {\n  local -a checks=(\n";
  for (const CheckInfo *C : allChecks())
    OS << "    " << quoted((C->Name + ":" + C->Summary).str()) << "\n";
  OS << "  )\n  compset -P '*,'\n  compset -P -\n"
        "  _describe -t checks check checks\n}\n"
        "_coro_tidy_options() {\n  compadd -S '' -- "
     << checkOptions() << "\n}\n_coro_tidy_refs() {\n  compadd -- ${(f)\"$("
     << GitRefs << ")\"}\n}\n_coro_tidy_first() {\n  local -a commands=(\n";
  for (const CommandText &C : Commands.drop_front())
    OS << "    " << quoted(C.Name + ":" + C.Help) << "\n";
  OS << "  )\n  _describe -t commands command commands\n  _files\n}\n"
        "_coro-tidy() {\n  if ((CURRENT > 2)); then\n    case $words[2] in\n";
  for (const CommandText &C : Commands.drop_front()) {
    OS << "    " << C.Name << ")\n      shift words\n      ((CURRENT--))\n"
       << "      _arguments";
    for (const OptionText &O : C.Options)
      OS << " \\\n        " << zshSpec(O);
    if (C.Name == "model")
      OS << " \\\n        '1:action:(infer)'";
    OS << " \\\n        '*:file:_files'\n      return ;;\n";
  }
  OS << "    esac\n  fi\n  _arguments";
  for (const OptionText &O : Commands.front().Options)
    OS << " \\\n    " << zshSpec(O);
  // Either loaded from fpath, where the file is the function, or sourced.
  OS << " \\\n    '1: :_coro_tidy_first' '*:file:_files'\n}\n"
        "if [[ $funcstack[1] == _coro-tidy ]]; then\n  _coro-tidy \"$@\"\n"
        "else\n  compdef _coro-tidy coro-tidy\nfi\n";
}

/// Between single quotes, for fish.
std::string fishQuoted(StringRef Text) {
  std::string Out = "'";
  for (char C : Text) {
    if (C == '\'' || C == '\\')
      Out += '\\';
    Out += C;
  }
  return Out + "'";
}

std::string fishValue(const OptionText &O) {
  switch (O.Kind) {
  case ValueKind::None:
    return "";
  case ValueKind::Other:
    return " -x";
  case ValueKind::Words:
    return (O.IsValueOptional ? " -f -a " : " -x -a ") +
           fishQuoted(joined(O.Words));
  case ValueKind::Check:
    return " -x -a " + fishQuoted(checkNames());
  case ValueKind::Checks:
    return " -x -a '(__fish_complete_list , __coro_tidy_checks)'";
  case ValueKind::CheckOption:
    return " -x -a " + fishQuoted(checkOptions());
  case ValueKind::GitRef:
    return " -x -a '(__coro_tidy_refs)'";
  case ValueKind::File:
    return " -r -F";
  case ValueKind::Folder:
    return " -x -a '(__fish_complete_directories)'";
  }
  llvm_unreachable("all kinds are handled");
}

void printFish(raw_ostream &OS, ArrayRef<CommandText> Commands) {
  std::string All = subcommands(Commands, " ");
  OS << "# fish completion of coro-tidy; made by coro-tidy --completion=fish\n"
        "function __coro_tidy_checks\n  printf '%s\\n' "
     << checkNames() << "\nend\nfunction __coro_tidy_refs\n  " << GitRefs
     << "\nend\n";
  for (const CommandText &C : Commands) {
    if (!C.Name.empty())
      OS << "complete -c coro-tidy -n __fish_use_subcommand -a " << C.Name
         << " -d " << fishQuoted(C.Help) << "\n";
    if (C.Name == "model")
      OS << "complete -c coro-tidy -n '__fish_seen_subcommand_from model' -a "
            "infer\n";
    std::string When = C.Name.empty() ? "not __fish_seen_subcommand_from " + All
                                      : "__fish_seen_subcommand_from " + C.Name;
    for (const OptionText &O : C.Options)
      OS << "complete -c coro-tidy -n " << fishQuoted(When)
         << (O.isLong() ? " -l " : " -s ") << StringRef(O.Name).ltrim('-')
         << fishValue(O) << " -d " << fishQuoted(O.Help) << "\n";
  }
}

} // namespace

void printCompletion(raw_ostream &OS, Shell For,
                     ArrayRef<CommandText> Commands) {
  switch (For) {
  case Shell::None:
    return;
  case Shell::Bash:
    return printBash(OS, Commands);
  case Shell::Zsh:
    return printZsh(OS, Commands);
  case Shell::Fish:
    return printFish(OS, Commands);
  }
}

} // namespace coro_tidy
