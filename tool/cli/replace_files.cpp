// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "replace_files.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

#include <list>
#include <system_error>

namespace fs = llvm::sys::fs;

namespace coro_tidy {
namespace {

/// One file, with its new and its former content beside it.
class Swap {
public:
  explicit Swap(std::string File) : File(std::move(File)) {}
  Swap(const Swap &) = delete;
  ~Swap() {
    if (!New.empty()) {
      fs::remove(New);
      llvm::sys::DontRemoveFileOnSignal(New);
    }
    if (!Former.empty())
      fs::remove(Former);
  }

  std::error_code prepare(llvm::StringRef Text);
  std::error_code commit();
  std::error_code undo();
  /// The user will want it.
  std::string leaveFormer() { return std::exchange(Former, ""); }

  const std::string File;

private:
  std::error_code write(int FD, llvm::StringRef Text);

  std::string New, Former;
};

std::error_code Swap::write(int FD, llvm::StringRef Text) {
  fs::file_status Status;
  if (std::error_code Why = fs::status(File, Status))
    return Why;
  llvm::raw_fd_ostream OS(FD, /*shouldClose=*/true);
  OS << Text;
  OS.flush();
  std::error_code Why = OS.error();
  OS.clear_error();
  // Where others' files may not be given away, they become ours, as with any
  // editor.
  (void)fs::changeFileOwnership(FD, Status.getUser(), Status.getGroup());
  return Why ? Why : fs::setPermissions(FD, Status.permissions());
}

std::error_code Swap::prepare(llvm::StringRef Text) {
  // Not createUniqueFile, which takes every '%' of the path for a letter to
  // choose.
  std::string Beside =
      File + "." + llvm::utohexstr(llvm::sys::Process::GetRandomNumber());
  int FD;
  if (std::error_code Why = fs::openFileForReadWrite(
          Beside + ".new", FD, fs::CD_CreateNew, fs::OF_None))
    return Why;
  New = Beside + ".new";
  llvm::sys::RemoveFileOnSignal(New);
  if (std::error_code Why = write(FD, Text))
    return Why;
  // A link costs nothing, but not all file systems have them.
  Former = Beside + ".orig";
  std::error_code Why = fs::create_hard_link(File, Former);
  return Why ? fs::copy_file(File, Former) : Why;
}

std::error_code Swap::commit() {
  std::error_code Why = fs::rename(New, File);
  if (!Why) {
    llvm::sys::DontRemoveFileOnSignal(New);
    New.clear();
  }
  return Why;
}

std::error_code Swap::undo() {
  std::error_code Why = fs::rename(Former, File);
  if (!Why)
    Former.clear();
  return Why;
}

} // namespace

llvm::Error replaceFiles(const std::map<std::string, std::string> &Texts) {
  std::list<Swap> Prepared, Done;
  auto Refuse = [](const Swap &S, std::error_code Why, llvm::StringRef Rest) {
    return llvm::createStringError(
        Why, "cannot write '" + S.File + "': " + Why.message() + "; " + Rest);
  };
  for (const auto &[File, Text] : Texts) {
    Prepared.emplace_back(File);
    if (std::error_code Why = Prepared.back().prepare(Text))
      return Refuse(Prepared.back(), Why, "no file was changed");
  }
  while (!Prepared.empty()) {
    std::error_code Why = Prepared.front().commit();
    if (!Why) {
      Done.splice(Done.begin(), Prepared, Prepared.begin());
      continue;
    }
    std::string Rest;
    for (Swap &S : Done)
      if (S.undo())
        Rest += (Rest.empty() ? "" : "; ") + ("'" + S.File) +
                "' was changed, and could not be restored: what was in it is "
                "in '" +
                S.leaveFormer() + "'";
    return Refuse(Prepared.front(), Why,
                  Rest.empty() ? "no file was changed" : Rest);
  }
  return llvm::Error::success();
}

} // namespace coro_tidy
