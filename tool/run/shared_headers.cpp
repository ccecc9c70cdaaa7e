// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "shared_headers.h"

#include "recording_file_system.h"

#include "tool/common/consumer.h"
#include "tool/common/paths.h"

#include "clang/AST/DeclGroup.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/ASTWriter.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace clang;

namespace coro_tidy {

std::string sharedFlags(const tooling::CompileCommand &Command) {
  tooling::CommandLineArguments Args = Command.CommandLine;
  for (auto &Adjust : {tooling::getClangStripOutputAdjuster(),
                       tooling::getClangSyntaxOnlyAdjuster(),
                       tooling::getClangStripDependencyFileAdjuster()})
    Args = Adjust(Args, Command.Filename);
  std::string File = absolutePath(Command.Filename, Command.Directory);
  llvm::erase_if(Args, [&](llvm::StringRef Arg) {
    return !Arg.starts_with("-") &&
           absolutePath(Arg, Command.Directory) == File;
  });
  return Command.Directory + llvm::join(Args, llvm::StringRef("\0", 1)) +
         llvm::sys::path::extension(Command.Filename).str();
}

namespace {

/// Watches the headers being parsed, each from a line of its own.
class Callbacks : public PreambleCallbacks {
public:
  Callbacks(llvm::ArrayRef<SharedHeader> Headers, ParsedHeaders &Record,
            const std::atomic<bool> *Stop)
      : Headers(Headers), Record(Record), Stop(Stop) {}

  /// By number, what must be left out.
  std::set<size_t> Unfit;
  std::vector<LocalDeclID> Declarations;
  uint32_t Counter = 0;

  /// The same bodies as in a unit that is parsed alone.
  bool shouldSkipFunctionBody(Decl *D) override { return isSkippedBody(*D); }
  void BeforeExecute(CompilerInstance &CI) override {
    SM = &CI.getSourceManager();
    Record.record(CI);
  }
  void AfterExecute(CompilerInstance &CI) override {
    Record.finish(CI);
    Counter = CI.getPreprocessor().getCounterValue();
  }
  void HandleTopLevelDecl(DeclGroupRef Group) override {
    // There is no other way out; what was built is lost, at the program's end.
    if (Stop && Stop->load())
      llvm::CrashRecoveryContext::GetCurrent()->HandleExit(0);
    for (Decl *D : Group)
      if (const auto *F = dyn_cast<FunctionDecl>(D);
          !(F && F->isTemplateInstantiation()) &&
          !SM->isInSystemHeader(SM->getExpansionLoc(D->getLocation())))
        TopLevel.push_back(D);
  }
  void AfterPCHEmitted(ASTWriter &Writer) override {
    for (const Decl *D : TopLevel)
      Declarations.push_back(Writer.getDeclID(D));
  }
  std::unique_ptr<PPCallbacks> createPPCallbacks() override {
    return std::make_unique<Watch>(*this);
  }

  /// What is being parsed is unfit.
  void stop() { Unfit.insert(Begun ? Begun - 1 : 0); }

private:
  class Watch : public PPCallbacks {
  public:
    explicit Watch(Callbacks &Owner) : Owner(Owner) {}
    void InclusionDirective(SourceLocation Hash, const Token &, StringRef, bool,
                            CharSourceRange, OptionalFileEntryRef File,
                            StringRef, StringRef, const Module *, bool,
                            SrcMgr::CharacteristicKind) override {
      if (Owner.SM->getFileID(Hash) != Owner.SM->getMainFileID())
        return;
      Owner.stopIfOpen();
      ++Owner.Begun;
      // Another file of that name may come first here.
      if (File && Owner.Begun <= Owner.Headers.size() &&
          File->getUniqueID() != Owner.Headers[Owner.Begun - 1].Id)
        Owner.stop();
    }
    // What begins anew behind the headers, or is not kept in them.
    void MacroExpands(const Token &Name, const MacroDefinition &, SourceRange,
                      const MacroArgs *) override {
      if (llvm::is_contained(
              {"__BASE_FILE__", "__INCLUDE_LEVEL__", "__FILE_NAME__"},
              Name.getIdentifierInfo()->getName()))
        Owner.stop();
    }
    void PragmaDirective(SourceLocation Loc, PragmaIntroducerKind) override {
      if (!Owner.Begun) // clang's own definitions
        return;
      bool IsInvalid = false;
      llvm::StringRef Rest = Owner.SM->getCharacterData(Loc, &IsInvalid);
      llvm::StringRef Line = Rest.take_until([](char C) { return C == '\n'; });
      if (IsInvalid)
        Owner.stop();
      else if (Line.contains("visibility") || Line.contains("_macro"))
        Owner.Open += Line.contains("push") ? 1 : -1;
    }
    void EndOfMainFile() override { Owner.stopIfOpen(); }

  private:
    Callbacks &Owner;
  };

  /// `#pragma GCC visibility push`, or `push_macro`, without its pop.
  void stopIfOpen() {
    if (Open)
      stop();
    Open = 0;
  }

