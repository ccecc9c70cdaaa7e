// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "parsed_headers.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/MacroArgs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace coro_tidy {

ParsedHeaders::FileNumber
ParsedHeaders::number(const llvm::sys::fs::UniqueID &Id) {
  auto [It, New] = Known.try_emplace(Id, Files.size());
  if (New)
    Files.emplace_back().Id = Id;
  return It->second;
}

class ParsedHeaders::Recorder : public MacroEvents {
public:
  Recorder(ParsedHeaders &Out, const Preprocessor &PP)
      : Out(Out), PP(PP), SM(PP.getSourceManager()) {}

  void FileChanged(SourceLocation Loc, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind, FileID Previous) override {
    if (Reason == ExitFile && !Open.empty() && Open.back().Id == Previous)
      leave();
    FileID Id = SM.getFileID(Loc);
    if (auto Number = fileOf(Id); Number && Reason == EnterFile) {
      ++Out.Files[*Number].Entered;
      Reading &Begun = Out.Readings.emplace_back();
      Begun.File = *Number;
      if (!Open.empty())
        Begun.Within = Open.back().Number;
      OpenFile &At = Open.emplace_back();
      At.Id = Id;
      At.Number = Out.Readings.size() - 1;
    }
  }

  void If(SourceLocation, SourceRange Condition, ConditionValueKind) override {
    condition(Condition);
  }
  void Elif(SourceLocation, SourceRange Condition, ConditionValueKind Value,
            SourceLocation) override {
    if (Value != CVK_NotEvaluated)
      condition(Condition);
  }

  void MacroUndefined(const Token &Name, const MacroDefinition &Was,
                      const MacroDirective *Made) override {
    mention(Name); // also where there is nothing to undefine, this time
    MacroEvents::MacroUndefined(Name, Was, Made);
  }
  void MacroExpands(const Token &Name, const MacroDefinition &Is,
                    SourceRange Range, const MacroArgs *Args) override {
    // What is pasted, or made a string, is not among the tokens.
    for (unsigned I = 0; Args && I < Args->getNumMacroArguments(); ++I)
      for (const Token *T = Args->getUnexpArgument(I); T->isNot(tok::eof); ++T)
        if (!T->isAnnotation() && T->getIdentifierInfo())
          mention(*T);
    MacroEvents::MacroExpands(Name, Is, Range, Args);
  }

protected:
  void include(SourceLocation Hash, FileEntryRef File, bool IsSystem) override {
    size_t Count = Out.Files.size();
    FileNumber Included = Out.number(File.getUniqueID());
    if (Included == Count) // the first time decides
      Out.Files[Included].IsSystem = IsSystem;
    if (auto Includer = fileOf(SM.getFileID(Hash)))
      if (auto &To = Out.Files[*Includer].Includes;
          !llvm::is_contained(To, Included))
        To.push_back(Included);
  }

  void token(const Token &T) override {
    if (T.isAnnotation() || !T.getIdentifierInfo())
      return;
    FileID Id = SM.getFileID(SM.getExpansionLoc(T.getLocation()));
    if (Id != LastId) {
      LastId = Id;
      LastFile = fileOf(Id);
      Tokens.clear();
    }
    if (LastFile && Tokens.insert(T.getIdentifierInfo()).second)
      Out.Mentioned.insert({hashOfName(T), *LastFile});
  }

  void look(const Token &Name) override {
    if (Name.getIdentifierInfo()->getName() == "__COUNTER__")
      Out.UsesCounter = true;
    if (auto Where = fileOf(Name))
      for (auto *To : {&Out.Uses, &Out.Mentioned})
        To->insert({hashOfName(Name), *Where});
  }

