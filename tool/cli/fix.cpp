// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "fix.h"

#include "replace_files.h"

#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

#include <map>
#include <set>
#include <vector>

using clang::tooling::Replacement;
using clang::tooling::Replacements;

namespace coro_tidy {

namespace {

/// What several fixes do to one file.
struct FileEdits {
  Replacements Edits;
  /// Whose they are; to say which of them is in the way.
  std::vector<std::pair<Replacement, const PlacedFinding *>> Owners;
  /// Of the contents that the edits belong to: one, unless the file has changed
  /// while it was analysed.
  std::set<uint64_t> Hashes;
};
using EditsByFile = std::map<std::string, FileEdits>;

Replacement replacementOf(const PlacedFix &Fix) {
  return Replacement(Fix.File, Fix.Offset, Fix.Length, Fix.Text);
}

bool overlap(const Replacement &A, const Replacement &B) {
  Replacements Both(A);
  llvm::Error E = Both.add(B);
  bool Failed = static_cast<bool>(E);
  llvm::consumeError(std::move(E));
  return Failed;
}

/// Adds all edits of a fix, or none if one overlaps what is there; then returns
/// whose that is.
const PlacedFinding *addFix(EditsByFile &Edits, const PlacedFinding &F) {
  EditsByFile Trial;
  for (const PlacedFix &Fix : F.Fixes) {
    auto [It, New] = Trial.try_emplace(Fix.File, Edits[Fix.File]);
    FileEdits &In = It->second;
    Replacement Edit = replacementOf(Fix);
    In.Hashes.insert(Fix.Hash);
    auto Same = llvm::find_if(
        In.Owners, [&](const auto &Owner) { return Owner.first == Edit; });
    if (Same != In.Owners.end())
      continue;
    if (llvm::Error E = In.Edits.add(Edit)) {
      llvm::consumeError(std::move(E));
      auto InTheWay = llvm::find_if(In.Owners, [&](const auto &Owner) {
        return overlap(Owner.first, Edit);
      });
      return InTheWay == In.Owners.end() ? &F : InTheWay->second;
    }
    In.Owners.emplace_back(Edit, &F);
  }
  for (auto &[File, With] : Trial)
    Edits[File] = std::move(With);
  return nullptr;
}

/// A rename takes a write-protected file without asking.
llvm::Error verifyFixable(const std::string &File) {
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

llvm::Expected<std::string> edited(const std::string &File,
                                   const FileEdits &With) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError(
        Buffer.getError(), "cannot read '" + File +
                               "' to fix it: " + Buffer.getError().message() +
                               "; no file was changed");
  // A report may be older than the source.
  if (With.Hashes != std::set{llvm::xxh3_64bits((*Buffer)->getBuffer())})
    return llvm::createStringError(
        "cannot fix '" + File +
        "': it has changed since it was analysed; no file was changed");
  return clang::tooling::applyAllReplacements((*Buffer)->getBuffer(),
                                              With.Edits);
}

} // namespace

llvm::Expected<FixSummary> applyFixes(const std::vector<PlacedFinding> &All) {
  FixSummary Summary;
  EditsByFile Edits;
  for (const PlacedFinding &F : All) {
    if (F.Fixes.empty())
      continue;
    if (const PlacedFinding *InTheWay = addFix(Edits, F))
      Summary.Conflicts.push_back({&F, InTheWay});
    else
      ++Summary.Applied;
  }
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
  if (llvm::Error E = replaceFiles(Texts))
    return E;
  Summary.Files = Texts.size();
  return Summary;
}

} // namespace coro_tidy
