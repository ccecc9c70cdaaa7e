// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "fix.h"

#include "clang/Tooling/Core/Replacement.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

using clang::tooling::Replacement;
using clang::tooling::Replacements;

namespace coro_tidy {

using EditsByFile = std::map<std::string, Replacements>;

/// Adds all edits of a fix, or none if one overlaps what is there.
static bool addFix(EditsByFile &Edits, const std::vector<PlacedFix> &Fixes) {
  EditsByFile Trial = Edits;
  for (const PlacedFix &Fix : Fixes)
    if (llvm::Error E = Trial[Fix.File].add(
            Replacement(Fix.File, Fix.Offset, Fix.Length, Fix.Text))) {
      llvm::consumeError(std::move(E));
      return false;
    }
  Edits = std::move(Trial);
  return true;
}

/// The rename of replaceFile would take a write-protected file without asking.
static llvm::Error verifyWritable(const std::string &File) {
  namespace fs = llvm::sys::fs;
  std::error_code Why;
  if (auto Mode = fs::getPermissions(File); !Mode)
    Why = Mode.getError();
  else if (!(*Mode & fs::all_write))
    Why = std::make_error_code(std::errc::permission_denied);
  else
    Why = fs::access(File, fs::AccessMode::Write);
  if (!Why)
    return llvm::Error::success();
  return llvm::createStringError(Why, "cannot fix '" + File +
                                          "': " + Why.message() +
                                          "; no file was changed");
}

static llvm::Expected<std::string> edited(const std::string &File,
                                          const Replacements &Edits) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError(
        Buffer.getError(), "cannot read '" + File +
                               "' to fix it: " + Buffer.getError().message() +
                               "; no file was changed");
  return clang::tooling::applyAllReplacements((*Buffer)->getBuffer(), Edits);
}

/// Through a temporary file beside it, so that nothing is ever half written.
static llvm::Error replaceFile(const std::string &File, llvm::StringRef Text) {
  namespace fs = llvm::sys::fs;
  auto Failed = [&](llvm::Error E) {
    return llvm::createStringError("cannot write '" + File +
                                   "': " + llvm::toString(std::move(E)));
  };
  auto Mode = fs::getPermissions(File);
  if (!Mode)
    return Failed(llvm::errorCodeToError(Mode.getError()));
  auto Temp = fs::TempFile::create(File + ".%%%%%%%%");
  if (!Temp)
    return Failed(Temp.takeError());
  std::error_code Why;
  {
    llvm::raw_fd_ostream OS(Temp->FD, /*shouldClose=*/false);
    OS << Text;
    OS.flush();
    Why = OS.error();
    OS.clear_error();
  }
  if (!Why)
    Why = fs::setPermissions(Temp->FD, *Mode);
  if (Why) {
    llvm::consumeError(Temp->discard());
    return Failed(llvm::errorCodeToError(Why));
  }
  if (llvm::Error E = Temp->keep(File))
    return Failed(std::move(E));
  return llvm::Error::success();
}

llvm::Expected<FixSummary> applyFixes(const std::vector<PlacedFinding> &All) {
  FixSummary Summary;
  EditsByFile Edits;
  for (const PlacedFinding &F : All)
    if (!F.Fixes.empty())
      ++(addFix(Edits, F.Fixes) ? Summary.Applied : Summary.Conflicts);

  // Whatever can go wrong should, before the first file is touched.
  std::map<std::string, std::string> Texts;
  for (const auto &[File, FileEdits] : Edits) {
    if (llvm::Error E = verifyWritable(File))
      return E;
    auto Text = edited(File, FileEdits);
    if (!Text)
      return Text.takeError();
    Texts[File] = std::move(*Text);
  }
  for (const auto &[File, Text] : Texts) {
    if (llvm::Error E = replaceFile(File, Text))
      return E;
    ++Summary.Files;
  }
  return Summary;
}

} // namespace coro_tidy
