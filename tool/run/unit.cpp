// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "unit.h"

#include "compile.h"
#include "recording_file_system.h"

#include "checks/program/report_io.h"
#include "tool/common/consumer.h"

#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

#include <chrono>

using namespace clang;

namespace coro_tidy {

RunContext::RunContext(const tooling::CompilationDatabase &Database,
                       const ModelSet &Models, const RunOptions &Options)
    : Database(Database), Models(Models), Options(Options), Patterns(Models),
      Gate(Options.MaxMemory) {}

llvm::Expected<std::shared_ptr<const FileConfig>>
RunContext::configuration(const std::string &File) {
  llvm::StringRef Folder = llvm::sys::path::parent_path(File);
  {
    std::lock_guard<std::mutex> Guard(Lock);
    if (auto It = Configurations.find(Folder); It != Configurations.end())
      return It->second;
  }
  auto Made = configure(File, Options.Host, Models);
  if (!Made)
    return Made.takeError();
  Made->Analysis.WholeProgram = true;
  auto Shared = std::make_shared<const FileConfig>(std::move(*Made));
  std::lock_guard<std::mutex> Guard(Lock);
  return Configurations.try_emplace(Folder, std::move(Shared)).first->second;
}

namespace {

/// What clang's driver and front end read from the environment.
constexpr llvm::StringLiteral Environment[] = {"CPATH",
                                               "C_INCLUDE_PATH",
                                               "CPLUS_INCLUDE_PATH",
                                               "COMPILER_PATH",
                                               "GCC_EXEC_PREFIX",
                                               "CCC_OVERRIDE_OPTIONS",
                                               "CLANG_CONFIG_FILE_SYSTEM_DIR",
                                               "CLANG_CONFIG_FILE_USER_DIR",
                                               "SOURCE_DATE_EPOCH",
                                               "SDKROOT",
                                               "HOME"};

ContentHash keyOf(const std::string &File, const FileConfig &Config,
                  llvm::ArrayRef<tooling::CompileCommand> Commands,
                  const RunOptions &Options) {
  std::string Text;
  auto Add = [&](llvm::StringRef Part) {
    Text += Part;
    Text += '\0';
  };
  Add(Options.Identity);
  Add(Options.Color ? "color" : "");
  Add(Config.Identity);
  for (llvm::StringRef Name : Environment)
    Add(llvm::sys::Process::GetEnv(Name).value_or(""));
  Add(File);
  for (const tooling::CompileCommand &Command : Commands) {
    Add(Command.Directory);
    for (const std::string &Argument : Command.CommandLine)
      Add(Argument);
    Add("");
  }
  return hashOf(Text);
}

class AnalysisAction : public ASTFrontendAction {
public:
  AnalysisAction(const AnalysisConfig &Config, AnalysisConsumer::Sink Out,
                 const std::atomic<bool> *Stop)
      : Config(Config), Out(std::move(Out)), Stop(Stop) {}
  bool BeginInvocation(CompilerInstance &CI) override {
    // After a fatal error, such as a missing header, clang says no more; the
    // code below it would look sound.
    CI.getDiagnostics().setFatalsAsError(true);
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<AnalysisConsumer>(Config, Out, /*SkipBodies=*/true,
                                              Stop);
  }

private:
  const AnalysisConfig &Config;
  AnalysisConsumer::Sink Out;
  const std::atomic<bool> *Stop;
};

void writeText(llvm::raw_ostream &OS, llvm::StringRef Text) {
  llvm::encodeULEB128(Text.size(), OS);
  OS << Text;
}

std::string encode(const TUResult &Result) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  writeText(OS, Result.Errors);
  writeReports(Result.Reports, OS);
  return Out;
}

std::string encode(const ScanResult &Scanned) {
  std::string Out(1, Scanned.NeedsParse);
  for (uint32_t Name : Scanned.Defined) {
    char Bytes[4];
    llvm::support::endian::write32le(Bytes, Name);
    Out.append(Bytes, 4);
  }
  return Out;
}

ScanResult decodeScan(llvm::StringRef Payload) {
  ScanResult Out;
  Out.NeedsParse = Payload.empty() || Payload.front();
  for (size_t At = 1; At + 4 <= Payload.size(); At += 4)
    Out.Defined.push_back(llvm::support::endian::read32le(Payload.data() + At));
  return Out;
}

class Clock {
public:
  uint64_t microseconds() const {
    using namespace std::chrono;
    return duration_cast<std::chrono::microseconds>(steady_clock::now() - Start)
        .count();
  }
  uint64_t milliseconds() const { return microseconds() / 1000; }

private:
  std::chrono::steady_clock::time_point Start =
      std::chrono::steady_clock::now();
};

/// Of the places that a report names: is each still at the end of the same
/// symbolic links?
bool hasSamePaths(llvm::ArrayRef<TUReport> Reports) {
  llvm::StringSet<> Seen;
  auto IsSame = [&](const Place &P) {
    if (P.File.empty() || !Seen.insert(P.File).second)
      return true;
    llvm::SmallString<256> Real;
    return !llvm::sys::fs::real_path(P.File, Real) && Real == P.RealFile;
  };
  return llvm::all_of(Reports, [&](const TUReport &R) {
    return llvm::all_of(R.Findings, [&](auto &F) { return IsSame(F.Where); }) &&
           llvm::all_of(R.Open,
                        [&](auto &F) { return IsSame(F.Finding.Where); });
  });
}

} // namespace

