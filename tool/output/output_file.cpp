// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "output_file.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace coro_tidy {

static Error cannotWrite(const std::string &Path, Error Why) {
  return createStringError("cannot write '" + Path +
                           "': " + toString(std::move(Why)));
}

static std::error_code writeTo(raw_fd_ostream &OS,
                               function_ref<void(raw_ostream &)> Content) {
  Content(OS);
  OS.flush();
  std::error_code Why = OS.error();
  OS.clear_error();
  return Why;
}

static Error writeInPlace(const std::string &Path,
                          function_ref<void(raw_ostream &)> Content) {
  std::error_code Why;
  raw_fd_ostream OS(Path, Why);
  if (!Why)
    Why = writeTo(OS, Content);
  return errorCodeToError(Why);
}

/// \p Mode is that of the file that is replaced; none if there was none.
static Error replace(const std::string &Path, ErrorOr<sys::fs::perms> Mode,
                     function_ref<void(raw_ostream &)> Content) {
  auto Temp = sys::fs::TempFile::create(Path + ".%%%%%%%%");
  if (!Temp)
    return Temp.takeError();
  std::error_code Why;
  {
    raw_fd_ostream OS(Temp->FD, /*shouldClose=*/false);
    Why = writeTo(OS, Content);
  }
  if (!Why && Mode)
    Why = sys::fs::setPermissions(Temp->FD, *Mode);
  if (!Why)
    return Temp->keep(Path);
  consumeError(Temp->discard());
  return errorCodeToError(Why);
}

static bool isSpecial(const std::string &Path) {
  sys::fs::file_status Status;
  return Path == "-" || (!sys::fs::status(Path, Status, /*follow=*/false) &&
                         Status.type() != sys::fs::file_type::regular_file);
}

Error writeFile(const std::string &Path,
                function_ref<void(raw_ostream &)> Content) {
  Error E = isSpecial(Path)
                ? writeInPlace(Path, Content)
                : replace(Path, sys::fs::getPermissions(Path), Content);
  return E ? cannotWrite(Path, std::move(E)) : Error::success();
}

Error verifyWritable(const std::string &Path) {
  namespace fs = sys::fs;
  auto Refuse = [&](std::errc Why) {
    return cannotWrite(Path, errorCodeToError(std::make_error_code(Why)));
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
