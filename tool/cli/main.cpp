// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line.

#include "completion.h"
#include "database.h"
#include "fix.h"
#include "flags.h"
#include "infer.h"
#include "lint_report.h"
#include "man_page.h"
#include "report_files.h"
#include "selection.h"
#include "sources.h"
#include "verify_config.h"

#include "tool/output/text.h"

#include "tool/run/memory_gate.h"
#include "tool/run/run_stats.h"
#include "tool/run/runner.h"

#include "clang/Basic/Version.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/WithColor.h"

#include <set>

using namespace llvm;
using namespace coro_tidy;

namespace {

enum ExitCode { Clean = 0, HasFindings = 1, CouldNotRun = 2 };

/// By Ctrl-C; a second one ends the program at once.
std::atomic<bool> Interrupted = false;

cl::OptionCategory Category("coro-tidy options");
template <typename T> using Opt = cl::opt<T>;

cl::SubCommand AnalyzeSub("analyze",
                          "write what one translation unit says to a file");
cl::SubCommand LinkSub("link", "report the findings of such files together");
cl::SubCommand ModelSub("model", "'model infer': print which public functions "
                                 "of a library may block, as a model");
cl::SubCommandGroup Parsing{&cl::SubCommand::getTopLevel(), &AnalyzeSub,
                            &ModelSub};
cl::SubCommandGroup Showing{&cl::SubCommand::getTopLevel(), &LinkSub};
cl::SubCommandGroup Many{&cl::SubCommand::getTopLevel(), &ModelSub};

Opt<std::string> Output("o", cl::value_desc("file.ctr"), cl::cat(Category),
                        cl::sub(AnalyzeSub), cl::desc("File to write"));
Opt<std::string> Depfile("depfile", cl::value_desc("file.d"), cl::cat(Category),
                         cl::sub(AnalyzeSub),
                         cl::desc("Write what was read, as a Makefile's rule"));
Opt<std::string> Library("library", cl::value_desc("name"), cl::cat(Category),
                         cl::sub(ModelSub), cl::init("library"),
                         cl::desc("What the model calls the library"));
Opt<std::string> BuildDir("p", cl::value_desc("build-dir"), cl::cat(Category),
                          cl::sub(Parsing),
                          cl::desc("Folder of compile_commands.json (default: "
                                   "looked for in 'build', here and above)"));
cl::list<std::string> Paths(cl::Positional, cl::cat(Category),
                            cl::sub(cl::SubCommand::getAll()),
                            cl::value_desc("path|regex"),
                            cl::desc("[file, folder or regex ...]"));
Opt<std::string> Checks("checks", cl::value_desc("globs"), cl::cat(Category),
                        cl::sub(cl::SubCommand::getAll()),
                        cl::desc("Checks to add and, with '-', to remove: "
                                 "--checks='-*,coro-blocking-*'"));
Opt<std::string> AsErrors("warnings-as-errors", cl::value_desc("globs"),
                          cl::cat(Category), cl::sub(Parsing),
                          cl::desc("Checks whose findings are errors"));
cl::list<std::string> CheckOption(
    "option", cl::value_desc("check.name=value"), cl::cat(Category),
    cl::sub(Parsing),
    cl::desc("Set an option of a check, as CheckOptions in .clang-tidy does"));
cl::list<std::string> ModelFiles("model", cl::value_desc("file.yaml"),
                                 cl::cat(Category), cl::sub(Parsing),
                                 cl::desc("Add a model of a library"));
Opt<std::string> HeaderFilter(
    "header-filter", cl::value_desc("regex"), cl::cat(Category),
    cl::sub(Parsing),
    cl::desc("Headers to report findings in (default: the project's own)"));
cl::opt<Confidence> Least(
    "confidence", cl::cat(Category), cl::sub(Showing),
    cl::init(Confidence::Likely),
    cl::desc("Report findings from this confidence on (default: likely)"),
    cl::values(clEnumValN(Confidence::Possible, "possible", "all"),
               clEnumValN(Confidence::Likely, "likely", "likely and certain"),
               clEnumValN(Confidence::Certain, "certain", "only certain")));
Opt<unsigned>
    Jobs("j", cl::value_desc("n"), cl::cat(Category), cl::sub(Many),
         cl::init(0), cl::Prefix,
         cl::desc("Translation units at a time (default: one a core)"));
Opt<std::string> CacheDir(
    "cache-dir", cl::value_desc("folder"), cl::cat(Category), cl::sub(Many),
    cl::desc("Where results are kept for the next run (default: "
             "$CORO_TIDY_CACHE_DIR, or coro-tidy in the user's cache folder)"));
Opt<unsigned>
    CacheSize("cache-size", cl::value_desc("MiB"), cl::cat(Category),
              cl::sub(Many), cl::init(2048),
              cl::desc("Size the cache is pruned to (default: 2048)"));
Opt<bool> NoCache("no-cache", cl::cat(Category), cl::sub(Many),
                  cl::desc("Analyse everything anew and keep nothing"));
Opt<bool> NoSkip("no-skip", cl::cat(Category), cl::sub(Many),
                 cl::desc("Also parse translation units that have no "
                          "coroutines and nothing that one calls"));
Opt<bool> NoSharing("no-sharing", cl::cat(Category), cl::sub(Many),
                    cl::desc("Parse the includes that several translation "
                             "units begin with in each of them"));
Opt<unsigned> MaxMemory(
    "max-memory", cl::value_desc("MiB"), cl::cat(Category), cl::sub(Many),
    cl::desc("Begin no translation unit beside others while that might take "
             "more (default: three quarters of the machine's)"));
/// LLVM has an option of that name, which says nothing in its release builds;
/// see main().
bool Stats = false;
Opt<unsigned> ProgressInterval(
    "progress-interval", cl::value_desc("seconds"), cl::cat(Category),
    cl::init(30), cl::Hidden,
    cl::desc("How often a run that does not write to a terminal says how far "
             "it is"));
const std::string FormatHelp = [] {
  std::string Out;
  raw_string_ostream OS(Out);
  OS << "What to write, to standard output or the file; may be repeated "
        "(default: text)";
  for (const FormatInfo *F : allFormats())
    OS << "\n" << left_justify(F->Name, 8) << F->Summary;
  return Out;
}();
cl::list<std::string> Formats("format", cl::value_desc("name[:file]"),
                              cl::cat(Category), cl::sub(Showing),
                              cl::desc(FormatHelp));
Opt<bool> Fix("fix", cl::cat(Category), cl::sub(Showing),
              cl::desc("Apply the fix-its"));
Opt<std::string>
    BaselineFile("baseline", cl::value_desc("file.yaml"), cl::cat(Category),
                 cl::sub(Showing),
                 cl::desc("Show only findings that this file does not accept"));
Opt<std::string> WriteBaseline(
    "write-baseline", cl::value_desc("file.yaml"), cl::cat(Category),
    cl::sub(Showing),
    cl::desc("Accept what is found; with --baseline, remove what is fixed"));
Opt<std::string> Diff(
    "diff", cl::value_desc("git-ref"), cl::cat(Category), cl::sub(Showing),
    cl::desc("Show only findings that concern lines changed since that ref"));
Opt<std::string> Patch(
    "patch", cl::value_desc("file"), cl::cat(Category), cl::sub(Showing),
    cl::desc("Show only findings that concern lines that this patch adds; '-' "
             "reads it from the standard input"));
Opt<bool> Quiet("quiet", cl::cat(Category), cl::sub(Showing),
                cl::desc("No progress and no summary"));
Opt<bool> ExitZero("exit-zero", cl::cat(Category), cl::sub(Showing),
                   cl::desc("Exit with 0 although there are findings"));
Opt<bool> VerifyConfig(
    "verify-config", cl::cat(Category),
    cl::desc("Say what is wrong with all configuration, and analyse nothing"));
enum class Listing { None, Enabled, All };
cl::opt<Listing> ListChecks(
    "list-checks", cl::cat(Category), cl::ValueOptional,
    cl::init(Listing::None), cl::desc("List the checks in force, or all"),
    cl::values(clEnumValN(Listing::Enabled, "", "the ones in force"),
               clEnumValN(Listing::All, "all", "all, with their state")));
cl::opt<Shell> Completion(
    "completion", cl::cat(Category), cl::init(Shell::None),
    cl::desc("Print a script that completes the command line in a shell"),
    cl::values(clEnumValN(Shell::Bash, "bash", "bash"),
               clEnumValN(Shell::Zsh, "zsh", "zsh"),
               clEnumValN(Shell::Fish, "fish", "fish")));
Opt<bool> ManPage("man-page", cl::cat(Category),
                  cl::desc("Print the manual page, in roff"));
Opt<std::string> Explain("explain", cl::value_desc("check"), cl::cat(Category),
                         cl::desc("Print the documentation of a check"));

const char *const Overview =
    "coro-tidy finds misuse of C++20 coroutines before it runs\n\n"
    "  coro-tidy -p build [file, folder or regex ...]\n"
    "  coro-tidy file.cpp -- -std=c++20 -Iinclude\n"
    "  coro-tidy analyze -o file.ctr -- clang++ -std=c++20 -c file.cpp\n"
    "  coro-tidy link *.ctr\n"
    "  coro-tidy model infer -p build [file, folder or regex ...]\n\n"
    "Exit status: 0 no finding, 1 findings, 2 could not run, or a translation "
    "unit did not parse.\n";

/// Prints the error; the exit code.
int fail(Error E) {
  // Some are several, joined.
  handleAllErrors(std::move(E), [](const ErrorInfoBase &Each) {
    WithColor::error(errs(), "coro-tidy") << Each.message() << "\n";
  });
  return CouldNotRun;
}

int fail(const Twine &Message) { return fail(createStringError(Message)); }

int listChecks(const HostOptions &Host, const ModelSet &Models) {
  auto Config = configure("./file.cpp", Host, Models);
  if (!Config)
    return fail(Config.takeError());
  for (const CheckInfo *C : allChecks()) {
    bool On = Config->Analysis.Checks.contains(C->Name);
    if (ListChecks == Listing::All)
      outs() << left_justify(C->Name, 28) << (On ? " on   " : " off  ")
             << C->Summary << "\n";
    else if (On)
      outs() << C->Name << "\n";
  }
  return Clean;
}

int explain(StringRef Name) {
  const CheckInfo *C = findCheck(Name);
  if (!C) {
    if (Error E = verifyGlobs(Name, "--explain"))
      return fail(std::move(E));
    return fail("--explain takes the name of one check");
  }
  outs() << checkDocumentation(Name);
  return Clean;
}

Expected<HostOptions> hostOptions() {
  HostOptions Host;
  Host.Checks = Checks;
  Host.WarningsAsErrors = AsErrors;
  Host.HeaderFilter = HeaderFilter;
  Host.Least = Least;
  if (Error E = verifyGlobs(AsErrors, "--warnings-as-errors"))
    return E;
  for (const std::string &Item : CheckOption) {
    if (Error E = addCheckOption(Host, Item, "--option"))
      return E;
  }
  return Host;
}

struct Work {
  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
  std::vector<std::string> Files;
};

/// `coro-tidy file ... -- flags`, or `-- compiler flags file`.
Expected<Work> withFlags(ArrayRef<std::string> AfterDashes) {
  Work Out;
  if (!BuildDir.empty())
    return createStringError("-p and flags after '--' exclude each other");
  std::vector<std::string> Named(Paths.begin(), Paths.end());
  auto Flags = readFlags(AfterDashes, Named);
  if (!Flags)
    return Flags.takeError();
  if (Named.empty())
    return createStringError("no file given; name one before '--'");
  for (const std::string &Path : Named) {
    if (!sys::fs::exists(Path))
      return createStringError("'" + Path + "': no such file");
    if (sys::fs::is_directory(Path))
      return createStringError("'" + Path +
                               "' is a folder; with flags after '--', name "
                               "files");
    if (std::string File = absolutePath(Path); !is_contained(Out.Files, File))
      Out.Files.push_back(std::move(File));
  }
  Out.Database = std::move(*Flags);
  return Out;
}

Expected<Work> fromDatabase() {
  Work Out;
  auto Opened = openDatabase(BuildDir);
  if (!Opened)
    return Opened.takeError();
  Out.Database = std::move(*Opened);
  auto Selected = selectSources(
      *Out.Database, std::vector<std::string>(Paths.begin(), Paths.end()));
  if (!Selected)
    return Selected.takeError();
  Out.Files = std::move(*Selected);
  return Out;
}

/// `path:line:column`
std::string placeOf(const PlacedFinding &F, StringRef Here) {
  return (shownPath(F.Where.File, Here) + ":" + Twine(F.Where.Line) + ":" +
          Twine(F.Where.Column))
      .str();
}

Error fixAll(const std::vector<PlacedFinding> &Findings) {
  auto Summary = applyFixes(Findings);
  if (!Summary)
    return Summary.takeError();
  if (Quiet)
    return Error::success();
  std::string Here = absolutePath(".");
  for (const FixConflict &C : Summary->Conflicts)
    errs() << placeOf(*C.Left, Here) << ": note: [" << C.Left->Check
           << "] is not fixed: that overlaps the fix of [" << C.Applied->Check
           << "] at " << placeOf(*C.Applied, Here) << "\n";
  errs() << counted(Summary->Applied, "finding") << " fixed in "
         << counted(Summary->Files, "file");
  if (size_t Left = Summary->Conflicts.size())
    errs() << "; " << counted(Left, "finding")
           << " left, whose fixes overlap others: run again";
  errs() << "\n";
  return Error::success();
}

/// What decides which findings are shown, or the reason why it cannot.
Expected<Selection> selection(Selection::Request Asked) {
  // As with a variable of a script that is not set.
  for (const Opt<std::string> *O :
       {&BaselineFile, &WriteBaseline, &Diff, &Patch})
    if (O->getNumOccurrences() && O->empty())
      return createStringError("--" + O->ArgStr + " needs a value");
  if (Fix && !WriteBaseline.empty())
    return createStringError("--fix and --write-baseline exclude each other; "
                             "fix first, then accept the rest");
  Asked.BaselineFile = BaselineFile;
  Asked.WriteBaseline = WriteBaseline;
  Asked.Diff = Diff;
  Asked.Patch = Patch;
  Asked.Least = Least;
  return Selection::create(std::move(Asked));
}

Expected<LintReport::Options> reportOptions(Selection &Selected) {
  LintReport::Options Out;
  auto Read =
      readFormats(std::vector<std::string>(Formats.begin(), Formats.end()));
  if (!Read)
    return Read.takeError();
  Out.Formats = std::move(*Read);
  Out.Quiet = Quiet;
  Out.ExitZero = ExitZero;
  Out.Least = Least;
  Out.Judge = [&](RunResult &R) { return Selected.apply(R); };
  Out.ProgressInterval = ProgressInterval;
  return Out;
}

/// After the last unit; the exit code.
int finish(LintReport &Out) {
  if (Error E = Out.finish())
    return fail(std::move(E));
  if (Fix && !Interrupted)
    if (Error E = fixAll(Out.findings()))
      return fail(std::move(E));
  return Out.exitCode();
}

/// A unit that did not parse says nothing of what is no longer found.
void noteSeen(Selection &Selected, const TUResult &R, const Work &Todo) {
  if (!R.Errors.empty())
    return;
  Selected.saw(R.File);
  auto Commands = Todo.Database->getCompileCommands(R.File);
  for (const std::string &Input : R.Inputs)
    Selected.saw(absolutePath(Input, Commands.front().Directory));
}

/// Null if there is to be none, or if the default one cannot be made.
Expected<std::unique_ptr<ResultCache>> openCache() {
  if (NoCache)
    return nullptr;
  std::string Folder = CacheDir;
  bool IsChosen = CacheDir.getNumOccurrences() > 0;
  if (auto FromEnvironment = sys::Process::GetEnv("CORO_TIDY_CACHE_DIR");
      FromEnvironment && !IsChosen) {
    Folder = *FromEnvironment;
    IsChosen = true;
  }
  if (IsChosen && Folder.empty())
    return nullptr;
  if (!IsChosen) {
    SmallString<256> Default;
    if (!sys::path::cache_directory(Default))
      return nullptr; // a user without a home
    sys::path::append(Default, "coro-tidy");
    Folder = std::string(Default);
  }
  auto Cache = ResultCache::open(Folder);
  if (!Cache && !IsChosen) {
    consumeError(Cache.takeError());
    return nullptr;
  }
  return Cache;
}

/// What results depend on, besides their inputs: this very program.
Expected<std::string> identity(const char *Argv0) {
  std::string Self =
      sys::fs::getMainExecutable(Argv0, reinterpret_cast<void *>(&identity));
  FileStates Files;
  std::string Out = CORO_TIDY_VERSION + clang::getClangFullVersion();
  raw_string_ostream OS(Out);
  for (const std::string &File : llvm::concat<const std::string>(
           ArrayRef<std::string>(Self), ModelFiles)) {
    auto Hash = Files.content(File);
    if (!Hash)
      return createStringError("cannot read '" + File + "'");
    OS << " " << File << " " << Hash->Low << Hash->High;
  }
  return Out;
}

int lint(const Work &Todo, const RunOptions &Options, const ModelSet &Models) {
  Selection::Request Asked;
  Asked.Files = Todo.Files;
  Asked.IsWhole = Paths.empty();
  Asked.Runs = [&](StringRef Check, StringRef File) {
    auto Config = configure(File, Options.Host, Models);
    if (!Config)
      consumeError(Config.takeError()); // said by the unit that it is for
    return Config && Config->Analysis.Checks.contains(Check);
  };
  auto Selected = selection(std::move(Asked));
  if (!Selected)
    return fail(Selected.takeError());
  auto Choice = reportOptions(*Selected);
  if (!Choice)
    return fail(Choice.takeError());
  LintReport Out(Todo.Files.size(), std::move(*Choice));
  RunStats Times;
  sys::SetInterruptFunction([] { Interrupted = true; });
  analyzeAll(
      *Todo.Database, Todo.Files, Models, Options,
      [&](TUResult R) {
        Times.add(R);
        if (R.From == TUResult::Origin::Stopped)
          return Out.stopped();
        if (!BaselineFile.empty() || !WriteBaseline.empty())
          noteSeen(*Selected, R, Todo);
        Out.add(std::move(R.Reports), R.Errors, R.Failed);
      },
      [&](size_t N, StringRef File) { Out.started(N, File); });
  if (Options.Cache) {
    if (std::string Problem = Options.Cache->problem(); !Problem.empty())
      WithColor::warning(errs(), "coro-tidy")
          << "the cache could not be written: " << Problem << "\n";
    Options.Cache->prune(static_cast<uint64_t>(CacheSize) << 20);
  }
  int Code = finish(Out);
  if (Stats)
    Times.print(errs());
  return Code;
}

/// One file of one TU's facts and findings; whatever its findings are, it was
/// made.
int analyzeCommand(const Work &Todo, RunOptions Options,
                   const ModelSet &Models) {
  if (Output.empty())
    return fail("analyze: name the file to write with -o");
  if (Todo.Files.size() != 1)
    return fail("analyze takes one file, not " + Twine(Todo.Files.size()));
  // Whoever links says which confidence is enough.
  Options.Host.Least = Confidence::Possible;
  TUResult Result;
  analyzeAll(
      *Todo.Database, Todo.Files, Models, Options,
      [&](TUResult R) { Result = std::move(R); }, [](size_t, StringRef) {});
  errs() << Result.Errors;
  if (Result.Failed)
    return CouldNotRun;
  std::vector<std::string> Inputs(ModelFiles.begin(), ModelFiles.end());
  for (StringRef Up = sys::path::parent_path(Todo.Files.front()); !Up.empty();
       Up = sys::path::parent_path(Up))
    if (std::string Settings = (Up + "/.clang-tidy").str();
        sys::fs::exists(Settings))
      Inputs.push_back(Settings);
  if (Error E = writeOutput(Output, Depfile, Result, Inputs))
    return fail(std::move(E));
  return Result.Errors.empty() ? Clean : CouldNotRun;
}

int linkCommand() {
  if (Paths.empty())
    return fail("link: no file given; name what 'coro-tidy analyze' wrote");
  auto IsShown = [](StringRef Check) { return matches("*," + Checks, Check); };
  Selection::Request Asked;
  Asked.IsWhole = true;
  Asked.Runs = [&](StringRef Check, StringRef) { return IsShown(Check); };
  auto Selected = selection(std::move(Asked));
  if (!Selected)
    return fail(Selected.takeError());
  auto Choice = reportOptions(*Selected);
  if (!Choice)
    return fail(Choice.takeError());
  if (!Checks.empty())
    Choice->IsShown = IsShown;
  LintReport Out(Paths.size(), std::move(*Choice));
  for (const std::string &Path : Paths) {
    auto Reports = readInput(Path);
    if (!Reports)
      return fail(Reports.takeError());
    std::string Errors;
    for (const TUReport &R : *Reports)
      Errors += R.Errors;
    if (Errors.empty())
      for (const TUReport &R : *Reports)
        Selected->saw(R.File);
    Out.add(std::move(*Reports), Errors, /*HasFailed=*/false);
  }
  return finish(Out);
}

/// What users would write into a model of the library that the files are of.
int inferCommand(const Work &Todo, const RunOptions &Options,
                 const ModelSet &Models) {
  std::vector<TUReport> Reports;
  int Code = Clean;
  analyzeAll(
      *Todo.Database, Todo.Files, Models, Options,
      [&](TUResult R) {
        errs() << R.Errors;
        if (!R.Errors.empty())
          Code = CouldNotRun;
        for (TUReport &Each : R.Reports)
          Reports.push_back(std::move(Each));
      },
      [](size_t, StringRef) {});
  printInferredModel(outs(), std::move(Reports), Library);
  return Code;
}

Expected<RunOptions> runOptions(const ModelSet &Models) {
  RunOptions Out;
  auto Host = hostOptions();
  if (!Host)
    return Host.takeError();
  Out.Host = std::move(*Host);
  Out.Threads = Jobs;
  Out.Color = hasColor(errs());
  auto Config = configure("./file.cpp", Out.Host, Models);
  if (!Config)
    return Config.takeError();
  if (Config->Analysis.Checks.empty() && !Checks.empty())
    return createStringError(
        "--checks leaves no check on; --list-checks=all lists them");
  if (!sys::fs::is_directory(CORO_TIDY_RESOURCE_DIR))
    return createStringError(
        "clang's own headers are not in '" CORO_TIDY_RESOURCE_DIR
        "'; install the package libclang-common-22-dev");
  return Out;
}

std::vector<CommandText> commandLine() {
  OptionWords Words;
  Words[Least.ArgStr] = wordsOf(Least);
  Words[ListChecks.ArgStr] = wordsOf(ListChecks);
  Words[Completion.ArgStr] = wordsOf(Completion);
  for (const FormatInfo *F : allFormats())
    Words[Formats.ArgStr].push_back({F->Name.str(), F->Summary.str()});
  return commandTexts(Words);
}

/// All that is wrong with what a run with these flags would read.
int verifyConfig(ArrayRef<std::string> AfterDashes, bool HasDashes) {
  auto Models = ModelSet::builtin();
  if (!Models)
    return fail(Models.takeError());
  ConfigVerifier Verify;
  for (const std::string &File : ModelFiles)
    Verify.note(Models->addFile(File));
  Verify.globs(Checks, "--checks");
  Verify.globs(AsErrors, "--warnings-as-errors");
  for (const std::string &Item : CheckOption)
    Verify.option(Item, "--option");
  Verify.headerFilter(HeaderFilter, "--header-filter");
  if (auto Selected = selection({}); !Selected)
    Verify.note(Selected.takeError());
  else if (auto Choice = reportOptions(*Selected); !Choice)
    Verify.note(Choice.takeError());
  auto Todo = HasDashes ? withFlags(AfterDashes) : fromDatabase();
  if (Todo)
    for (const std::string &File : Todo->Files)
      Verify.source(File);
  else
    Verify.note(Todo.takeError());
  // What only shows when all of it is right.
  if (Verify.mistakes().empty())
    if (auto Options = runOptions(*Models); !Options)
      Verify.note(Options.takeError());
  for (const std::string &Mistake : Verify.mistakes())
    fail(Mistake);
  if (!Verify.mistakes().empty())
    return CouldNotRun;
  outs() << "configuration is valid\n";
  return Clean;
}

int run(ArrayRef<std::string> AfterDashes, bool HasDashes, const char *Argv0) {
  if (Completion != Shell::None) {
    printCompletion(outs(), Completion, commandLine());
    return Clean;
  }
  if (ManPage) {
    printManPage(outs(), commandLine());
    return Clean;
  }
  if (VerifyConfig)
    return verifyConfig(AfterDashes, HasDashes);
  auto Models = ModelSet::builtin();
  if (!Models)
    return fail(Models.takeError());
  for (const std::string &File : ModelFiles)
    if (Error E = Models->addFile(File))
      return fail(std::move(E));
  if (Error E = verifyGlobs(Checks, "--checks"))
    return fail(std::move(E));
  if (LinkSub)
    return linkCommand();
  if (ModelSub && (Paths.empty() || Paths.front() != "infer"))
    return fail("model: say what to do: 'coro-tidy model infer'");
  if (ModelSub)
    Paths.erase(Paths.begin());
  if (ListChecks != Listing::None) {
    auto Host = hostOptions();
    return Host ? listChecks(*Host, *Models) : fail(Host.takeError());
  }
  if (!Explain.empty())
    return explain(Explain);
  auto Options = runOptions(*Models);
  if (!Options)
    return fail(Options.takeError());
  auto Todo = HasDashes ? withFlags(AfterDashes) : fromDatabase();
  if (!Todo)
    return fail(Todo.takeError());
  if (auto Identity = identity(Argv0))
    Options->Identity = std::move(*Identity);
  else
    return fail(Identity.takeError());
  // Who names a file and its flags wants to hear of its errors; a build system
  // links what it asked for.
  Options->SkipUnits = !NoSkip && !HasDashes && !AnalyzeSub && !ModelSub;
  auto Cache = AnalyzeSub ? Expected<std::unique_ptr<ResultCache>>(nullptr)
                          : openCache();
  if (!Cache)
    return fail(Cache.takeError());
  Options->Cache = Cache->get();
  Options->SharePrefixes = !NoSharing && !AnalyzeSub;
  Options->TimeChecks = Stats;
  Options->Stop = &Interrupted;
  Options->MaxMemory = MaxMemory ? static_cast<uint64_t>(MaxMemory) << 20
                                 : MemoryGate::available() / 4 * 3;
  if (AnalyzeSub)
    return analyzeCommand(*Todo, std::move(*Options), *Models);
  if (ModelSub)
    return inferCommand(*Todo, *Options, *Models);
  return lint(*Todo, *Options, *Models);
}

} // namespace

