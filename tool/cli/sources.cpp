// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "sources.h"

#include "clang/Driver/Types.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace clang::tooling;

namespace coro_tidy {

static std::string absolute(llvm::StringRef Path) {
  llvm::SmallString<256> Out(Path);
  llvm::sys::fs::make_absolute(Out);
  llvm::sys::path::remove_dots(Out, /*remove_dot_dot=*/true);
  return std::string(Out);
}

llvm::Expected<std::unique_ptr<CompilationDatabase>>
openDatabase(llvm::StringRef BuildDir) {
  std::vector<std::string> Candidates;
  if (!BuildDir.empty()) {
    Candidates.push_back(BuildDir.str());
  } else {
    std::string Here = absolute(".");
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
    if (!llvm::sys::fs::exists(Path))
      continue;
    std::string Message;
    auto Database = JSONCompilationDatabase::loadFromFile(
        Path, Message, JSONCommandLineSyntax::AutoDetect);
    if (!Database)
      return llvm::createStringError("cannot read compile database '" + Path +
                                     "': " + llvm::StringRef(Message).rtrim());
    // Files that clang can infer flags for, and response files.
    return inferTargetAndDriverMode(expandResponseFiles(
        std::move(Database), llvm::vfs::getRealFileSystem()));
  }
  return llvm::createStringError(
      (BuildDir.empty()
           ? std::string("no compile_commands.json here, in "
                         "'build' or in a folder above")
           : "no compile_commands.json in '" + BuildDir.str() + "'") +
      "; make one with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or 'bear', "
      "name its folder with -p, or give the flags after '--'");
}

/// C++ sources; a database of a mixed project lists C and assembler too.
static bool isCxx(llvm::StringRef File) {
  namespace types = clang::driver::types;
  types::ID Kind =
      types::lookupTypeForExtension(llvm::sys::path::extension(File).drop_front(
          llvm::sys::path::has_extension(File) ? 1 : 0));
  return Kind != types::TY_INVALID && types::isCXX(Kind);
}

llvm::Expected<std::vector<std::string>>
selectSources(const CompilationDatabase &Database,
              llvm::ArrayRef<std::string> Arguments) {
  std::vector<std::string> All;
  for (const std::string &File : Database.getAllFiles())
    if (isCxx(File))
      All.push_back(absolute(File));
  llvm::sort(All);
  All.erase(std::unique(All.begin(), All.end()), All.end());
  if (Arguments.empty()) {
    if (All.empty())
      return llvm::createStringError("the compile database lists no C++ files");
    return All;
  }
  std::vector<std::string> Out;
  for (const std::string &Argument : Arguments) {
    size_t Before = Out.size();
    std::string Path = absolute(Argument);
    if (llvm::sys::fs::is_directory(Path)) {
      llvm::copy_if(All, std::back_inserter(Out), [&](llvm::StringRef File) {
        return Path == "/" ||
               (File.starts_with(Path) &&
                llvm::sys::path::is_separator(File[Path.size()]));
      });
      if (Out.size() == Before)
        return llvm::createStringError(
            "the compile database lists no C++ file under '" + Argument + "'");
      continue;
    }
    if (llvm::sys::fs::exists(Path)) {
      if (Database.getCompileCommands(Path).empty())
        return llvm::createStringError(
            "'" + Argument +
            "' is not in the compile database; give its flags "
            "after '--', or name a source file that includes it");
      Out.push_back(Path);
      continue;
    }
    std::string Error;
    llvm::Regex Pattern(Argument);
    if (!Pattern.isValid(Error))
      return llvm::createStringError("'" + Argument +
                                     "' is neither a file nor a folder nor a "
                                     "regular expression: " +
                                     Error);
    llvm::copy_if(All, std::back_inserter(Out),
                  [&](llvm::StringRef File) { return Pattern.match(File); });
    if (Out.size() == Before)
      return llvm::createStringError(
          "'" + Argument +
          "' is no file or folder, and as a regular expression "
          "matches none of the " +
          llvm::Twine(All.size()) + " C++ files of the compile database");
  }
  llvm::sort(Out);
  Out.erase(std::unique(Out.begin(), Out.end()), Out.end());
  return Out;
}

} // namespace coro_tidy
