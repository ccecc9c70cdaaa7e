// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line.

#include "database.h"
#include "fix.h"
#include "print.h"
#include "runner.h"
#include "sources.h"

#include "checks/program/close.h"

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/WithColor.h"

#include <set>

using namespace llvm;
using namespace coro_tidy;

namespace {

enum ExitCode { Clean = 0, HasFindings = 1, CouldNotRun = 2 };

cl::OptionCategory Category("coro-tidy options");
template <typename T> using Opt = cl::opt<T>;

Opt<std::string> BuildDir("p", cl::value_desc("build-dir"), cl::cat(Category),
                          cl::desc("Folder of compile_commands.json (default: "
                                   "looked for in 'build', here and above)"));
cl::list<std::string> Paths(cl::Positional, cl::cat(Category),
                            cl::value_desc("path|regex"),
                            cl::desc("[file, folder or regex ...]"));
Opt<std::string> Checks("checks", cl::value_desc("globs"), cl::cat(Category),
                        cl::desc("Checks to add and, with '-', to remove: "
                                 "--checks='-*,coro-blocking-*'"));
Opt<std::string> AsErrors("warnings-as-errors", cl::value_desc("globs"),
                          cl::cat(Category),
                          cl::desc("Checks whose findings are errors"));
cl::list<std::string> CheckOption(
    "option", cl::value_desc("check.name=value"), cl::cat(Category),
    cl::desc("Set an option of a check, as CheckOptions in .clang-tidy does"));
cl::list<std::string> ModelFiles("model", cl::value_desc("file.yaml"),
                                 cl::cat(Category),
                                 cl::desc("Add a model of a library"));
Opt<std::string> HeaderFilter(
    "header-filter", cl::value_desc("regex"), cl::cat(Category),
    cl::desc("Headers to report findings in (default: the project's own)"));
cl::opt<Confidence> Least(
    "confidence", cl::cat(Category), cl::init(Confidence::Likely),
    cl::desc("Report findings from this confidence on (default: likely)"),
    cl::values(clEnumValN(Confidence::Possible, "possible", "all"),
               clEnumValN(Confidence::Likely, "likely", "likely and certain"),
               clEnumValN(Confidence::Certain, "certain", "only certain")));
Opt<unsigned>
    Jobs("j", cl::value_desc("n"), cl::cat(Category), cl::init(0), cl::Prefix,
         cl::desc("Translation units at a time (default: one a core)"));
Opt<bool> Fix("fix", cl::cat(Category), cl::desc("Apply the fix-its"));
Opt<bool> Quiet("quiet", cl::cat(Category),
                cl::desc("No progress and no summary"));
Opt<bool> ExitZero("exit-zero", cl::cat(Category),
                   cl::desc("Exit with 0 although there are findings"));
enum class Listing { None, Enabled, All };
cl::opt<Listing> ListChecks(
    "list-checks", cl::cat(Category), cl::ValueOptional,
    cl::init(Listing::None), cl::desc("List the checks in force, or all"),
    cl::values(clEnumValN(Listing::Enabled, "", "the ones in force"),
               clEnumValN(Listing::All, "all", "all, with their state")));
Opt<std::string> Explain("explain", cl::value_desc("check"), cl::cat(Category),
                         cl::desc("Print the documentation of a check"));

const char *const Overview =
    "coro-tidy finds misuse of C++20 coroutines before it runs\n\n"
    "  coro-tidy -p build [file, folder or regex ...]\n"
    "  coro-tidy file.cpp -- -std=c++20 -Iinclude\n\n"
    "Exit status: 0 no finding, 1 findings, 2 could not run, or a translation "
    "unit did not parse.\n";

/// As LLVM's --color says, or whether it is a terminal.
bool hasColor(raw_ostream &OS) {
  return WithColor::defaultAutoDetectFunction()(OS);
}

/// Prints the error; the exit code.
int fail(Error E) {
  for (const std::string &Line :
       {toString(std::move(E))}) // one message, maybe of several lines
    WithColor::error(errs(), "coro-tidy") << Line << "\n";
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

/// `12 findings in 3 files`
std::string counted(size_t N, StringRef What) {
  return (Twine(N) + " " + What + (N == 1 ? "" : "s")).str();
}

/// Prints compiler errors as they come, and findings when all are known.
class Report {
public:
  Report(size_t Total, bool Color)
      : Total(Total), Color(Color),
        ShowProgress(!Quiet && sys::Process::StandardErrIsDisplayed()) {
    if (sys::fs::current_path(Here))
      Here.clear();
  }

  void started(size_t N, StringRef File) {
    if (ShowProgress)
      errs() << "\r\x1b[K[" << N << "/" << Total << "] " << File;
  }

  void add(TUResult R) {
    clearProgress();
    if (!R.Errors.empty()) {
      printErrors(R.Errors);
      ++(R.Failed ? Failed : Broken);
    }
    append_range(Reports, make_range(std::make_move_iterator(R.Reports.begin()),
                                     std::make_move_iterator(R.Reports.end())));
  }

  /// After the last: what they say together.
  void finish() {
    clearProgress();
    Kept = link(std::move(Reports), Least);
    addLines(Kept);
    for (const PlacedFinding &F : Kept) {
      printFinding(outs(), F, Here, Color);
      Files.insert(F.Where.File);
    }
    outs().flush();
  }

  void clearProgress() {
    if (ShowProgress)
      errs() << "\r\x1b[K";
  }

  void summary() {
    clearProgress();
    if (Quiet)
      return;
    errs() << counted(Kept.size(), "finding");
    if (!Kept.empty())
      errs() << " in " << counted(Files.size(), "file");
    errs() << "; " << counted(Total - Failed, "translation unit") << " checked";
    if (Broken)
      errs() << ", " << Broken << " with compiler errors";
    if (Failed)
      errs() << ", " << Failed << " could not be checked";
    errs() << "\n";
  }

  int exitCode() const {
    if (Broken || Failed)
      return CouldNotRun;
    return Kept.empty() || ExitZero ? Clean : HasFindings;
  }

  const std::vector<PlacedFinding> &findings() const { return Kept; }

private:
  /// Compilers begin the lines that name a place with its path.
  void printErrors(StringRef Text) {
    for (StringRef Line : split(Text.rtrim('\n'), '\n')) {
      for (StringRef Before : {"\x1b[1m", "In file included from ", "error: "})
        if (Line.consume_front(Before))
          errs() << Before;
      errs() << shownPath(Line, Here) << "\n";
    }
  }

  size_t Total;
  SmallString<256> Here;
  bool Color, ShowProgress;
  size_t Broken = 0, Failed = 0;
  std::vector<TUReport> Reports;
  std::set<std::string> Files;
  std::vector<PlacedFinding> Kept;
};

Expected<HostOptions> hostOptions() {
  HostOptions Host;
  Host.Checks = Checks;
  Host.WarningsAsErrors = AsErrors;
  Host.HeaderFilter = HeaderFilter;
  Host.Least = Least;
  if (Error E = verifyGlobs(Checks, "--checks"))
    return E;
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

/// `coro-tidy file ... -- flags`
Expected<Work>
withFlags(std::unique_ptr<clang::tooling::CompilationDatabase> Flags) {
  Work Out;
  if (!BuildDir.empty())
    return createStringError("-p and flags after '--' exclude each other");
  if (Paths.empty())
    return createStringError("no file given; name one before '--'");
  for (const std::string &Path : Paths) {
    if (!sys::fs::exists(Path))
      return createStringError("'" + Path + "': no such file");
    if (sys::fs::is_directory(Path))
      return createStringError("'" + Path +
                               "' is a folder; with flags after '--', name "
                               "files");
    if (std::string File = absolutePath(Path); !is_contained(Out.Files, File))
      Out.Files.push_back(std::move(File));
  }
  Out.Database = std::move(Flags);
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

Error fixAll(const std::vector<PlacedFinding> &Findings) {
  auto Summary = applyFixes(Findings);
  if (!Summary)
    return Summary.takeError();
  if (Quiet)
    return Error::success();
  errs() << counted(Summary->Applied, "finding") << " fixed in "
         << counted(Summary->Files, "file");
  if (Summary->Conflicts)
    errs() << "; " << counted(Summary->Conflicts, "finding")
           << " left, whose fixes overlap others: run again";
  errs() << "\n";
  return Error::success();
}

int analyze(Work Todo, HostOptions Host, const ModelSet &Models) {
  RunOptions Options;
  Options.Threads = Jobs;
  Options.Host = std::move(Host);
  Options.Color = hasColor(errs());
  Report Out(Todo.Files.size(), hasColor(outs()));
  analyzeAll(
      *Todo.Database, Todo.Files, Models, Options,
      [&](TUResult R) { Out.add(std::move(R)); },
      [&](size_t N, StringRef File) { Out.started(N, File); });
  Out.finish();
  Out.summary();
  if (Fix)
    if (Error E = fixAll(Out.findings()))
      return fail(std::move(E));
  return Out.exitCode();
}

int run(std::unique_ptr<clang::tooling::CompilationDatabase> FlagsAfterDashes) {
  auto Models = ModelSet::builtin();
  if (!Models)
    return fail(Models.takeError());
  for (const std::string &File : ModelFiles)
    if (Error E = Models->addFile(File))
      return fail(std::move(E));
  auto Host = hostOptions();
  if (!Host)
    return fail(Host.takeError());
  if (ListChecks != Listing::None)
    return listChecks(*Host, *Models);
  if (!Explain.empty())
    return explain(Explain);
  auto Config = configure("./file.cpp", *Host, *Models);
  if (!Config)
    return fail(Config.takeError());
  if (Config->Analysis.Checks.empty() && !Checks.empty())
    return fail("--checks leaves no check on; --list-checks=all lists them");
  if (!sys::fs::is_directory(CORO_TIDY_RESOURCE_DIR))
    return fail("clang's own headers are not in '" CORO_TIDY_RESOURCE_DIR
                "'; install the package libclang-common-22-dev");
  auto Todo = FlagsAfterDashes ? withFlags(std::move(FlagsAfterDashes))
                               : fromDatabase();
  if (!Todo)
    return fail(Todo.takeError());
  return analyze(std::move(*Todo), std::move(*Host), *Models);
}

} // namespace

int main(int argc, const char **argv) {
  sys::PrintStackTraceOnErrorSignal(argv[0]);
  cl::HideUnrelatedOptions({&Category, &getColorCategory()});
  cl::SetVersionPrinter([](raw_ostream &OS) {
    OS << "coro-tidy " CORO_TIDY_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
  });
  // Takes `-- flags` off the command line.
  std::string Message;
  std::unique_ptr<clang::tooling::CompilationDatabase> Flags =
      clang::tooling::FixedCompilationDatabase::loadFromCommandLine(argc, argv,
                                                                    Message);
  if (!Message.empty()) {
    StringRef FromDriver(Message);
    FromDriver.consume_front("error: ");
    return fail(FromDriver.rtrim());
  }
  std::string ParseErrors;
  raw_string_ostream Errors(ParseErrors);
  if (!cl::ParseCommandLineOptions(argc, argv, Overview, &Errors)) {
    errs() << ParseErrors;
    return CouldNotRun;
  }
  return run(std::move(Flags));
}
