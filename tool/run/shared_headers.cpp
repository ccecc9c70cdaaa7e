// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "shared_headers.h"

#include "open_pragmas.h"
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
  for (size_t I = 0; I + 1 < Args.size(); ++I)
    if (Args[I] == "--serialize-diagnostics")
      Args[I + 1] = "";
  llvm::erase_if(Args, [&](llvm::StringRef Arg) {
    // For the code, and for what is written beside it.
    if (Arg.starts_with("-frandom-seed=") || Arg.starts_with("-Wp,-M") ||
        Arg.starts_with("-fmodule-output="))
      return true;
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
      if (!isTemplateInstantiation(*D) &&
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
      if (Owner.Begun) // else it is among clang's own definitions
        Owner.Pragmas.see(Loc, *Owner.SM);
    }
    void EndOfMainFile() override { Owner.stopIfOpen(); }

  private:
    Callbacks &Owner;
  };

  /// A header leaves something behind that is not kept.
  void stopIfOpen() {
    if (Pragmas.areOpen())
      stop();
    Pragmas = {};
  }

  llvm::ArrayRef<SharedHeader> Headers;
  ParsedHeaders &Record;
  const std::atomic<bool> *Stop;
  const SourceManager *SM = nullptr;
  std::vector<const Decl *> TopLevel;
  OpenPragmas Pragmas;
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

llvm::DenseSet<llvm::sys::fs::UniqueID> PrecompiledHeaders::build(
    llvm::ArrayRef<SharedHeader> Headers, const CompilerInvocation &Invocation,
    llvm::StringRef Folder, FileStates &States, const std::atomic<bool> *Stop) {
  CompilerInvocation Mine(Invocation);
  std::string Text;
  for (const SharedHeader &Header : Headers)
    Text += "#include " + Header.Spelling + "\n";
  // Beside the sources, as they are; nobody will have a file of that name.
  llvm::SmallString<256> Path(Folder);
  llvm::sys::path::append(Path, "coro-tidy shared headers");
  FrontendInputFile &Input = Mine.getFrontendOpts().Inputs.front();
  Input = FrontendInputFile(Path, Input.getKind());
  // They are among the headers, if they can be. What is instantiated waits for
  // the end of each unit, as it would without.
  Mine.getPreprocessorOpts().Includes.clear();
  auto Main = llvm::MemoryBuffer::getMemBuffer(Text, Path);
  auto Files = recordingFileSystem(Read, States);
  Files->setCurrentWorkingDirectory(Folder);
  Callbacks Watching(Headers, Record, Stop);
  ErrorStop Errors(Watching, Headers.size());
  DiagnosticOptions Options;
  auto Diagnostics = llvm::makeIntrusiveRefCnt<DiagnosticsEngine>(
      DiagnosticIDs::create(), Options, &Errors, /*ShouldOwnClient=*/false);
  // Within the lock of the caller: a crash must not jump out of it.
  llvm::CrashRecoveryContext Recovery;
  bool IsSound = Recovery.RunSafely([&] {
    auto Built = PrecompiledPreamble::Build(
        Mine, Main.get(), PreambleBounds(Text.size(), true), Diagnostics, Files,
        std::make_shared<PCHContainerOperations>(), /*StoreInMemory=*/true,
        /*StoragePath=*/"", Watching);
    if (Built && Watching.Unfit.empty())
      Parsed.emplace(std::move(*Built));
  });
  Declarations = std::move(Watching.Declarations);
  Counter = Watching.Counter;
  llvm::DenseSet<llvm::sys::fs::UniqueID> Unfit;
  for (size_t I = 0; I < Headers.size(); ++I)
    if (!IsSound || Watching.Unfit.contains(I))
      Unfit.insert(Headers[I].Id);
  return Unfit;
}

void PrecompiledHeaders::apply(
    CompilerInvocation &Invocation,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
    Inputs &From) const {
  From.merge(Read);
  auto Nothing = llvm::MemoryBuffer::getMemBuffer("");
  Parsed->OverridePreamble(Invocation, Files, Nothing.get());
  // It is before the source, no part of it.
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  Options.PrecompiledPreambleBytes = {0, true};
  Options.RemappedFileBuffers.pop_back();
}

void PrecompiledHeaders::begin(Preprocessor &PP, HeaderFit &Out) const {
  PP.setCounterValue(Counter); // which the precompiled header forgets
  Record.check(PP, Out);
}

std::vector<Decl *> PrecompiledHeaders::declarations(ASTReader &Reader,
                                                     llvm::ArrayRef<Decl *> Own,
                                                     HeaderFit &Out) const {
  Record.checkDeclarations(Own, Out);
  serialization::ModuleFile &Module =
      Reader.getModuleManager().getPrimaryModule();
  std::vector<Decl *> All;
  for (LocalDeclID Id : Declarations)
    if (Decl *D = Reader.GetDecl(Reader.getGlobalDeclID(Module, Id)))
      All.push_back(D);
  llvm::append_range(All, Own); // in the order of the text
  return All;
}

std::shared_ptr<const PrecompiledHeaders>
SharedHeaders::get(const CompilerInvocation &Invocation, llvm::StringRef Folder,
                   FileStates &States) {
  // An overlay would be applied to the headers only.
  if (!Invocation.getHeaderSearchOpts().VFSOverlayFiles.empty() ||
      !Invocation.getPreprocessorOpts().ImplicitPCHInclude.empty())
    return nullptr;
  std::lock_guard<std::mutex> Guard(Lock);
  constexpr unsigned MaxTries = 6;
  if (!std::exchange(IsTried, true))
    for (unsigned I = 0;
         I < MaxTries && !Choice.Headers.empty() && !(Stop && Stop->load());
         ++I) {
      auto Made = std::make_shared<PrecompiledHeaders>();
      auto Unfit =
          Made->build(Choice.Headers, Invocation, Folder, States, Stop);
      if (Made->isBuilt()) {
        Now = std::move(Made);
        break;
      }
      Choice.drop(Unfit);
      if (Unfit.empty())
        break;
    }
  return Now;
}

void SharedHeaders::tell(bool WasOfUse, const HeaderFit &Fit) {
  std::lock_guard<std::mutex> Guard(Lock);
  ++(WasOfUse ? Uses : Failures);
  for (const llvm::sys::fs::UniqueID &Id : Fit.Blamed)
    ++Blame[Id];
  constexpr unsigned MaxFailures = 3, MaxChanges = 3;
  if (Failures < MaxFailures || Failures <= Uses)
    return;
  llvm::DenseSet<llvm::sys::fs::UniqueID> Guilty;
  for (auto [Id, Times] : Blame)
    if (Times > 1)
      Guilty.insert(Id);
  Now = nullptr; // who has begun with it keeps it
  IsTried = Guilty.empty() || ++Changes > MaxChanges;
  Choice.drop(Guilty);
  Blame.clear();
  Uses = Failures = 0;
}

} // namespace coro_tidy
