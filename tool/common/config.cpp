// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "config.h"

#include "clang-tidy/ClangTidyOptions.h"
#include "clang-tidy/GlobList.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace coro_tidy {

bool matches(llvm::StringRef Globs, llvm::StringRef Check) {
  return tidy::GlobList(Globs).contains(Check);
}

static llvm::SmallVector<llvm::StringRef, 8> split(llvm::StringRef Globs) {
  llvm::SmallVector<llvm::StringRef, 8> Items, Out;
  llvm::SplitString(Globs, Items, ",\n");
  for (llvm::StringRef Item : Items)
    if (Item = Item.trim(); !Item.empty())
      Out.push_back(Item);
  return Out;
}

llvm::Error verifyGlobs(llvm::StringRef Globs, llvm::StringRef Origin) {
  for (llvm::StringRef Item : split(Globs)) {
    llvm::StringRef Name = Item;
    Name.consume_front("-");
    if (llvm::any_of(allChecks(),
                     [&](auto *C) { return matches(Name, C->Name); }))
      continue;
    llvm::StringRef Closest;
    unsigned Best = Name.size() / 2 + 1;
    for (const CheckInfo *C : allChecks())
      if (unsigned D = Name.edit_distance(C->Name); D < Best) {
        Best = D;
        Closest = C->Name;
      }
    std::string Hint = Closest.empty()
                           ? "; --list-checks=all lists them"
                           : ("; did you mean '" + Closest + "'?").str();
    return llvm::createStringError(Origin + ": no check matches '" + Item +
                                   "'" + Hint);
  }
  return llvm::Error::success();
}

llvm::Error addCheckOption(HostOptions &Host, llvm::StringRef Item,
                           llvm::StringRef Origin) {
  if (!Item.contains('='))
    return llvm::createStringError(Origin + " takes check.name=value, not '" +
                                   Item + "'");
  auto [Name, Value] = Item.split('=');
  Host.CheckOptionValues[Name] = Value.str();
  return llvm::Error::success();
}

/// The check that has the option, or null.
static const CheckInfo *checkOf(llvm::StringRef OptionName) {
  auto [CheckName, Option] = OptionName.split('.');
  const CheckInfo *Info = findCheck(CheckName);
  return Info && llvm::any_of(Info->Options,
                              [&](auto &O) { return O.Name == Option; })
             ? Info
             : nullptr;
}

static std::string unknownOption(llvm::StringRef Name) {
  return ("unknown check option '" + Name +
          "'; --explain=<check> lists the options")
      .str();
}

llvm::Error verifyCheckOption(llvm::StringRef Name, llvm::StringRef Value,
                              llvm::StringRef Origin) {
  const CheckInfo *Info = checkOf(Name);
  if (!Info)
    return llvm::createStringError(Origin + ": " + unknownOption(Name));
  CheckOptions::Map Given;
  Given[Name] = Value.str();
  if (llvm::Error E =
          Info->Verify(CheckOptions(Info->Name, Info->Options, Given)))
    return llvm::createStringError(Origin + ": " +
                                   llvm::toString(std::move(E)));
  return llvm::Error::success();
}

/// A .clang-tidy file speaks first of all of clang-tidy's own checks: a `-*` in
/// it is not meant for ours unless the list names one of them.
static std::string ourPart(llvm::StringRef Checks) {
  llvm::SmallVector<llvm::StringRef, 8> Items = split(Checks);
  if (llvm::any_of(Items, [](llvm::StringRef Item) {
        return Item.starts_with("coro-");
      }))
    return llvm::join(Items, ",");
  llvm::erase_if(
      Items, [](llvm::StringRef Item) { return !Item.starts_with("-coro-"); });
  return llvm::join(Items, ",");
}

/// The entries that name our checks; the others are clang-tidy's to verify.
static std::string named(llvm::StringRef Checks) {
  llvm::SmallVector<llvm::StringRef, 8> Items = split(Checks);
  llvm::erase_if(Items, [](llvm::StringRef Item) {
    Item.consume_front("-");
    return !Item.starts_with("coro-");
  });
  return llvm::join(Items, ",");
}

static std::string defaultGlobs() {
  llvm::SmallVector<llvm::StringRef, 32> Names;
  for (const CheckInfo *C : allChecks())
    if (C->OnByDefault)
      Names.push_back(C->Name);
  return llvm::join(Names, ",");
}

