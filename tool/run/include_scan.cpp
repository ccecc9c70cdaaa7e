// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "include_scan.h"

#include "compile.h"

#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Path.h"

using namespace clang;
using dependencies::DependencyScanningWorkerFilesystem;

namespace coro_tidy {
namespace {

using WorkerFiles =
    llvm::IntrusiveRefCntPtr<DependencyScanningWorkerFilesystem>;

class Directives : public DependencyDirectivesGetter {
public:
  explicit Directives(WorkerFiles Files) : Files(std::move(Files)) {}
  std::unique_ptr<DependencyDirectivesGetter> cloneFor(FileManager &) override {
    return std::make_unique<Directives>(Files);
  }
  std::optional<llvm::ArrayRef<dependency_directives_scan::Directive>>
  operator()(FileEntryRef File) override {
    return Files->getDirectiveTokens(File.getName());
  }

private:
  WorkerFiles Files;
};

class Collector : public PPCallbacks {
public:
  Collector(const SourceManager &SM, IncludeTree &Out) : SM(SM), Out(Out) {
    Out.Files.emplace_back();
    // Where the command line names a header, there is no file.
    Entries.push_back(SM.getFileEntryRefForID(SM.getMainFileID()));
    Known[SM.getFileEntryForID(SM.getMainFileID())] = 0;
  }

  void InclusionDirective(SourceLocation Hash, const Token &, StringRef Name,
                          bool IsAngled, CharSourceRange,
                          OptionalFileEntryRef File, StringRef Folder,
                          StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind Kind) override {
    if (!File)
      return;
    unsigned Includer = Known.lookup(SM.getFileEntryForID(SM.getFileID(Hash)));
    auto [It, New] = Known.try_emplace(*File, Out.Files.size());
    if (New) {
      Entries.push_back(*File);
      // Beside the file that includes it, or on the search path?
      bool IsBeside = !IsAngled && Folder == folderOf(Includer);
      Out.Files.push_back(describe(*File, Name, IsBeside, Kind));
    }
    auto &Includes = Out.Files[Includer].Includes;
    if (!llvm::is_contained(Includes, It->second))
      Includes.push_back(It->second);
  }

  void findGuards(HeaderSearch &Headers) {
    for (size_t I = 1; I < Entries.size(); ++I)
      Out.Files[I].IsGuarded =
          Headers.isFileMultipleIncludeGuarded(*Entries[I]);
  }

private:
  llvm::StringRef folderOf(unsigned File) const {
    return Entries[File] ? Entries[File]->getDir().getName() : "";
  }

  IncludeTree::File describe(FileEntryRef File, llvm::StringRef Name,
                             bool IsBeside, SrcMgr::CharacteristicKind Kind) {
    IncludeTree::File Made;
    llvm::SmallString<256> Path(File.getName());
    SM.getFileManager().makeAbsolutePath(Path);
    Made.Id = File.getUniqueID();
    Made.Path = std::string(Path);
    Made.IsSystem = SrcMgr::isSystem(Kind);
    // A name that is looked up finds it as what it is: with the path by which
    // the units know it, and what comes next of that name.
    Made.Spelling = IsBeside && !Made.IsSystem ? ("\"" + Path + "\"").str()
                                               : ("<" + Name + ">").str();
    Made.Size = File.getSize();
    return Made;
  }

  const SourceManager &SM;
  IncludeTree &Out;
  std::vector<OptionalFileEntryRef> Entries;
  llvm::DenseMap<const FileEntry *, unsigned> Known;
};

class IncludeAction : public PreprocessorFrontendAction {
public:
  IncludeAction(WorkerFiles Files, IncludeTree &Out)
      : Files(std::move(Files)), Out(Out) {}

  bool BeginInvocation(CompilerInstance &CI) override {
    CI.setDependencyDirectivesGetter(std::make_unique<Directives>(Files));
    return true;
  }

  void ExecuteAction() override {
    Preprocessor &PP = getCompilerInstance().getPreprocessor();
    auto Own = std::make_unique<Collector>(PP.getSourceManager(), Out);
    Collector &Found = *Own;
    PP.addPPCallbacks(std::move(Own));
    PP.EnterMainSourceFile();
    Token T;
    do
      PP.Lex(T);
    while (T.isNot(tok::eof));
    Found.findGuards(PP.getHeaderSearchInfo());
  }

private:
  WorkerFiles Files;
  IncludeTree &Out;
};

} // namespace

IncludeTree IncludeScanner::scan(const tooling::CompileCommand &Command,
                                 const std::string &File) {
  IncludeTree Out;
  IgnoringDiagConsumer Nobody;
  auto Worker = llvm::makeIntrusiveRefCnt<DependencyScanningWorkerFilesystem>(
      Files, llvm::vfs::createPhysicalFileSystem());
  llvm::CrashRecoveryContext Recovery;
  bool IsSound = Recovery.RunSafely([&] {
    runCommand(
        Command, File, Worker, Nobody,
        [&] { return std::make_unique<IncludeAction>(Worker, Out); },
        [](CompilerInvocation &, auto &) {});
  });
  if (!IsSound || Out.Files.empty())
    Out.Files.assign(1, {});
  return Out;
}

} // namespace coro_tidy
