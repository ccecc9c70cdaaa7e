// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line: each option is declared here, once.

#ifndef CORO_TIDY_TOOL_CLI_OPTIONS_H
#define CORO_TIDY_TOOL_CLI_OPTIONS_H

#include "command_line.h"
#include "completion.h"

#include "tool/common/config.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace coro_tidy {

namespace cl = llvm::cl;

enum class Listing { None, Enabled, All };

/// What the user asked for. There is one, for LLVM knows it as well.
class CommandLineOptions {
  template <typename T> using Opt = cl::opt<T>;

  /// LLVM's own option of that name makes room; returns the name.
  static llvm::StringRef takeOver(llvm::StringRef Name);
  static std::string formatHelp();

  cl::OptionCategory Category{"coro-tidy options"};

public:
  CommandLineOptions() = default;
  CommandLineOptions(const CommandLineOptions &) = delete;

  /// False if the command line is wrong, which has then been said. Does not
  /// return from --help and --version.
  bool parse(int ArgC, const char **ArgV);

  /// What is the same for every file: checks, their options, headers. The error
  /// names the option at fault.
  llvm::Expected<HostOptions> host() const;
  /// The files, folders and patterns that say what to analyse.
  llvm::ArrayRef<std::string> sources() const;
  /// All options with their help, as data.
  std::vector<CommandText> texts() const;

  /// The compiler flags after `--`, if that is there.
  std::optional<std::vector<std::string>> Flags;

  cl::SubCommand AnalyzeSub{"analyze",
                            "write what one translation unit says to a file"};
  cl::SubCommand LinkSub{"link", "report the findings of such files together"};
  cl::SubCommand ModelSub{"model",
                          "'model infer': print which public functions "
                          "of a library may block, as a model"};
  cl::SubCommandGroup Parsing{&cl::SubCommand::getTopLevel(), &AnalyzeSub,
                              &ModelSub};
  cl::SubCommandGroup Showing{&cl::SubCommand::getTopLevel(), &LinkSub};
  cl::SubCommandGroup Many{&cl::SubCommand::getTopLevel(), &ModelSub};