std::string projectRoot(llvm::StringRef File) {
  llvm::SmallString<256> Path(File);
  llvm::sys::fs::make_absolute(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  llvm::StringRef Folder = llvm::sys::path::parent_path(Path);
  for (llvm::StringRef Up = Folder; !Up.empty();
       Up = llvm::sys::path::parent_path(Up))
    for (llvm::StringRef Marker : {".git", ".hg", ".svn", ".clang-tidy"})
      if (llvm::sys::fs::exists(Up + "/" + Marker))
        return Up.str();
  return Folder.str();
}

namespace {

/// Decides for each file of a TU whether its findings are wanted.
class FileFilter {
public:
  FileFilter(llvm::StringRef MainFile, llvm::StringRef HeaderFilter)
      : Root(projectRoot(MainFile)), Pattern(HeaderFilter),
        HasPattern(!HeaderFilter.empty()) {}

  bool operator()(const SourceManager &SM, FileID File) const {
    if (File == SM.getMainFileID())
      return true;
    SourceLocation Start = SM.getLocForStartOfFile(File);
    OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
    if (!Entry || SM.isInSystemHeader(Start))
      return false;
    llvm::SmallString<256> Path(Entry->getName());
    SM.getFileManager().makeAbsolutePath(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    if (HasPattern)
      return Pattern.match(Path);
    return Path.starts_with(Root) &&
           llvm::sys::path::is_separator(Path[Root.size()]);
  }

private:
  std::string Root;
  llvm::Regex Pattern;
  bool HasPattern;
};

/// Reads .clang-tidy files. clang-tidy's own reader prints what is wrong with
/// them and goes on without; but then checks run that are off there.
class ClangTidyFiles : public tidy::FileOptionsProvider {
public:
  ClangTidyFiles()
      : FileOptionsProvider({}, {}, {}, llvm::vfs::getRealFileSystem()) {
    ConfigHandlers = {{".clang-tidy", [this](llvm::MemoryBufferRef Text) {
                         return parse(Text);
                       }}};
  }

  llvm::Expected<tidy::ClangTidyOptions> read(llvm::StringRef MainFile) {
    tidy::ClangTidyOptions Options = getOptions(MainFile);
    if (!Mistake.empty())
      return llvm::createStringError(Mistake);
    return Options;
  }

private:
  llvm::ErrorOr<tidy::ClangTidyOptions> parse(llvm::MemoryBufferRef Text) {
    auto Parsed = tidy::parseConfigurationWithDiags(
        Text, [this](const llvm::SMDiagnostic &D) {
          if (Mistake.empty()) // the others follow from it
            Mistake = (D.getFilename() + ":" + llvm::Twine(D.getLineNo()) +
                       ": " + D.getMessage())
                          .str();
        });
    return Parsed ? *Parsed : tidy::ClangTidyOptions();
  }

  std::string Mistake;
};

} // namespace

static std::string identityOf(const FileConfig &Config, llvm::StringRef Root,
                              llvm::StringRef HeaderFilter) {
  std::vector<std::string> Items;
  for (const auto &Check : Config.Analysis.Checks)
    Items.push_back(Check.getKey().str());
  for (const auto &Option : Config.Analysis.Options)
    Items.push_back((Option.getKey() + "=" + Option.getValue()).str());
  llvm::sort(Items); // the maps have no order
  Items.push_back(Config.WarningsAsErrors);
  Items.push_back(Root.str());
  Items.push_back(HeaderFilter.str());
  Items.push_back(std::to_string(static_cast<int>(Config.Analysis.Least)));
  return llvm::join(Items, llvm::StringRef("\0", 1));
}

llvm::Expected<FileConfig> configure(llvm::StringRef MainFile,
                                     const HostOptions &Host,
                                     const ModelSet &Models) {
  auto Read = ClangTidyFiles().read(MainFile);
  if (!Read)
    return Read.takeError();
  const tidy::ClangTidyOptions &FromFiles = *Read;

  FileConfig Out;
  Out.Analysis.Models = &Models;
  Out.Analysis.Least = Host.Least;
  if (FromFiles.Checks)
    if (llvm::Error E = verifyGlobs(named(*FromFiles.Checks), ".clang-tidy"))
      return E;
  std::string Globs = defaultGlobs();
  for (const std::string &More :
       {FromFiles.Checks ? ourPart(*FromFiles.Checks) : "", Host.Checks})
    if (!More.empty())
      Globs.append(",").append(More);
  for (const CheckInfo *C : allChecks())
    if (matches(Globs, C->Name))
      Out.Analysis.Checks.insert(C->Name);
  for (auto &Entry : FromFiles.CheckOptions)
    if (Entry.getKey().starts_with("coro-"))
      Out.Analysis.Options[Entry.getKey()] = Entry.getValue().Value;
  for (auto &Entry : Host.CheckOptionValues)
    Out.Analysis.Options[Entry.getKey()] = Entry.getValue();
  for (auto &Entry : Out.Analysis.Options)
    if (!checkOf(Entry.getKey()))
      return llvm::createStringError(unknownOption(Entry.getKey()));
  for (const CheckInfo *C : allChecks())
    if (Out.Analysis.Checks.contains(C->Name))
      if (llvm::Error E = C->Verify(
              CheckOptions(C->Name, C->Options, Out.Analysis.Options)))
        return E;
  Out.WarningsAsErrors = Host.WarningsAsErrors;
  if (Out.WarningsAsErrors.empty() && FromFiles.WarningsAsErrors)
    Out.WarningsAsErrors = *FromFiles.WarningsAsErrors;
  std::string HeaderFilter = Host.HeaderFilter;
  std::string Error;
  // clang-tidy goes on without a filter that it cannot read (a look-ahead, for
  // example), so a project's file may have one.
  if (HeaderFilter.empty() && FromFiles.HeaderFilterRegex &&
      llvm::Regex(*FromFiles.HeaderFilterRegex).isValid(Error))
    HeaderFilter = *FromFiles.HeaderFilterRegex;
  if (!HeaderFilter.empty() && !llvm::Regex(HeaderFilter).isValid(Error))
    return llvm::createStringError("bad header filter '" + HeaderFilter +
                                   "': " + Error);
  auto Filter = std::make_shared<FileFilter>(MainFile, HeaderFilter);
  Out.Identity = identityOf(Out, projectRoot(MainFile), HeaderFilter);
  Out.Analysis.IsWanted = [Filter](const SourceManager &SM, FileID File) {
    return (*Filter)(SM, File);
  };
  return Out;
}

} // namespace coro_tidy
