// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "shared_prefix.h"

#include "recording_file_system.h"

#include "tool/common/consumer.h"
#include "tool/common/paths.h"

#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace clang;

namespace coro_tidy {

IncludePrefix IncludePrefix::of(llvm::StringRef Source) {
  IncludePrefix Out;
  LangOptions Language;
  Language.CPlusPlus = Language.LineComment = true;
  Lexer Raw(SourceLocation(), Language, Source.begin(), Source.begin(),
            Source.end());
  auto OffsetOf = [&] { return Raw.getBufferLocation() - Source.begin(); };
  Token T;
  while (true) {
    Raw.LexFromRawLexer(T);
    if (T.isNot(tok::hash) || !T.isAtStartOfLine())
      return Out;
    Raw.LexFromRawLexer(T);
    if (T.isNot(tok::raw_identifier) || T.getRawIdentifier() != "include" ||
        T.needsCleaning())
      return Out;
    size_t At = OffsetOf();
    llvm::StringRef Line =
        Source.substr(At).take_until([](char C) { return C == '\n'; });
    llvm::StringRef Name = Line.trim();
    // Old line ends, and lines that go on with the next.
    if (Name.contains('\r') || Name.ends_with("\\") || Name.ends_with("?\?/"))
      return Out;
    size_t Close = Name.find('>');
    if (!Name.consume_front("<") || Close == llvm::StringRef::npos)
      return Out;
    // What follows on the line may be a comment of several lines.
    if (!Name.drop_front(Close).trim().empty() &&
        !Name.drop_front(Close).trim().starts_with("//"))
      return Out;
    size_t End = std::min(Source.size(), At + Line.size() + 1);
    Out.Headers.push_back(Name.take_front(Close - 1).str());
    Out.Ends.push_back(End);
    Raw.seek(End, /*IsAtStartOfLine=*/true);
  }
}

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

/// The same bodies as in a unit that is parsed alone, and the question how far
/// all is the system's.
class Callbacks : public PreambleCallbacks {
public:
  bool shouldSkipFunctionBody(Decl *D) override { return isSkippedBody(*D); }
  void BeforeExecute(CompilerInstance &CI) override {
    SM = &CI.getSourceManager();
  }
  std::unique_ptr<PPCallbacks> createPPCallbacks() override {
    return std::make_unique<Watch>(*this);
  }