  Opt<std::string> Output{"o", cl::value_desc("file.ctr"), cl::cat(Category),
                          cl::sub(AnalyzeSub), cl::desc("File to write")};
  Opt<std::string> Depfile{
      "depfile", cl::value_desc("file.d"), cl::cat(Category),
      cl::sub(AnalyzeSub),
      cl::desc("Write what was read, as a Makefile's rule")};
  Opt<std::string> Library{
      "library",           cl::value_desc("name"),
      cl::cat(Category),   cl::sub(ModelSub),
      cl::init("library"), cl::desc("What the model calls the library")};
  Opt<std::string> BuildDir{
      "p", cl::value_desc("build-dir"), cl::cat(Category), cl::sub(Parsing),
      cl::desc("Folder of compile_commands.json (default: "
               "looked for in 'build', here and above)")};
  cl::list<std::string> Paths{
      cl::Positional, cl::cat(Category), cl::sub(cl::SubCommand::getAll()),
      cl::value_desc("path|regex"), cl::desc("[file, folder or regex ...]")};
  Opt<std::string> Checks{"checks", cl::value_desc("globs"), cl::cat(Category),
                          cl::sub(cl::SubCommand::getAll()),
                          cl::desc("Checks to add and, with '-', to remove: "
                                   "--checks='-*,coro-blocking-*'")};
  Opt<std::string> AsErrors{"warnings-as-errors", cl::value_desc("globs"),
                            cl::cat(Category), cl::sub(Parsing),
                            cl::desc("Checks whose findings are errors")};
  cl::list<std::string> CheckOption{
      "option", cl::value_desc("check.name=value"), cl::cat(Category),
      cl::sub(Parsing),
      cl::desc(
          "Set an option of a check, as CheckOptions in .clang-tidy does")};
  cl::list<std::string> ModelFiles{"model", cl::value_desc("file.yaml"),
                                   cl::cat(Category), cl::sub(Parsing),
                                   cl::desc("Add a model of a library")};
  Opt<std::string> HeaderFilter{
      "header-filter", cl::value_desc("regex"), cl::cat(Category),
      cl::sub(Parsing),
      cl::desc("Headers to report findings in (default: the project's own)")};
  cl::opt<Confidence> Least{
      "confidence",
      cl::cat(Category),
      cl::sub(Showing),
      cl::init(Confidence::Likely),
      cl::desc("Report findings from this confidence on (default: likely)"),
      cl::values(clEnumValN(Confidence::Possible, "possible", "all"),
                 clEnumValN(Confidence::Likely, "likely", "likely and certain"),
                 clEnumValN(Confidence::Certain, "certain", "only certain"))};
  Opt<unsigned> Jobs{
      "j",
      cl::value_desc("n"),
      cl::cat(Category),
      cl::sub(Many),
      cl::init(0),
      cl::Prefix,
      cl::desc("Translation units at a time (default: one a core)")};
  Opt<std::string> CacheDir{
      "cache-dir", cl::value_desc("folder"), cl::cat(Category), cl::sub(Many),
      cl::desc(
          "Where results are kept for the next run (default: "
          "$CORO_TIDY_CACHE_DIR, or coro-tidy in the user's cache folder)")};
  Opt<unsigned> CacheSize{
      "cache-size",
      cl::value_desc("MiB"),
      cl::cat(Category),
      cl::sub(Many),
      cl::init(2048),
      cl::desc("Size the cache is pruned to (default: 2048; 0: no limit)")};
  Opt<bool> NoCache{"no-cache", cl::cat(Category), cl::sub(Many),
                    cl::desc("Analyse everything anew and keep nothing")};
  Opt<bool> NoSkip{"no-skip", cl::cat(Category), cl::sub(Many),
                   cl::desc("Also parse translation units that have no "
                            "coroutines and nothing that one calls")};
  Opt<bool> NoSharing{"no-sharing", cl::cat(Category), cl::sub(Many),
                      cl::desc("Parse the headers that several translation "
                               "units include in each of them")};
  Opt<unsigned> MaxMemory{
      "max-memory", cl::value_desc("MiB"), cl::cat(Category), cl::sub(Many),
      cl::desc("Begin no translation unit beside others while that might take "
               "more (default: three quarters of the machine's)")};
  Opt<bool> Stats{
      takeOver("stats"), cl::cat(Category),
      cl::desc("Print what was analysed, and the time by phase and check")};
  Opt<unsigned> ProgressInterval{
      "progress-interval",
      cl::value_desc("seconds"),
      cl::cat(Category),
      cl::init(30),
      cl::Hidden,
      cl::desc("How often a run that does not write to a terminal says how far "
               "it is")};
  const std::string FormatHelp = formatHelp();
  cl::list<std::string> Formats{"format", cl::value_desc("name[:file]"),
                                cl::cat(Category), cl::sub(Showing),
                                cl::desc(FormatHelp)};
  Opt<bool> Fix{"fix", cl::cat(Category), cl::sub(Showing),
                cl::desc("Apply the fix-its")};
  Opt<std::string> BaselineFile{
      "baseline", cl::value_desc("file.yaml"), cl::cat(Category),
      cl::sub(Showing),
      cl::desc("Show only findings that this file does not accept")};
  Opt<std::string> WriteBaseline{
      "write-baseline", cl::value_desc("file.yaml"), cl::cat(Category),
      cl::sub(Showing),
      cl::desc("Accept what is found; with --baseline, remove what is fixed")};
  Opt<std::string> Diff{
      "diff", cl::value_desc("git-ref"), cl::cat(Category), cl::sub(Showing),
      cl::desc("Show only findings that concern lines changed since that ref")};
  Opt<std::string> Patch{
      "patch", cl::value_desc("file"), cl::cat(Category), cl::sub(Showing),
      cl::desc(
          "Show only findings that concern lines that this patch adds; '-' "
          "reads it from the standard input")};
  Opt<bool> Quiet{"quiet", cl::cat(Category), cl::sub(Showing),
                  cl::desc("No progress and no summary")};
  Opt<bool> ExitZero{"exit-zero", cl::cat(Category), cl::sub(Showing),
                     cl::desc("Exit with 0 although there are findings")};
  Opt<bool> VerifyConfig{
      "verify-config", cl::cat(Category),
      cl::desc(
          "Say what is wrong with all configuration, and analyse nothing")};
  cl::opt<Listing> ListChecks{
      "list-checks",
      cl::cat(Category),
      cl::ValueOptional,
      cl::init(Listing::None),
      cl::desc("List the checks in force, or all"),
      cl::values(clEnumValN(Listing::Enabled, "", "the ones in force"),
                 clEnumValN(Listing::All, "all", "all, with their state"))};
  cl::opt<Shell> Completion{
      "completion", cl::cat(Category), cl::init(Shell::None),
      cl::desc("Print a script that completes the command line in a shell"),
      cl::values(clEnumValN(Shell::Bash, "bash", "bash"),
                 clEnumValN(Shell::Zsh, "zsh", "zsh"),
                 clEnumValN(Shell::Fish, "fish", "fish"))};
  Opt<bool> ManPage{"man-page", cl::cat(Category),
                    cl::desc("Print the manual page, in roff")};
  Opt<std::string> Explain{"explain", cl::value_desc("check"),
                           cl::cat(Category),
                           cl::desc("Print the documentation of a check")};
};

} // namespace coro_tidy

#endif
