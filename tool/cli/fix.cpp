// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "fix.h"

#include "tool/output/output_file.h"

#include "clang/Tooling/Core/Replacement.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

#include <map>

using clang::tooling::Replacement;
using clang::tooling::Replacements;

namespace coro_tidy {

struct FileEdits {
  Replacements Edits;
  uint64_t Hash = 0; ///< of the content that they belong to
};
using EditsByFile = std::map<std::string, FileEdits>;

/// Adds all edits of a fix, or none if one overlaps what is there.
static bool addFix(EditsByFile &Edits, const std::vector<PlacedFix> &Fixes) {
  EditsByFile Trial;
  for (const PlacedFix &Fix : Fixes) {
    auto [It, New] = Trial.try_emplace(Fix.File, Edits[Fix.File]);
    It->second.Hash = Fix.Hash;
    if (llvm::Error E = It->second.Edits.add(
            Replacement(Fix.File, Fix.Offset, Fix.Length, Fix.Text))) {
      llvm::consumeError(std::move(E));
      return false;
    }
  }
  for (auto &[File, With] : Trial)
    Edits[File] = std::move(With);
  return true;
}

/// The rename of writeFile would take a write-protected file without asking.
static llvm::Error verifyFixable(const std::string &File) {
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
                                          const FileEdits &With) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError(
        Buffer.getError(), "cannot read '" + File +
                               "' to fix it: " + Buffer.getError().message() +
                               "; no file was changed");
  // A report may be older than the source.
  if (llvm::xxh3_64bits((*Buffer)->getBuffer()) != With.Hash)
    return llvm::createStringError(
        "cannot fix '" + File +
        "': it has changed since it was analysed; no file was changed");
  return clang::tooling::applyAllReplacements((*Buffer)->getBuffer(),
                                              With.Edits);
}

llvm::Expected<FixSummary> applyFixes(const std::vector<PlacedFinding> &All) {
  FixSummary Summary;
  EditsByFile Edits;
  for (const PlacedFinding &F : All)
    if (!F.Fixes.empty())
      ++(addFix(Edits, F.Fixes) ? Summary.Applied : Summary.Conflicts);

  // Whatever can go wrong should, before the first file is touched.
  std::map<std::string, std::string> Texts;
  for (const auto &[File, With] : Edits) {
    if (With.Edits.empty())
      continue;
    if (llvm::Error E = verifyFixable(File))
      return E;
    auto Text = edited(File, With);
    if (!Text)
      return Text.takeError();
    Texts[File] = std::move(*Text);
  }
  for (const auto &[File, Text] : Texts) {
    if (llvm::Error E = writeFile(
            File, [&Text = Text](llvm::raw_ostream &OS) { OS << Text; }))
      return E;
    ++Summary.Files;
  }
  return Summary;
}

} // namespace coro_tidy