  llvm::ArrayRef<SharedHeader> Headers;
  ParsedHeaders &Record;
  const std::atomic<bool> *Stop;
  const SourceManager *SM = nullptr;
  std::vector<const Decl *> TopLevel;
  int Open = 0;
  size_t Begun = 0;
};

class ErrorStop : public DiagnosticConsumer {
public:
  ErrorStop(Callbacks &Of, size_t Count) : Of(Of), Count(Count) {}
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level < DiagnosticsEngine::Error)
      return;
    if (!Info.hasSourceManager() || !Info.getLocation().isValid())
      return Of.stop();
    // Which header led there. Behind the last stands what one of them left
    // open.
    const SourceManager &SM = Info.getSourceManager();
    SourceLocation Loc = SM.getExpansionLoc(Info.getLocation());
    while (!SM.isInMainFile(Loc)) {
      Loc = SM.getIncludeLoc(SM.getFileID(Loc));
      if (Loc.isInvalid())
        return Of.stop();
    }
    unsigned Line = SM.getSpellingLineNumber(Loc);
    if (Line <= Count)
      Of.Unfit.insert(Line - 1);
    else
      for (size_t I = 0; I < Count; ++I)
        Of.Unfit.insert(I);
  }

private:
  Callbacks &Of;
  size_t Count; ///< of the headers
};

} // namespace

/// Parses the headers, or takes out those that are unfit.
bool SharedHeaders::build(const CompilerInvocation &Invocation,
                          llvm::StringRef Folder, FileStates &States) {
  CompilerInvocation Mine(Invocation);
  std::string Text;
  for (const SharedHeader &Header : Headers)
    Text += "#include " + Header.Spelling + "\n";
  // Beside the sources, as they are; nobody will have a file of that name.
  llvm::SmallString<256> Path(Folder);
  llvm::sys::path::append(Path, "coro-tidy shared headers");
  FrontendInputFile &Input = Mine.getFrontendOpts().Inputs.front();
  Input = FrontendInputFile(Path, Input.getKind());
  Mine.getLangOpts().PCHInstantiateTemplates = true;
  // They are among the headers, if they can be.
  Mine.getPreprocessorOpts().Includes.clear();
  auto Main = llvm::MemoryBuffer::getMemBuffer(Text, Path);
  Read = Inputs();
  Record = std::make_unique<ParsedHeaders>();
  auto Files = recordingFileSystem(Read, States);
  Files->setCurrentWorkingDirectory(Folder);
  Callbacks Watching(Headers, *Record, Stop);
  ErrorStop Errors(Watching, Headers.size());
  DiagnosticOptions Options;
  auto Diagnostics = llvm::makeIntrusiveRefCnt<DiagnosticsEngine>(
      DiagnosticIDs::create(), Options, &Errors, /*ShouldOwnClient=*/false);
  // Within the lock: a crash must not jump out of it.
  llvm::CrashRecoveryContext Recovery;
  bool IsSound = Recovery.RunSafely([&] {
    auto Built = PrecompiledPreamble::Build(
        Mine, Main.get(), PreambleBounds(Text.size(), true), Diagnostics, Files,
        std::make_shared<PCHContainerOperations>(), /*StoreInMemory=*/true,
        /*StoragePath=*/"", Watching);
    if (Built && Watching.Unfit.empty())
      Parsed.emplace(std::move(*Built));
  });
  if (!IsSound)
    Headers.clear();
  for (size_t I : llvm::reverse(Watching.Unfit))
    if (I < Headers.size())
      Headers.erase(Headers.begin() + I);
  Declarations = std::move(Watching.Declarations);
  Counter = Watching.Counter;
  return Parsed.has_value();
}

bool SharedHeaders::apply(
    CompilerInvocation &Invocation,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files, FileStates &States,
    Inputs &From) {
  // An overlay would be applied to the headers only.
  if (!Invocation.getHeaderSearchOpts().VFSOverlayFiles.empty() ||
      !Invocation.getPreprocessorOpts().ImplicitPCHInclude.empty())
    return false;
  std::lock_guard<std::mutex> Guard(Lock);
  constexpr unsigned MaxTries = 3, MaxFailures = 3;
  if (!std::exchange(IsTried, true))
    if (auto Folder = Files->getCurrentWorkingDirectory())
      for (unsigned I = 0; I < MaxTries && !Headers.empty(); ++I)
        if (build(Invocation, *Folder, States))
          break;
  if (!Parsed || (Failures >= MaxFailures && Failures > Uses))
    return false;
  From.merge(Read);
  auto Nothing = llvm::MemoryBuffer::getMemBuffer("");
  Parsed->OverridePreamble(Invocation, Files, Nothing.get());
  // It is before the source, no part of it.
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  Options.PrecompiledPreambleBytes = {0, true};
  Options.RemappedFileBuffers.pop_back();
  return true;
}

void SharedHeaders::begin(Preprocessor &PP, std::atomic<bool> &Unfit) const {
  PP.setCounterValue(Counter); // which the precompiled header forgets
  Record->check(PP, Unfit);
}

std::vector<Decl *> SharedHeaders::declarations(ASTReader &Reader) const {
  serialization::ModuleFile &Module =
      Reader.getModuleManager().getPrimaryModule();
  std::vector<Decl *> Out;
  for (LocalDeclID Id : Declarations)
    if (Decl *D = Reader.GetDecl(Reader.getGlobalDeclID(Module, Id)))
      Out.push_back(D);
  return Out;
}

void SharedHeaders::tell(bool WasOfUse) {
  std::lock_guard<std::mutex> Guard(Lock);
  ++(WasOfUse ? Uses : Failures);
}

} // namespace coro_tidy
