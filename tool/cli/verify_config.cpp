// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "verify_config.h"

#include "tool/common/config.h"
#include "tool/common/profiles.h"
#include "tool/common/read_file.h"

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"

using namespace llvm;

namespace coro_tidy {

void ConfigVerifier::note(Error E) {
  handleAllErrors(std::move(E), [&](const ErrorInfoBase &Info) {
    if (std::string Text = Info.message(); Known.insert(Text).second)
      Mistakes.push_back(std::move(Text));
  });
}

void ConfigVerifier::globs(StringRef Globs, StringRef Origin) {
  for (StringRef Item : split(Globs, ','))
    note(verifyGlobs(Item, Origin));
}

void ConfigVerifier::option(StringRef Item, StringRef Origin) {
  HostOptions Host;
  note(addCheckOption(Host, Item, Origin));
  for (auto &Entry : Host.CheckOptionValues)
    note(verifyCheckOption(Entry.getKey(), Entry.getValue(), Origin));
}

void ConfigVerifier::headerFilter(StringRef Pattern, StringRef Origin) {
  std::string Why;
  if (!Pattern.empty() && !Regex(Pattern).isValid(Why))
    note(createStringError(Origin + ": bad regular expression '" + Pattern +
                           "': " + Why));
}

void ConfigVerifier::source(StringRef File) {
  if (!sys::fs::exists(File))
    note(createStringError("'" + File +
                           "': no such file, though the compile database "
                           "lists it"));
  note(Profiles().verify(File));
  for (StringRef Up = sys::path::parent_path(File); !Up.empty();
       Up = sys::path::parent_path(Up)) {
    SmallString<256> Path(Up);
    sys::path::append(Path, ".clang-tidy");
    if (sys::fs::is_regular_file(Path) && !clangTidyFile(Path))
      return;
  }
}

namespace {

/// A .clang-tidy file, to say where in it something stands.
class ConfigText {
public:
  ConfigText(StringRef Path, StringRef Text) : Path(Path), Text(Text) {}

  /// `path:line` of the first place where it says this.
  std::string placeOf(StringRef Part) const {
    size_t At = Text.find(Part);
    if (At == StringRef::npos)
      return Path.str();
    return (Path + ":" + Twine(Text.take_front(At).count('\n') + 1)).str();
  }

private:
  StringRef Path, Text;
};

/// The entries that name our checks; the others are clang-tidy's to verify.
SmallVector<StringRef> ours(StringRef Globs) {
  SmallVector<StringRef> Out;
  StringRef Items = Globs;
  for (StringRef Item : split(Items, ','))
    for (StringRef Line : split(Item, '\n')) {
      Line = Line.trim();
      StringRef Name = Line;
      Name.consume_front("-");
      if (Name.starts_with("coro-"))
        Out.push_back(Line);
    }
  return Out;
}

} // namespace

bool ConfigVerifier::clangTidyFile(StringRef Path) {
  auto [It, New] = ReadFiles.try_emplace(Path, false);
  if (!New)
    return It->second;
  auto Buffer = readFile(Path);
  if (!Buffer) {
    note(Buffer.takeError());
    return false;
  }
  auto Parsed = clang::tidy::parseConfigurationWithDiags(
      (*Buffer)->getMemBufferRef(), [&](const SMDiagnostic &D) {
        note(createStringError(placedMessage(D)));
      });
  if (!Parsed)
    return false;
  ConfigText Text(Path, (*Buffer)->getBuffer());
  for (const std::optional<std::string> &Globs :
       {Parsed->Checks, Parsed->WarningsAsErrors})
    if (Globs)
      for (StringRef Item : ours(*Globs))
        note(verifyGlobs(Item, Text.placeOf(Item)));
  for (const auto &Entry : Parsed->CheckOptions)
    if (StringRef Name = Entry.getKey(); Name.starts_with("coro-"))
      note(verifyCheckOption(Name, Entry.getValue().Value, Text.placeOf(Name)));
  return It->second = Parsed->InheritParentConfig.value_or(false);
}

} // namespace coro_tidy
