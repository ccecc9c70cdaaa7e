// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "output_file.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"

using namespace llvm;

namespace coro_tidy {

static Error cannotWrite(const std::string &Path, std::error_code Why) {
  return createStringError(Why,
                           "cannot write '" + Path + "': " + Why.message());
}

static std::error_code errorOf(raw_fd_ostream &OS) {
  std::error_code Why = OS.error();
  OS.clear_error();
  return Why;
}

static std::error_code writeInPlace(const std::string &Path,
                                    function_ref<void(raw_ostream &)> Content) {
  std::error_code Why;
  raw_fd_ostream OS(Path, Why);
  if (Why)
    return Why;
  Content(OS);
  OS.flush();
  return errorOf(OS);
}

/// sys::fs::TempFile takes every '%' of the path for a letter to choose.
static std::error_code createBeside(const std::string &Path, std::string &Temp,
                                    int &FD) {
  std::error_code Why;
  for (int Tries = 0; Tries < 100; ++Tries) {
    Temp = Path + "." + utohexstr(sys::Process::GetRandomNumber());
    Why = sys::fs::openFileForReadWrite(Temp, FD, sys::fs::CD_CreateNew,
                                        sys::fs::OF_None);
    if (Why != std::errc::file_exists)
      break;
  }
  return Why;
}

/// \p Mode is that of the file that is replaced; none if there was none.
static std::error_code replace(const std::string &Path,
                               ErrorOr<sys::fs::perms> Mode,
                               function_ref<void(raw_ostream &)> Content) {
  std::string Temp;
  int FD = -1;
  if (std::error_code Why = createBeside(Path, Temp, FD))
    return Why;
  sys::RemoveFileOnSignal(Temp);
  raw_fd_ostream OS(FD, /*shouldClose=*/true);
  Content(OS);
  OS.close();
  std::error_code Why = errorOf(OS);
  if (!Why && Mode)
    Why = sys::fs::setPermissions(Temp, *Mode);
  if (!Why)
    Why = sys::fs::rename(Temp, Path);
  if (Why)
    sys::fs::remove(Temp);
  sys::DontRemoveFileOnSignal(Temp);
  return Why;
}

static bool isSpecial(const std::string &Path) {
  sys::fs::file_status Status;
  return Path == "-" || (!sys::fs::status(Path, Status, /*follow=*/false) &&
                         Status.type() != sys::fs::file_type::regular_file);
}

Error writeFile(const std::string &Path,
                function_ref<void(raw_ostream &)> Content) {
  std::error_code Why =
      isSpecial(Path) ? writeInPlace(Path, Content)
                      : replace(Path, sys::fs::getPermissions(Path), Content);
  return Why ? cannotWrite(Path, Why) : Error::success();
}

Error verifyWritable(const std::string &Path) {
  namespace fs = sys::fs;
  auto Refuse = [&](std::errc Why) {
    return cannotWrite(Path, std::make_error_code(Why));
  };
  StringRef Folder = sys::path::parent_path(Path);
  if (Folder.empty())
    Folder = ".";
  if (!fs::exists(Folder))
    return Refuse(std::errc::no_such_file_or_directory);
  if (!fs::is_directory(Folder))
    return Refuse(std::errc::not_a_directory);
  fs::file_status Status;
  if (fs::status(Path, Status)) // there is none yet
    return fs::access(Folder, fs::AccessMode::Write)
               ? Refuse(std::errc::permission_denied)
               : Error::success();
  if (Status.type() == fs::file_type::directory_file)
    return Refuse(std::errc::is_a_directory);
  // The rename would take a write-protected file without asking.
  if (!(Status.permissions() & fs::all_write) ||
      fs::access(Path, fs::AccessMode::Write) ||
      (Status.type() == fs::file_type::regular_file &&
       fs::access(Folder, fs::AccessMode::Write)))
    return Refuse(std::errc::permission_denied);
  return Error::success();
}

} // namespace coro_tidy