  void change(const Token &Name, const MacroInfo *Before,
              const MacroInfo *After) override {
    if (Open.empty()) // the compiler's, or the command line's
      return;
    remember(Open.back(), Name.getIdentifierInfo(), Before);
    NameHash Hash = hashOfName(Name);
    Out.Readings[Open.back().Number].Effects[Hash].IsOwn = true;
    if (After)
      if (auto [It, New] = Definitions.try_emplace(Hash, After);
          !New && !isSame(It->second, After, PP))
        Out.Ambiguous.insert(Hash);
  }

private:
  struct OpenFile {
    FileID Id;
    size_t Number = 0; ///< of the reading
    /// As they were before the first change.
    llvm::DenseMap<const IdentifierInfo *, const MacroInfo *> Before;
  };

  void mention(const Token &Name) {
    if (auto Where = fileOf(Name))
      Out.Mentioned.insert({hashOfName(Name), *Where});
  }

  /// Of X in `#if X` nobody is told unless it is a macro.
  void condition(SourceRange Range) {
    auto [Id, Begin] = SM.getDecomposedLoc(Range.getBegin());
    std::optional<FileNumber> Where = fileOf(Id);
    if (!Where)
      return;
    unsigned End = SM.getFileOffset(Range.getEnd());
    llvm::StringRef Text = SM.getBufferData(Id);
    Lexer Raw(SourceLocation(), PP.getLangOpts(), Text.begin(),
              Text.begin() + Begin, Text.end());
    Token T;
    do {
      Raw.LexFromRawLexer(T);
      if (T.is(tok::raw_identifier))
        Out.Mentioned.insert({hashOfName(T.getRawIdentifier()), *Where});
    } while (Raw.getBufferLocation() < Text.begin() + End);
  }

  static void remember(OpenFile &At, const IdentifierInfo *Name,
                       const MacroInfo *Before) {
    At.Before.try_emplace(Name, Before);
  }

  void leave() {
    OpenFile Left = std::move(Open.back());
    Open.pop_back();
    for (auto [Name, Before] : Left.Before) {
      // What was saved by #pragma push_macro is back without an event.
      bool IsLeft = !isSame(PP.getMacroInfo(Name), Before, PP);
      Out.Readings[Left.Number].Effects[hashOfName(Name->getName())].IsLeft =
          IsLeft;
      if (!Open.empty())
        remember(Open.back(), Name, Before);
    }
  }

  std::optional<FileNumber> fileOf(const Token &Name) {
    return fileOf(SM.getFileID(SM.getExpansionLoc(Name.getLocation())));
  }

  std::optional<FileNumber> fileOf(FileID Id) {
    if (Id.isInvalid() || Id == SM.getMainFileID())
      return std::nullopt;
    const FileEntry *Entry = SM.getFileEntryForID(Id);
    if (!Entry)
      return std::nullopt;
    return Out.number(Entry->getUniqueID());
  }

  ParsedHeaders &Out;
  const Preprocessor &PP;
  const SourceManager &SM;
  std::vector<OpenFile> Open;
  llvm::DenseMap<NameHash, const MacroInfo *> Definitions;
  FileID LastId; ///< of the tokens
  std::optional<FileNumber> LastFile;
  llvm::SmallPtrSet<const IdentifierInfo *, 32> Tokens; ///< of LastFile
};

void ParsedHeaders::record(CompilerInstance &CI) {
  Preprocessor &PP = CI.getPreprocessor();
  MacroEvents::attach(PP, std::make_unique<Recorder>(*this, PP));
}