  /// The header of that number, from 0, is unfit, and all after it.
  void stopAt(size_t Header) { Fit = std::min(Fit, Header); }
  /// What is being parsed is unfit, and all after it.
  void stop() { stopAt(Begun ? Begun - 1 : 0); }
  /// How many of the headers will do.
  size_t fit() {
    stopIfOpen();
    return std::min(Fit, Begun);
  }

private:
  class Watch : public PPCallbacks {
  public:
    explicit Watch(Callbacks &Owner) : Owner(Owner) {}
    void InclusionDirective(SourceLocation Hash, const Token &, StringRef, bool,
                            CharSourceRange, OptionalFileEntryRef, StringRef,
                            StringRef, const Module *, bool,
                            SrcMgr::CharacteristicKind) override {
      if (Owner.SM->getFileID(Hash) != Owner.SM->getMainFileID())
        return;
      Owner.stopIfOpen();
      ++Owner.Begun;
    }
    void FileChanged(SourceLocation Loc, FileChangeReason Reason,
                     SrcMgr::CharacteristicKind Kind, FileID) override {
      FileID File = Owner.SM->getFileID(Loc);
      if (Reason == EnterFile && !SrcMgr::isSystem(Kind) &&
          Owner.SM->getFileEntryForID(File) &&
          File != Owner.SM->getMainFileID())
        Owner.stop();
    }
    // What begins anew behind the prefix, or is not kept in it.
    void MacroExpands(const Token &Name, const MacroDefinition &, SourceRange,
                      const MacroArgs *) override {
      if (llvm::is_contained({"__COUNTER__", "__BASE_FILE__",
                              "__INCLUDE_LEVEL__", "__FILE_NAME__"},
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

  private:
    Callbacks &Owner;
  };

  /// `#pragma GCC visibility push`, or `push_macro`, without its pop.
  void stopIfOpen() {
    if (Open)
      stop();
  }

  const SourceManager *SM = nullptr;
  int Open = 0;
  size_t Begun = 0, Fit = ~size_t(0);
};

class ErrorStop : public DiagnosticConsumer {
public:
  ErrorStop(Callbacks &Of, size_t Count) : Of(Of), Count(Count) {}
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level < DiagnosticsEngine::Error)
      return;
    const SourceManager *SM =
        Info.hasSourceManager() ? &Info.getSourceManager() : nullptr;
    if (!SM || !Info.getLocation().isValid() ||
        !SM->isInMainFile(Info.getLocation()))
      return Of.stop();
    // A header that is missing has not begun; behind the last stands what one
    // of them left open.
    unsigned Line = SM->getSpellingLineNumber(Info.getLocation());
    Of.stopAt(Line <= Count ? Line - 1 : 0);
  }

private:
  Callbacks &Of;
  size_t Count; ///< of the headers, each on a line
};

} // namespace

/// How many of the headers are fit; if all are, they are parsed now.
size_t SharedPrefix::build(const CompilerInvocation &Invocation,
                           llvm::StringRef Folder, FileStates &States) {
  CompilerInvocation Mine(Invocation);
  std::string Text;
  for (const std::string &Header : Headers)
    Text += "#include <" + Header + ">\n";
  // Beside the sources, as they are; nobody will have a file of that name.
  llvm::SmallString<256> Path(Folder);
  llvm::sys::path::append(Path, "coro-tidy shared prefix");
  FrontendInputFile &Input = Mine.getFrontendOpts().Inputs.front();
  Input = FrontendInputFile(Path, Input.getKind());
  auto Main = llvm::MemoryBuffer::getMemBuffer(Text, Path);
  Read = Inputs();
  auto Files = recordingFileSystem(Read, States);
  Files->setCurrentWorkingDirectory(Folder);
  Callbacks Watching;
  ErrorStop Errors(Watching, Headers.size());
  DiagnosticOptions Options;
  auto Diagnostics = llvm::makeIntrusiveRefCnt<DiagnosticsEngine>(
      DiagnosticIDs::create(), Options, &Errors, /*ShouldOwnClient=*/false);
  // Within the lock: a crash must not jump out of it.
  llvm::CrashRecoveryContext Recovery;
  size_t Fit = 0;
  bool IsSound = Recovery.RunSafely([&] {
    auto Built = PrecompiledPreamble::Build(
        Mine, Main.get(), PreambleBounds(Text.size(), true), Diagnostics, Files,
        std::make_shared<PCHContainerOperations>(), /*StoreInMemory=*/true,
        /*StoragePath=*/"", Watching);
    if (!Built)
      return;
    Fit = Watching.fit();
    if (Fit == Headers.size())
      Parsed.emplace(std::move(*Built));
  });
  return IsSound ? Fit : 0;
}

bool SharedPrefix::apply(CompilerInvocation &Invocation,
                         llvm::MemoryBuffer &Main,
                         llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
                         FileStates &States, Inputs &From) {
  // It would be applied to the preamble only.
  if (!Invocation.getHeaderSearchOpts().VFSOverlayFiles.empty())
    return false;
  std::lock_guard<std::mutex> Guard(Lock);
  while (!std::exchange(IsTried, true))
    if (auto Folder = Files->getCurrentWorkingDirectory())
      if (size_t Fit = build(Invocation, *Folder, States); Fit && !Parsed) {
        IsTried = Fit >= Headers.size();
        Headers.resize(std::min(Fit, Headers.size()));
      }
  IncludePrefix Mine = IncludePrefix::of(Main.getBuffer());
  if (!Parsed ||
      !llvm::ArrayRef(Mine.Headers).take_front(Headers.size()).equals(Headers))
    return false;
  From.merge(Read);
  Parsed->AddImplicitPreamble(Invocation, Files, &Main);
  Invocation.getPreprocessorOpts().RetainRemappedFileBuffers = true;
  // Comments between the includes make it longer than the one it was made of.
  Invocation.getPreprocessorOpts().PrecompiledPreambleBytes = {
      static_cast<unsigned>(Mine.Ends[Headers.size() - 1]), true};
  return true;
}

std::vector<std::shared_ptr<SharedPrefix>>
sharePrefixes(llvm::ArrayRef<std::pair<std::string, IncludePrefix>> Units) {
  constexpr size_t Least = 3;
  std::vector<std::shared_ptr<SharedPrefix>> Out(Units.size());
  std::map<std::string, std::vector<size_t>> ByFlags;
  for (size_t I = 0; I < Units.size(); ++I)
    ByFlags[Units[I].first].push_back(I);
  for (auto &[Flags, Members] : ByFlags) {
    // Go on with the next header as long as most of the units have it.
    std::vector<std::pair<std::vector<size_t>, size_t>> Work{{Members, 0}};
    while (!Work.empty()) {
      auto [Same, Depth] = std::move(Work.back());
      Work.pop_back();
      std::map<std::string, std::vector<size_t>> ByNext;
      for (size_t I : Same)
        if (const auto &Headers = Units[I].second.Headers;
            Depth < Headers.size())
          ByNext[Headers[Depth]].push_back(I);
      std::vector<size_t> Rest = Same;
      for (auto &[Next, With] : ByNext) {
        if (With.size() < Least || (Depth && With.size() * 2 < Same.size()))
          continue;
        llvm::erase_if(Rest,
                       [&](size_t I) { return llvm::is_contained(With, I); });
        Work.push_back({With, Depth + 1});
      }
      if (!Depth || Rest.size() < Least)
        continue;
      const auto &Headers = Units[Rest.front()].second.Headers;
      auto Shared = std::make_shared<SharedPrefix>(
          std::vector<std::string>(Headers.begin(), Headers.begin() + Depth));
      for (size_t I : Rest)
        Out[I] = Shared;
    }
  }
  return Out;
}

} // namespace coro_tidy