Unit::Unit(std::string Name, RunContext &Context)
    : File(std::move(Name)), Context(Context) {
  auto Read = Context.configuration(File);
  if (!Read) {
    Problem = llvm::toString(Read.takeError());
    return;
  }
  Config = std::move(*Read);
  Commands = Context.Database.getCompileCommands(File);
  Key = keyOf(File, *Config, Commands, Context.Options);
  ScanKey = Key;
  ScanKey.Low ^= 1; // as good a key as the other
}

uint64_t Unit::cost() const {
  if (Context.Options.Cache)
    if (auto Known = Context.Options.Cache->cost(Key))
      return *Known;
  // Nothing is known of its headers; a thousand characters are a millisecond.
  auto At = Context.States.stamp(File);
  return At ? At->Size / 1000 : 0;
}

TUResult Unit::refuse(const llvm::Twine &Why) const {
  TUResult Out;
  Out.File = File;
  Out.Failed = true;
  Out.Errors = ("error: " + File + ": " + Why + "\n").str();
  return Out;
}

TUResult Unit::run() {
  if (!Context.States.stamp(File))
    return refuse("no such file, though the compile database lists it");
  if (!Config)
    return refuse(Problem);
  Clock Time;
  if (auto Known = cached()) {
    Known->Times.Cache = Time.microseconds();
    return std::move(*Known);
  }
  // Whether a comment suppresses something, only the analysis knows.
  bool MaySkip = Context.Options.SkipUnits &&
                 !Config->Analysis.Checks.contains("coro-unused-suppression");
  Clock ScanTime;
  bool IsSkipped = MaySkip && !nameStandsInMainFile() && scan();
  uint64_t Scan = ScanTime.microseconds();
  TUResult Out;
  if (IsSkipped) {
    Out.File = File;
    Out.From = TUResult::Origin::Skipped;
  } else {
    Out = analyze();
  }
  Out.Times.Scan = Scan;
  return Out;
}

bool Unit::mayDefine(const llvm::StringSet<> &Names) const {
  return llvm::any_of(Names, [&](const auto &Name) {
    return Name.getKey().empty() || Scanned.mayDefine(Name.getKey());
  });
}

std::optional<TUResult> Unit::cached() const {
  if (!Context.Options.Cache)
    return std::nullopt;
  auto Hit = Context.Options.Cache->find(Key, Context.States);
  if (!Hit)
    return std::nullopt;
  TUResult Out;
  Out.File = File;
  Out.From = TUResult::Origin::Cached;
  llvm::DataExtractor From(Hit->Payload, /*IsLittleEndian=*/true, 8);
  llvm::DataExtractor::Cursor At(0);
  Out.Errors = From.getBytes(At, From.getULEB128(At)).str();
  if (llvm::Error E = At.takeError()) {
    llvm::consumeError(std::move(E));
    return std::nullopt;
  }
  auto Reports = readReports(llvm::MemoryBufferRef(
      llvm::StringRef(Hit->Payload).drop_front(At.tell()), File));
  if (!Reports) {
    llvm::consumeError(Reports.takeError());
    return std::nullopt;
  }
  if (Hit->IsTouched && !hasSamePaths(*Reports))
    return std::nullopt;
  Out.Reports = std::move(*Reports);
  Out.Inputs = std::move(Hit->Files);
  return Out;
}

