// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "unit.h"

#include "cached_results.h"
#include "compile.h"
#include "recording_file_system.h"

#include "tool/common/consumer.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

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

class AnalysisAction : public ASTFrontendAction {
public:
  AnalysisAction(const AnalysisConfig &Config, AnalysisConsumer::Sink Out,
                 std::function<bool()> Stop)
      : Config(Config), Out(std::move(Out)), Stop(std::move(Stop)) {}

  /// It is given up, and \p Out told, if it cannot.
  void startFrom(const PrecompiledHeaders &Headers, HeaderFit &Out) {
    From = &Headers;
    Fit = &Out;
  }

  bool BeginInvocation(CompilerInstance &CI) override {
    // After a fatal error, such as a missing header, clang says no more; the
    // code below it would look sound.
    CI.getDiagnostics().setFatalsAsError(true);
    return true;
  }
  bool BeginSourceFileAction(CompilerInstance &CI) override {
    if (From)
      From->begin(CI.getPreprocessor(), *Fit);
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    if (!From)
      return std::make_unique<AnalysisConsumer>(Config, Out,
                                                /*SkipBodies=*/true, Stop);
    return std::make_unique<AnalysisConsumer>(
        Config, Out, /*SkipBodies=*/true,
        [this] { return Stop() || Fit->Unfit.load(); },
        [this, &CI](llvm::ArrayRef<Decl *> Own) {
          return From->declarations(*CI.getASTReader(), Own, *Fit);
        });
  }

private:
  const AnalysisConfig &Config;
  AnalysisConsumer::Sink Out;
  std::function<bool()> Stop;
  const PrecompiledHeaders *From = nullptr;
  HeaderFit *Fit = nullptr;
};

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
  Key = resultKey(File, *Config, Commands, Context.Options);
  ScanKey = scanKey(Key);
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

std::optional<TUResult> Unit::look() {
  if (!Context.States.stamp(File))
    return refuse("no such file, though the compile database lists it");
  if (!Config)
    return refuse(Problem);
  // First whether it is skipped: what an earlier run found, to which it
  // mattered, must not decide what this one says.
  Clock ScanTime;
  // Whether a comment suppresses something, only the analysis knows.
  IsSkipped = Context.Options.SkipUnits &&
              !Config->Analysis.Checks.contains("coro-unused-suppression") &&
              !nameStandsInMainFile() && scan();
  ScanMicroseconds = ScanTime.microseconds();
  if (!IsSkipped)
    return cached();
  TUResult Out = nothing(TUResult::Origin::Skipped);
  Out.Times.Scan = ScanMicroseconds;
  return Out;
}

TUResult Unit::nothing(TUResult::Origin Why) const {
  TUResult Out;
  Out.File = File;
  Out.From = Why;
  return Out;
}

std::string Unit::flags() const {
  return Commands.size() == 1 ? sharedFlags(Commands.front()) : "";
}

IncludeTree Unit::includes() const {
  return Context.Includes.scan(Commands.front(), File);
}

bool Unit::mayDefine(const llvm::StringSet<> &Names) const {
  return llvm::any_of(Names, [&](const auto &Name) {
    return Name.getKey().empty() || Scanned.mayDefine(Name.getKey());
  });
}

std::optional<TUResult> Unit::cached() const {
  if (!Context.Options.Cache)
    return std::nullopt;
  Clock Time;
  auto Hit = Context.Options.Cache->find(Key, Context.States);
  if (!Hit)
    return std::nullopt;
  auto Out = decodeResult(std::move(*Hit), File);
  if (Out) {
    Out->Times.Cache = Time.microseconds();
    Out->Times.Scan = ScanMicroseconds;
  }
  return Out;
}

TUResult Unit::analyze() {
  // Of others, look() has asked.
  if (IsSkipped)
    if (auto Known = cached())
      return std::move(*Known);
  std::optional<TUResult> Out;
  if (Shared) {
    Out = parse(Shared.get());
    Shared = nullptr; // the last one frees it
  }
  return Out ? std::move(*Out) : std::move(*parse(nullptr));
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
          [](CompilerInvocation &, auto &) {});
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

/// One parse, and what came of it.
struct Unit::Attempt {
  explicit Attempt(bool Color) : Printer(Color) {}

  Clock Time;
  TUResult Result;
  ErrorPrinter Printer;
  Inputs From;
  uint64_t Bytes = 0; ///< of memory, at most
  bool HasCrashed = false, IsReached = false, HasCoroutines = true;
  std::shared_ptr<const PrecompiledHeaders> Headers; ///< that it started from
  HeaderFit Fit;
};

