// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "profiles.h"

#include "confidence_yaml.h"
#include "config.h"
#include "read_file.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace {

struct ProfileText {
  std::vector<std::string> Paths;
  std::string Checks;
  coro_tidy::Confidence Least = coro_tidy::Confidence::Possible;
};

struct ProfileFile {
  std::vector<ProfileText> Profiles;
};

} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(ProfileText)

namespace llvm::yaml {

template <> struct MappingTraits<ProfileText> {
  static void mapping(IO &I, ProfileText &P) {
    I.mapOptional("Paths", P.Paths);
    I.mapOptional("Checks", P.Checks);
    I.mapOptional("Confidence", P.Least);
  }
  static std::string validate(IO &, ProfileText &P) {
    if (P.Paths.empty() ||
        any_of(P.Paths, [](StringRef Path) { return Path.empty(); }))
      return "a profile needs 'Paths: [...]'";
    if (any_of(P.Paths, [](StringRef Path) { return Path.starts_with("/"); }))
      return "paths are relative to the folder of this file";
    return toString(coro_tidy::verifyGlobs(P.Checks, "Checks"));
  }
};

template <> struct MappingTraits<ProfileFile> {
  static void mapping(IO &I, ProfileFile &F) {
    I.mapOptional("Profiles", F.Profiles);
  }
};

} // namespace llvm::yaml

namespace coro_tidy {

/// As .gitignore files have it: `*` stays within a folder, `**` does not;
/// without a slash, a name in any folder; with one at the end, all below.
static llvm::Regex pathPattern(llvm::StringRef Glob) {
  std::string Out = "^";
  if (!Glob.drop_back().contains('/'))
    Out += "(.*/)?";
  for (llvm::StringRef Rest = Glob; !Rest.empty();) {
    if (Rest.consume_front("**/"))
      Out += "(.*/)?";
    else if (Rest.consume_front("**"))
      Out += ".*";
    else if (Rest.consume_front("*"))
      Out += "[^/]*";
    else if (Rest.consume_front("?"))
      Out += "[^/]";
    else {
      Out += llvm::Regex::escape(Rest.take_front());
      Rest = Rest.drop_front();
    }
  }
  Out += Glob.ends_with("/") ? ".*$" : "$";
  return llvm::Regex(Out);
}

Profiles::Loaded Profiles::load(llvm::StringRef Path) {
  Loaded Out;
  ProfileFile File;
  auto Buffer = readFile(Path);
  if (llvm::Error E = Buffer ? readYaml((*Buffer)->getMemBufferRef(), File)
                             : Buffer.takeError()) {
    Out.Mistake = llvm::toString(std::move(E));
    return Out;
  }
  for (const ProfileText &Text : File.Profiles) {
    Profile P;
    for (const std::string &Glob : Text.Paths)
      P.Paths.push_back(pathPattern(Glob));
    P.Checks = Text.Checks;
    P.Least = Text.Least;
    Out.All.push_back(std::move(P));
  }
  return Out;
}

std::string Profiles::find(llvm::StringRef File) {
  for (llvm::StringRef Up = llvm::sys::path::parent_path(File); !Up.empty();
       Up = llvm::sys::path::parent_path(Up)) {
    llvm::SmallString<256> Path(Up);
    llvm::sys::path::append(Path, ".coro-tidy");
    if (llvm::sys::fs::exists(Path))
      return std::string(Path);
  }
  return "";
}

const Profiles::Loaded *Profiles::above(llvm::StringRef File,
                                        llvm::StringRef &Folder) {
  auto [It, New] = PathByFolder.try_emplace(llvm::sys::path::parent_path(File));
  if (New)
    It->second = find(File);
  llvm::StringRef Path = It->second;
  if (Path.empty())
    return nullptr;
  Folder = llvm::sys::path::parent_path(Path);
  auto [Known, IsNew] = ByPath.try_emplace(Path);
  if (IsNew)
    Known->second = load(Path);
  return &Known->second;
}

llvm::Error Profiles::verify(llvm::StringRef File) {
  llvm::StringRef Folder;
  const Loaded *Found = above(File, Folder);
  return !Found || Found->Mistake.empty()
             ? llvm::Error::success()
             : llvm::createStringError(Found->Mistake);
}

llvm::Expected<bool> Profiles::isShown(llvm::StringRef File,
                                       llvm::StringRef Check, Confidence Sure) {
  if (llvm::Error E = verify(File))
    return E;
  llvm::StringRef Folder;
  const Loaded *Found = above(File, Folder);
  if (!Found)
    return true;
  llvm::StringRef Path = File.drop_front(Folder.size()).ltrim('/');
  return llvm::all_of(Found->All, [&](const Profile &P) {
    if (llvm::none_of(P.Paths, [&](auto &R) { return R.match(Path); }))
      return true;
    return Sure >= P.Least && matches("*," + P.Checks, Check);
  });
}

} // namespace coro_tidy
