// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The registered options as data: what shell completion and the manual page
// are made from.

#ifndef CORO_TIDY_TOOL_CLI_COMMAND_LINE_H
#define CORO_TIDY_TOOL_CLI_COMMAND_LINE_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace coro_tidy {

/// What stands for a value, as far as a shell can help with it.
enum class ValueKind {
  None, ///< the option is a flag
  Other,
  Words, ///< one of OptionText::Words
  File,
  Folder,
  Checks, ///< globs of checks, separated by commas
  Check,
  CheckOption, ///< `<check>.<option>=<value>`
  GitRef,
};

struct Word {
  std::string Text, Help;
};

struct OptionText {
  std::string Name; ///< with its dashes
  std::string Help;
  std::string Value; ///< as the help calls it
  ValueKind Kind = ValueKind::None;
  bool IsValueOptional = false;
  bool IsRepeatable = false;
  std::vector<Word> Words;

  /// Written as `--name=value`, not `-n value`.
  bool isLong() const { return llvm::StringRef(Name).starts_with("--"); }
};

struct CommandText {
  std::string Name; ///< empty for the tool without a subcommand
  std::string Help;
  std::vector<OptionText> Options; ///< in order of name
};

/// The words that options take, by the option's name.
using OptionWords = llvm::StringMap<std::vector<Word>>;

/// For an option whose values are enumerated.
template <class Option> std::vector<Word> wordsOf(const Option &O) {
  std::vector<Word> Out;
  auto &Parser = const_cast<Option &>(O).getParser();
  for (unsigned I = 0; I < Parser.getNumOptions(); ++I)
    if (!Parser.getOption(I).empty())
      Out.push_back(
          {Parser.getOption(I).str(), Parser.getDescription(I).str()});
  return Out;
}

/// What --help shows: the tool first, then its subcommands by name.
std::vector<CommandText> commandTexts(const OptionWords &Words);

} // namespace coro_tidy

#endif