/// The cheapest look: a source that awaits needs no scan.
bool Unit::nameStandsInMainFile() const {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  return Buffer && llvm::any_of(llvm::ArrayRef<llvm::StringRef>(
                                    {"co_await", "co_return", "co_yield"}),
                                [&](llvm::StringRef Name) {
                                  return (*Buffer)->getBuffer().contains(Name);
                                });
}

/// True if the unit can be skipped.
bool Unit::scan() {
  if (Context.Options.Cache)
    if (auto Hit = Context.Options.Cache->find(ScanKey, Context.States)) {
      Scanned = decodeScan(Hit->Payload);
      return !Scanned.NeedsParse;
    }
  Clock Time;
  Inputs From;
  bool Reached = false;
  llvm::CrashRecoveryContext Recovery;
  bool Sound = Recovery.RunSafely([&] {
    for (const tooling::CompileCommand &Command : Commands) {
      ErrorPrinter Errors(/*Color=*/false);
      runCommand(
          Command, File, recordingFileSystem(From, Context.States), Errors,
          [&] { return makeScanAction(Context.Patterns, Scanned, Reached); },
          [](CompilerInvocation &) {});
      Scanned.NeedsParse |= !Errors.text().empty();
    }
  });
  if (!Sound || !Reached)
    Scanned.NeedsParse = true; // the analysis will say why
  else if (Context.Options.Cache) {
    From.seal(Context.States);
    Context.Options.Cache->store(ScanKey, From, encode(Scanned),
                                 Time.milliseconds());
  }
  return !Scanned.NeedsParse;
}

TUResult Unit::analyze() {
  Context.Gate.enter();
  uint64_t Bytes = 0;
  llvm::scope_exit Leave([&] { Context.Gate.leave(Bytes); });
  Clock Time;
  TUResult Result;
  Result.File = File;
  ErrorPrinter Printer(Context.Options.Color);
  AnalysisConfig Analysis = Config->Analysis;
  Analysis.Errors = &Printer.Locations;
  if (Context.Options.TimeChecks)
    Analysis.Times = &Result.Times.Checks;
  bool Reached = false, HasCoroutines = true;
  auto Sink = [&](ASTContext &Ctx, TUAnalysis Found) {
    Reached = true;
    Result.Times.Analysis += Found.Microseconds;
    // Sources and tokens come on top, and what the allocator holds back.
    Bytes = std::max<uint64_t>(Bytes, 2 * (Ctx.getASTAllocatedMemory() +
                                           Ctx.getSideTableAllocatedMemory()));
    HasCoroutines &=
        Ctx.getLangOpts().Coroutines || !Ctx.getLangOpts().CPlusPlus;
    Result.Reports.push_back(
        makeReport(std::move(Found), Ctx, [&](llvm::StringRef Check) {
          return matches(Config->WarningsAsErrors, Check);
        }));
  };
  Inputs From;
  llvm::CrashRecoveryContext Recovery;
  bool Crashed = !Recovery.RunSafely([&] {
    for (const tooling::CompileCommand &Command : Commands)
      runCommand(
          Command, File, recordingFileSystem(From, Context.States), Printer,
          [&] {
            return std::make_unique<AnalysisAction>(Analysis, Sink,
                                                    Context.Options.Stop);
          },
          [](CompilerInvocation &Invocation) {
            Invocation.getFrontendOpts().SkipFunctionBodies = true;
          });
  });
  if (Context.Options.Stop && Context.Options.Stop->load()) {
    TUResult Stopped;
    Stopped.File = File;
    Stopped.From = TUResult::Origin::Stopped;
    return Stopped;
  }
  Result.Errors = Printer.text();
  Result.Inputs = From.files();
  Result.Times.Parse = Time.microseconds() - Result.Times.Analysis;
  // For whoever links: once, though there may be several commands.
  if (!Result.Reports.empty())
    Result.Reports.front().Errors = Result.Errors;
  if (!Result.Errors.empty() && !HasCoroutines)
    Result.Errors += "note: these flags turn coroutines off; they need "
                     "-std=c++20\n";
  if (Crashed || (!Reached && Result.Errors.empty())) {
    TUResult Refused =
        refuse(Crashed ? "the analysis crashed on this file; please report "
                         "it. Its findings are missing"
                       : "clang could not be run on this file");
    Refused.Errors = Result.Errors + Refused.Errors;
    return Refused;
  }
  if (Context.Options.Cache) {
    From.seal(Context.States);
    Context.Options.Cache->store(Key, From, encode(Result),
                                 Time.milliseconds());
  }
  return Result;
}

} // namespace coro_tidy
