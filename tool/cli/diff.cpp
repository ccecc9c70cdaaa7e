// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "diff.h"

#include "patch_reader.h"

#include "tool/common/paths.h"
#include "tool/common/read_file.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

#include <optional>

using namespace llvm;

namespace coro_tidy {

bool ChangedLines::contain(const Place &P) const {
  // A note in another translation unit knows only what that one called it.
  std::string File = realPath(P.RealFile);
  if (Whole.contains(File))
    return true;
  auto It = Lines.find(File);
  return It != Lines.end() && It->second.contains(P.Line);
}

bool ChangedLines::concern(const PlacedFinding &F) const {
  return contain(F.Where) ||
         any_of(F.Notes, [&](const PlacedNote &N) { return contain(N.Where); });
}

/// The file that a patch means; empty if there is none.
static std::string findFile(const PatchedFile &File,
                            ArrayRef<std::string> Folders) {
  for (const std::string &Name : File.Names)
    for (const std::string &Folder : Folders)
      if (std::string Path = absolutePath(Name, Folder); sys::fs::exists(Path))
        return realPath(Path);
  return "";
}

/// A patch of another state of the file would hide findings.
static Error verifyLines(const PatchedFile &File, StringRef Path,
                         StringRef Patch) {
  auto Buffer = readFile(Path);
  if (!Buffer)
    return Buffer.takeError();
  SmallVector<StringRef, 0> Text;
  (*Buffer)->getBuffer().split(Text, '\n');
  for (const AddedLine &Line : File.Added)
    if (Line.Number > Text.size() ||
        Text[Line.Number - 1].rtrim('\r') != Line.Text.rtrim('\r'))
      return createStringError(Patch + ": line " + Twine(Line.Number) +
                               " of '" + File.Names.front() +
                               "' is not what the patch makes of it; apply "
                               "the patch, or make it anew");
  return Error::success();
}

Error ChangedLines::addPatch(MemoryBufferRef Patch,
                             ArrayRef<std::string> Folders, bool Verify) {
  auto Files = readPatch(Patch);
  if (!Files)
    return Files.takeError();
  for (const PatchedFile &File : *Files) {
    std::string Path = findFile(File, Folders);
    if (Path.empty())
      return createStringError(
          Patch.getBufferIdentifier() + ": there is no file '" +
          File.Names.front() +
          "'; start coro-tidy in the folder that the patch's paths are "
          "relative to");
    if (Verify)
      if (Error E = verifyLines(File, Path, Patch.getBufferIdentifier()))
        return E;
    for (const AddedLine &Line : File.Added)
      Lines[Path].insert(Line.Number);
  }
  return Error::success();
}

/// Runs git; what it writes, or an error with what it says.
static Expected<std::string> git(ArrayRef<StringRef> Arguments) {
  auto Program = sys::findProgramByName("git");
  if (!Program)
    return createStringError("--diff needs git, which is not in PATH; give the "
                             "changes with --patch");
  SmallString<128> Out, Err;
  if (std::error_code Why =
          sys::fs::createTemporaryFile("coro-tidy", "out", Out))
    return errorCodeToError(Why);
  FileRemover RemoveOut(Out);
  if (std::error_code Why =
          sys::fs::createTemporaryFile("coro-tidy", "err", Err))
    return errorCodeToError(Why);
  FileRemover RemoveErr(Err);
  SmallVector<StringRef, 16> Command{"git"};
  append_range(Command, Arguments);
  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Out),
                                          StringRef(Err)};
  std::string Failed;
  int Code = sys::ExecuteAndWait(*Program, Command, /*Env=*/std::nullopt,
                                 Redirects, /*SecondsToWait=*/0,
                                 /*MemoryLimit=*/0, &Failed);
  if (Code) {
    if (auto Said = MemoryBuffer::getFile(Err); Failed.empty() && Said)
      Failed = (*Said)->getBuffer().split('\n').first.str();
    return createStringError("--diff: git says '" + Failed + "'");
  }
  auto Text = MemoryBuffer::getFile(Out);
  if (!Text)
    return errorCodeToError(Text.getError());
  return (*Text)->getBuffer().str();
}

Error ChangedLines::addGitDiff(StringRef Ref) {
  if (Ref.starts_with("-"))
    return createStringError("--diff takes a git ref, not '" + Ref +
                             "'; a patch is given with --patch");
  auto Root = git({"rev-parse", "--show-toplevel"});
  if (!Root)
    return Root.takeError();
  std::string Folder = StringRef(*Root).rtrim('\n').str();
  // Whatever the user's configuration says of diffs.
  auto Diff = git({"-C", Folder, "-c", "diff.relative=false", "diff", "-U0",
                   "--no-color", "--no-ext-diff", "--src-prefix=a/",
                   "--dst-prefix=b/", Ref, "--"});
  if (!Diff)
    return Diff.takeError();
  if (Error E = addPatch(MemoryBufferRef(*Diff, "git diff"), {Folder},
                         /*Verify=*/false))
    return E;
  auto Untracked =
      git({"-C", Folder, "ls-files", "--others", "--exclude-standard", "-z"});
  if (!Untracked)
    return Untracked.takeError();
  for (StringRef Name : split(*Untracked, '\0'))
    if (!Name.empty())
      Whole.insert(realPath(absolutePath(Name, Folder)));
  return Error::success();
}

} // namespace coro_tidy
