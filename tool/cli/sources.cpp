// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "sources.h"

#include "tool/common/paths.h"

#include "clang/Driver/Types.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace clang::tooling;
namespace types = clang::driver::types;

namespace coro_tidy {

static types::ID typeOf(llvm::StringRef File) {
  llvm::StringRef Extension = llvm::sys::path::extension(File);
  Extension.consume_front(".");
  return types::lookupTypeForExtension(Extension);
}

/// C++ sources; a database of a mixed project lists C and assembler too.
static bool isCxx(llvm::StringRef File) {
  types::ID Kind = typeOf(File);
  return Kind != types::TY_INVALID && types::isCXX(Kind);
}

static bool isHeader(llvm::StringRef File) {
  types::ID Kind = typeOf(File);
  return Kind != types::TY_INVALID && types::onlyPrecompileType(Kind);
}

static bool liesUnder(llvm::StringRef File, llvm::StringRef Folder) {
  if (!File.consume_front(Folder))
    return false;
  return Folder.ends_with("/") || File.starts_with("/");
}

/// The one of \p Files that \p Path is another name of, or nothing.
static std::string sameFile(llvm::ArrayRef<std::string> Files,
                            llvm::StringRef Path) {
  for (const std::string &File : Files)
    if (llvm::sys::fs::equivalent(File, Path))
      return File;
  return "";
}

llvm::Expected<std::vector<std::string>>
selectSources(const CompilationDatabase &Database,
              llvm::ArrayRef<std::string> Arguments) {
  std::vector<std::string> All;
  for (const std::string &File : Database.getAllFiles())
    if (isCxx(File))
      All.push_back(File);
  llvm::sort(All);
  if (Arguments.empty()) {
    if (All.empty())
      return llvm::createStringError("the compile database lists no C++ files");
    return All;
  }
  std::vector<std::string> Out;
  for (const std::string &Argument : Arguments) {
    size_t Before = Out.size();
    std::string Path = absolutePath(Argument);
    if (llvm::sys::fs::is_directory(Path)) {
      llvm::copy_if(All, std::back_inserter(Out), [&](llvm::StringRef File) {
        return liesUnder(File, Path);
      });
      if (Out.size() == Before)
        return llvm::createStringError(
            "the compile database lists no C++ file under '" + Argument + "'");
      continue;
    }
    if (llvm::sys::fs::exists(Path)) {
      if (Database.getCompileCommands(Path).empty())
        Path = sameFile(All, Path);
      if (Path.empty())
        return llvm::createStringError(
            "'" + Argument + "' is not in the compile database; " +
            (isHeader(Argument) ? "name a source file that includes it"
                                : "give its flags after '--'"));
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
