// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "database.h"

#include "tool/common/paths.h"

#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/YAMLParser.h"

#include <map>
#include <vector>

using namespace clang::tooling;

namespace coro_tidy {

namespace {

/// clang takes a relative `directory` as relative to wherever the tool is
/// started; who writes one means the folder of the database.
class AbsoluteDatabase : public CompilationDatabase {
public:
  AbsoluteDatabase(const CompilationDatabase &AsWritten,
                   llvm::StringRef Folder) {
    for (CompileCommand &Command : AsWritten.getAllCompileCommands()) {
      Command.Directory = absolutePath(Command.Directory, Folder);
      Command.Filename = absolutePath(Command.Filename, Command.Directory);
      std::vector<CompileCommand> &Known = ByFile[Command.Filename];
      if (!llvm::is_contained(Known, Command))
        Known.push_back(std::move(Command));
    }
  }

  std::vector<CompileCommand>
  getCompileCommands(llvm::StringRef File) const override {
    auto It = ByFile.find(absolutePath(File));
    return It == ByFile.end() ? std::vector<CompileCommand>() : It->second;
  }

  std::vector<std::string> getAllFiles() const override {
    std::vector<std::string> Out;
    for (const auto &Entry : ByFile)
      Out.push_back(Entry.first);
    return Out;
  }

  std::vector<CompileCommand> getAllCompileCommands() const override {
    std::vector<CompileCommand> Out;
    for (const auto &Entry : ByFile)
      llvm::append_range(Out, Entry.second);
    return Out;
  }

private:
  std::map<std::string, std::vector<CompileCommand>> ByFile;
};

} // namespace

/// clang's reader prints a syntax error by itself, and goes on with what came
/// before it.
static llvm::Error verifySyntax(const std::string &Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return llvm::errorCodeToError(Buffer.getError());
  std::string Message;
  auto KeepFirst = [](const llvm::SMDiagnostic &D, void *Out) {
    std::string &Text = *static_cast<std::string *>(Out);
    if (Text.empty()) // the others follow from it
      Text =
          ("line " + llvm::Twine(D.getLineNo()) + ": " + D.getMessage()).str();
  };
  llvm::SourceMgr SM;
  SM.setDiagHandler(KeepFirst, &Message);
  llvm::yaml::Stream Stream((*Buffer)->getMemBufferRef(), SM,
                            /*ShowColors=*/false);
  if (Stream.validate())
    return llvm::Error::success();
  return llvm::createStringError(Message.empty() ? "not JSON" : Message);
}

static llvm::Expected<std::unique_ptr<CompilationDatabase>>
readDatabase(const std::string &Path) {
  auto Refuse = [&](const llvm::Twine &Why) {
    return llvm::createStringError("cannot read compile database '" + Path +
                                   "': " + Why);
  };
  if (llvm::Error E = verifySyntax(Path))
    return Refuse(llvm::toString(std::move(E)));
  std::string Message;
  auto AsWritten = JSONCompilationDatabase::loadFromFile(
      Path, Message, JSONCommandLineSyntax::AutoDetect);
  if (!AsWritten)
    return Refuse(llvm::StringRef(Message).rtrim());
  if (AsWritten->getAllFiles().empty())
    return llvm::createStringError("the compile database '" + Path +
                                   "' is empty");
  auto Absolute = std::make_unique<AbsoluteDatabase>(
      *AsWritten, llvm::sys::path::parent_path(absolutePath(Path)));
  return inferTargetAndDriverMode(
      expandResponseFiles(std::move(Absolute), llvm::vfs::getRealFileSystem()));
}

llvm::Expected<std::unique_ptr<CompilationDatabase>>
openDatabase(llvm::StringRef BuildDir) {
  std::vector<std::string> Candidates;
  if (!BuildDir.empty()) {
    if (!llvm::sys::fs::exists(BuildDir))
      return llvm::createStringError("-p: no such folder: '" + BuildDir + "'");
    Candidates.push_back(BuildDir.str());
  } else {
    std::string Here = absolutePath(".");
    for (llvm::StringRef Up = Here; !Up.empty();
         Up = llvm::sys::path::parent_path(Up)) {
      Candidates.push_back((Up + "/build").str());
      Candidates.push_back(Up.str());
    }
  }
  for (const std::string &Folder : Candidates) {
    std::string Path = Folder;
    if (!llvm::StringRef(Path).ends_with(".json"))
      Path += "/compile_commands.json";
    if (llvm::sys::fs::exists(Path))
      return readDatabase(Path);
  }
  return llvm::createStringError(
      (BuildDir.empty()
           ? std::string("no compile_commands.json here, in "
                         "'build' or in a folder above")
           : "no compile_commands.json in '" + BuildDir.str() + "'") +
      "; make one with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or 'bear', "
      "name its folder with -p, or give the flags after '--'");
}

} // namespace coro_tidy