int main(int argc, const char **argv) {
  sys::PrintStackTraceOnErrorSignal(argv[0]);
  if (cl::Option *LLVMs = cl::getRegisteredOptions().lookup("stats"))
    LLVMs->removeArgument();
  cl::opt<bool, true> StatsOption(
      "stats", cl::location(Stats), cl::cat(Category),
      cl::desc("Print what was analysed, and the time by phase and check"));
  for (cl::SubCommand *Sub :
       {&cl::SubCommand::getTopLevel(), &AnalyzeSub, &LinkSub, &ModelSub})
    cl::HideUnrelatedOptions({&Category, &getColorCategory()}, *Sub);
  cl::SetVersionPrinter([](raw_ostream &OS) {
    OS << "coro-tidy " CORO_TIDY_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
  });
  // Takes `-- flags` off the command line.
  std::vector<std::string> AfterDashes;
  const char **Dashes = std::find_if(argv, argv + argc,
                                     [](StringRef Arg) { return Arg == "--"; });
  bool HasDashes = Dashes != argv + argc;
  for (const char **Arg = Dashes + HasDashes; Arg < argv + argc; ++Arg)
    AfterDashes.push_back(*Arg);
  std::string ParseErrors;
  raw_string_ostream Errors(ParseErrors);
  if (!cl::ParseCommandLineOptions(Dashes - argv, argv, Overview, &Errors)) {
    errs() << ParseErrors;
    return CouldNotRun;
  }
  return run(AfterDashes, HasDashes, argv[0]);
}