void Unit::take(Attempt &Into, ASTContext &Ctx, TUAnalysis Found) const {
  Into.IsReached = true;
  Into.Result.Times.Analysis += Found.Microseconds;
  // Sources and tokens come on top, and what the allocator holds back.
  Into.Bytes =
      std::max<uint64_t>(Into.Bytes, 2 * (Ctx.getASTAllocatedMemory() +
                                          Ctx.getSideTableAllocatedMemory()));
  Into.HasCoroutines &=
      Ctx.getLangOpts().Coroutines || !Ctx.getLangOpts().CPlusPlus;
  Into.Result.Reports.push_back(
      makeReport(std::move(Found), Ctx, [&](llvm::StringRef Check) {
        return matches(Config->WarningsAsErrors, Check);
      }));
}

void Unit::run(Attempt &Into, SharedHeaders *Start) const {
  TUResult &Result = Into.Result;
  Result.File = File;
  Result.Times.Scan = ScanMicroseconds;
  AnalysisConfig Analysis = Config->Analysis;
  Analysis.Errors = &Into.Printer.Locations;
  if (Context.Options.TimeChecks)
    Analysis.Times = &Result.Times.Checks;
  auto Sink = [&](ASTContext &Ctx, TUAnalysis Found) {
    take(Into, Ctx, std::move(Found));
  };
  auto Make = [&] {
    auto Action = std::make_unique<AnalysisAction>(
        Analysis, Sink, [this] { return Context.Options.isStopped(); });
    if (Into.Headers)
      Action->startFrom(*Into.Headers, Into.Fit);
    return Action;
  };
  auto Adjust = [&](CompilerInvocation &Invocation, auto &Files) {
    Invocation.getFrontendOpts().SkipFunctionBodies = true;
    auto Folder = Files->getCurrentWorkingDirectory();
    if (Start && Folder)
      Into.Headers = Start->get(Invocation, *Folder, Context.States);
    if (Into.Headers)
      Into.Headers->apply(Invocation, Files, Into.From);
  };
  llvm::CrashRecoveryContext Recovery;
  Into.HasCrashed = !Recovery.RunSafely([&] {
    for (const tooling::CompileCommand &Command : Commands)
      runCommand(Command, File, recordingFileSystem(Into.From, Context.States),
                 Into.Printer, Make, Adjust);
  });
  Result.HasSharedHeaders = Into.Headers != nullptr;
  Result.Errors = Into.Printer.text();
  Result.Inputs = Into.From.files();
  Result.Times.Parse = Into.Time.microseconds() - Result.Times.Analysis;
}

std::optional<TUResult> Unit::parse(SharedHeaders *Start) {
  Context.Gate.enter();
  Attempt Made(Context.Options.Color);
  llvm::scope_exit Leave([&] { Context.Gate.leave(Made.Bytes); });
  run(Made, Start);
  TUResult &Result = Made.Result;
  if (Context.Options.isStopped())
    return nothing(TUResult::Origin::Stopped);
  if (Result.HasSharedHeaders) {
    // What is wrong is said as without the headers: the way to one differs, and
    // so may the error.
    bool WasOfUse =
        !Made.Fit.Unfit && !Made.HasCrashed && Result.Errors.empty();
    Start->tell(WasOfUse, Made.Fit);
    if (!WasOfUse)
      return std::nullopt;
  }
  // For whoever links: once, though there may be several commands.
  if (!Result.Reports.empty())
    Result.Reports.front().Errors = Result.Errors;
  if (!Result.Errors.empty() && !Made.HasCoroutines)
    Result.Errors += "note: these flags turn coroutines off; they need "
                     "-std=c++20\n";
  if (Made.HasCrashed || (!Made.IsReached && Result.Errors.empty())) {
    TUResult Refused = refuse(
        Made.HasCrashed ? "the analysis crashed on this file; please report "
                          "it. Its findings are missing"
                        : "clang could not be run on this file");
    Refused.Errors = Result.Errors + Refused.Errors;
    return Refused;
  }
  if (Context.Options.Cache) {
    Made.From.seal(Context.States);
    Context.Options.Cache->store(Key, Made.From, encode(Result),
                                 Made.Time.milliseconds());
  }
  return std::move(Result);
}

} // namespace coro_tidy