void ParsedHeaders::finish(CompilerInstance &CI) {
  HeaderSearch &Headers = CI.getPreprocessor().getHeaderSearchInfo();
  SourceManager &SM = CI.getSourceManager();
  for (auto It = SM.fileinfo_begin(); It != SM.fileinfo_end(); ++It)
    if (auto At = Known.find(It->first.getUniqueID()); At != Known.end())
      Files[At->second].IsGuarded =
          Headers.isFileMultipleIncludeGuarded(It->first);
  for (FileNumber I = 0; I < Files.size(); ++I) {
    llvm::BitVector &Closure = Files[I].Closure;
    Closure.resize(Files.size());
    llvm::SmallVector<FileNumber, 32> Work{I};
    while (!Work.empty()) {
      FileNumber At = Work.pop_back_val();
      if (Closure.test(At))
        continue;
      Closure.set(At);
      llvm::append_range(Work, Files[At].Includes);
    }
  }
  findOwners();
  for (auto [Name, Where] : Mentioned)
    Mentions[Name].push_back(Where);
  findOrder();
  Readings.clear();
  Uses.clear();
  Mentioned.clear();
}

/// Files that may be read several times do not own what they do on some of
/// them: whoever includes them asks for it (as of <stddef.h>, and libstdc++'s
/// version.h), and may take it back; but for headers of the project, which ask
/// those of the system for nothing. <assert.h> defines its macro each time.
void ParsedHeaders::findOwners() {
  llvm::DenseMap<std::pair<NameHash, FileNumber>, unsigned> Times;
  for (const Reading &R : Readings)
    for (auto [Name, What] : R.Effects)
      Times[{Name, R.File}] += What.IsOwn || What.IsLeft;
  // What is owned by those that are included.
  std::vector<llvm::DenseSet<NameHash>> Inner(Readings.size());
  for (size_t I = Readings.size(); I-- > 0;) {
    Reading &R = Readings[I];
    Reading *Around = R.Within ? &Readings[*R.Within] : nullptr;
    const File &Mine = Files[R.File];
    bool IsAsked = !Mine.IsGuarded && Around &&
                   (!Mine.IsSystem || Files[Around->File].IsSystem);
    for (auto [Name, What] : R.Effects) {
      bool IsOwner =
          IsAsked ? (What.IsOwn || What.IsLeft) &&
                        Times[{Name, R.File}] == Mine.Entered
                  : What.IsOwn && (What.IsLeft || Inner[I].contains(Name));
      if (IsOwner)
        if (Numbers &All = Owners[Name]; !llvm::is_contained(All, R.File))
          All.push_back(R.File);
      if (!Around)
        continue;
      if (IsOwner || Inner[I].contains(Name))
        Inner[*R.Within].insert(Name);
      else if (IsAsked && What.IsOwn)
        Around->Effects[Name].IsOwn = true;
    }
  }
}

void ParsedHeaders::findOrder() {
  for (auto [Name, User] : Uses) {
    auto It = Owners.find(Name);
    if (It == Owners.end())
      continue;
    const llvm::BitVector &Closure = Files[User].Closure;
    Numbers Missing;
    for (FileNumber Owner : It->second)
      if (Owner < User && !Closure.test(Owner))
        Missing.push_back(Owner);
    if (Ambiguous.contains(Name)) { // it needs each
      for (FileNumber Owner : Missing)
        if (!isBetweenSystem(Owner, User))
          Files[User].Before.push_back({Owner});
    } else if (!Missing.empty() &&
               llvm::none_of(It->second,
                             [&](FileNumber N) { return Closure.test(N); }) &&
               !llvm::all_of(Missing, [&](FileNumber N) {
                 return isBetweenSystem(N, User);
               })) {
      Files[User].Before.push_back(std::move(Missing));
    }
  }
  for (const auto &[Name, From] : Owners) {
    auto It = Mentions.find(Name);
    if (It == Mentions.end())
      continue;
    for (FileNumber User : It->second) {
      // Who defines it in the same way does not care.
      if (!Ambiguous.contains(Name) &&
          llvm::any_of(From, [&](FileNumber N) { return N <= User; }))
        continue;
      for (FileNumber Owner : From)
        if (Owner > User && !Files[User].Closure.test(Owner) &&
            !isBetweenSystem(Owner, User) &&
            !llvm::is_contained(Files[User].After, Owner))
          Files[User].After.push_back(Owner);
    }
  }
}

} // namespace coro_tidy
