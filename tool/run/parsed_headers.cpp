// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "parsed_headers.h"

#include "open_pragmas.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/MacroArgs.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace coro_tidy {

static ParsedHeaders::NameHash hashOf(llvm::StringRef Name) {
  // The largest values are keys of their own to DenseMap.
  return llvm::xxh3_64bits(Name) >> 1;
}

static ParsedHeaders::NameHash hashOf(const Token &Name) {
  return hashOf(Name.getIdentifierInfo()->getName());
}

/// Null if there was none.
static const MacroInfo *definitionOf(const MacroDirective *At) {
  if (!At)
    return nullptr;
  MacroDirective::DefInfo Is =
      const_cast<MacroDirective *>(At)->getDefinition();
  return Is && !Is.isUndefined() ? Is.getMacroInfo() : nullptr;
}

static bool isSame(const MacroInfo *A, const MacroInfo *B,
                   const Preprocessor &PP) {
  return A == B || (A && B &&
                    A->isIdenticalTo(*B, const_cast<Preprocessor &>(PP),
                                     /*Syntactically=*/true));
}

/// Where macros are looked at or changed, in whichever way.
class MacroEvents : public PPCallbacks {
public:
  void MacroExpands(const Token &Name, const MacroDefinition &, SourceRange,
                    const MacroArgs *) override {
    look(Name);
  }
  void Defined(const Token &Name, const MacroDefinition &,
               SourceRange) override {
    look(Name);
  }
  void Ifdef(SourceLocation, const Token &Name,
             const MacroDefinition &) override {
    look(Name);
  }
  void Ifndef(SourceLocation, const Token &Name,
              const MacroDefinition &) override {
    look(Name);
  }
  using PPCallbacks::Elifdef;
  void Elifdef(SourceLocation, const Token &Name,
               const MacroDefinition &) override {
    look(Name);
  }
  using PPCallbacks::Elifndef;
  void Elifndef(SourceLocation, const Token &Name,
                const MacroDefinition &) override {
    look(Name);
  }
  void MacroDefined(const Token &Name, const MacroDirective *Made) override {
    change(Name, definitionOf(Made->getPrevious()), Made->getMacroInfo());
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &Was,
                      const MacroDirective *Made) override {
    if (Made) // else there was nothing to undefine
      change(Name, Was.getMacroInfo(), nullptr);
  }

protected:
  virtual void look(const Token &Name) = 0;
  virtual void change(const Token &Name, const MacroInfo *Before,
                      const MacroInfo *After) = 0;
};

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

  void InclusionDirective(SourceLocation Hash, const Token &, StringRef, bool,
                          CharSourceRange, OptionalFileEntryRef File, StringRef,
                          StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind Kind) override {
    if (!File)
      return;
    size_t Count = Out.Files.size();
    FileNumber Included = Out.number(File->getUniqueID());
    if (Included == Count) // the first time decides
      Out.Files[Included].IsSystem = SrcMgr::isSystem(Kind);
    if (auto Includer = fileOf(SM.getFileID(Hash)))
      if (auto &To = Out.Files[*Includer].Includes;
          !llvm::is_contained(To, Included))
        To.push_back(Included);
  }

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

  /// What is left after the preprocessor.
  void token(const Token &T) {
    if (T.isAnnotation() || !T.getIdentifierInfo())
      return;
    FileID Id = SM.getFileID(SM.getExpansionLoc(T.getLocation()));
    if (Id != LastId) {
      LastId = Id;
      LastFile = fileOf(Id);
      Tokens.clear();
    }
    if (LastFile && Tokens.insert(T.getIdentifierInfo()).second)
      Out.Mentioned.insert({hashOf(T), *LastFile});
  }

protected:
  void look(const Token &Name) override {
    if (Name.getIdentifierInfo()->getName() == "__COUNTER__")
      Out.UsesCounter = true;
    if (auto Where =
            fileOf(SM.getFileID(SM.getExpansionLoc(Name.getLocation()))))
      for (auto *To : {&Out.Uses, &Out.Mentioned})
        To->insert({hashOf(Name), *Where});
  }

  void change(const Token &Name, const MacroInfo *Before,
              const MacroInfo *After) override {
    if (Open.empty()) // the compiler's, or the command line's
      return;
    remember(Open.back(), Name.getIdentifierInfo(), Before);
    NameHash Hash = hashOf(Name);
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
    if (auto Where =
            fileOf(SM.getFileID(SM.getExpansionLoc(Name.getLocation()))))
      Out.Mentioned.insert({hashOf(Name), *Where});
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
        Out.Mentioned.insert({hashOf(T.getRawIdentifier()), *Where});
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
      Out.Readings[Left.Number].Effects[hashOf(Name->getName())].IsLeft =
          IsLeft;
      if (!Open.empty())
        remember(Open.back(), Name, Before);
    }
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
  auto Own = std::make_unique<Recorder>(*this, PP);
  PP.setTokenWatcher([To = Own.get()](const Token &T) { To->token(T); });
  PP.addPPCallbacks(std::move(Own));
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

class ParsedHeaders::Checker : public MacroEvents {
public:
  Checker(const ParsedHeaders &Of, const Preprocessor &PP, HeaderFit &Out)
      : Of(Of), PP(PP), SM(PP.getSourceManager()), Out(Out),
        Included(Of.Files.size()) {}

  void InclusionDirective(SourceLocation Hash, const Token &, StringRef, bool,
                          CharSourceRange, OptionalFileEntryRef File, StringRef,
                          StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind Kind) override {
    if (!File)
      return;
    auto It = Of.Known.find(File->getUniqueID());
    if (It == Of.Known.end() || Included.test(It->second))
      return;
    if (SrcMgr::isSystem(Kind) != Of.Files[It->second].IsSystem)
      return refuse(It->second);
    // What has no guard is read again.
    if (Of.Files[It->second].IsGuarded)
      include(It->second, Hash);
    else
      Included.set(It->second);
  }

  void PragmaDirective(SourceLocation Loc, PragmaIntroducerKind) override {
    if (!AllIncluded && !SM.isInSystemHeader(Loc))
      Pragmas.see(Loc, SM);
  }

  void EndOfMainFile() override {
    for (FileNumber I = 0; I < Included.size(); ++I)
      if (!Included.test(I))
        refuse(I);
  }

  /// What is left after the preprocessor.
  void token(const Token &T) {
    if (T.isAnnotation())
      return;
    Depth += T.is(tok::l_brace) - T.is(tok::r_brace);
    IsWithin = !T.isOneOf(tok::semi, tok::r_brace);
  }

protected:
  void look(const Token &Name) override {
    if (AllIncluded)
      return;
    if (Of.UsesCounter && Name.getIdentifierInfo()->getName() == "__COUNTER__")
      refuse();
    else
      refuseWithoutOwners(Name);
  }

  void change(const Token &Name, const MacroInfo *Before,
              const MacroInfo *) override {
    if (AllIncluded || !SM.getFileEntryForID(SM.getFileID(Name.getLocation())))
      return;
    // It is as the headers left it, not as it would be.
    refuseWithoutOwners(Name);
    if (Of.Mentions.contains(hashOf(Name)))
      Changed.try_emplace(Name.getIdentifierInfo(), Before, isInSystem(Name));
  }

private:
  bool isInSystem(const Token &Name) const {
    return SM.isInSystemHeader(SM.getExpansionLoc(Name.getLocation()));
  }

  void refuseWithoutOwners(const Token &Name) {
    NameHash Hash = hashOf(Name);
    auto It = Of.Owners.find(Hash);
    if (It == Of.Owners.end())
      return;
    bool IsSystem = isInSystem(Name);
    auto IsMissing = [&](FileNumber N) {
      return !Included.test(N) && !(IsSystem && Of.Files[N].IsSystem);
    };
    if (Of.Ambiguous.contains(Hash) ? llvm::any_of(It->second, IsMissing)
                                    : llvm::all_of(It->second, IsMissing))
      for (FileNumber N : It->second)
        if (IsMissing(N))
          refuse(N);
  }

  void include(FileNumber Which, SourceLocation Where) {
    llvm::BitVector New = Of.Files[Which].Closure;
    New.reset(Included);
    // Within `extern "C" {`, or a namespace, it would be another.
    if (Depth != 0 || IsWithin || Pragmas.areOpen())
      refuse(Which);
    checkMacros(New);
    checkOrder(New);
    Included |= New;
    AllIncluded = Included.all();
    for (FileNumber N : Of.Files[Which].Closure.set_bits())
      if (Of.Files[N].IsSystem)
        New.reset(N);
    if (New.any())
      Out.Inclusions.emplace_back(Where, std::move(New));
  }

  void checkMacros(const llvm::BitVector &New) {
    for (const auto &[Name, Was] : Changed) {
      const auto &[Before, BySystem] = Was;
      if (isSame(PP.getMacroInfo(Name), Before, PP))
        continue;
      auto IsTouched = [&, BySystem = BySystem](FileNumber N) {
        return !Included.test(N) && !(BySystem && Of.Files[N].IsSystem);
      };
      const Numbers &In = Of.Mentions.find(hashOf(Name->getName()))->second;
      if (llvm::any_of(
              In, [&](FileNumber N) { return New.test(N) && IsTouched(N); }))
        for (FileNumber N : In)
          if (IsTouched(N))
            refuse(N);
    }
  }

  void checkOrder(const llvm::BitVector &New) {
    auto IsIncluded = [&](FileNumber N) { return Included.test(N); };
    auto IsThere = [&](FileNumber N) { return IsIncluded(N) || New.test(N); };
    for (FileNumber User : New.set_bits())
      if (llvm::any_of(Of.Files[User].After, IsIncluded) ||
          llvm::any_of(Of.Files[User].Before, [&](const Numbers &Needed) {
            return llvm::none_of(Needed, IsThere);
          }))
        refuse(User);
  }

  void refuse() { Out.Unfit = true; }
  void refuse(FileNumber For) {
    Out.Unfit = true;
    // Without the system's, little is left.
    if (!Of.Files[For].IsSystem)
      Out.Blamed.insert(Of.Files[For].Id);
  }

  const ParsedHeaders &Of;
  const Preprocessor &PP;
  const SourceManager &SM;
  HeaderFit &Out;
  llvm::BitVector Included;
  bool AllIncluded = false;
  int Depth = 0;         ///< of braces
  bool IsWithin = false; ///< a declaration has begun, as `extern "C"` does
  OpenPragmas Pragmas;
  /// By the unit, and named by a header: as they were, and whether a header of
  /// the system changed them.
  llvm::SmallDenseMap<const IdentifierInfo *,
                      std::pair<const MacroInfo *, bool>>
      Changed;
};

void ParsedHeaders::check(Preprocessor &PP, HeaderFit &Out) const {
  auto Own = std::make_unique<Checker>(*this, PP, Out);
  PP.setTokenWatcher([To = Own.get()](const Token &T) { To->token(T); });
  PP.addPPCallbacks(std::move(Own));
}

namespace {

/// Is a type of the unit itself among the types? No header before it can mean
/// that one.
struct OwnTypeFinder : RecursiveASTVisitor<OwnTypeFinder> {
  bool Found = false;
  bool see(const Decl *D) {
    Found |= D && !D->isFromASTFile();
    return !Found;
  }
  bool VisitTagType(TagType *T) { return see(T->getDecl()); }
  bool VisitTemplateSpecializationType(TemplateSpecializationType *T) {
    return see(T->getTemplateName().getAsTemplateDecl());
  }
};

} // namespace

static bool hasOwnType(const NamedDecl &D) {
  OwnTypeFinder Finder;
  if (const FunctionDecl *F = D.getAsFunction())
    for (const ParmVarDecl *P : F->parameters())
      Finder.TraverseType(P->getType());
  else if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(&D))
    Finder.TraverseTemplateArguments(S->getTemplateArgs().asArray());
  return Finder.Found;
}

/// Is it an overload of something in the headers, or does it hide that from
/// them?
static bool hasRival(const NamedDecl &D) {
  const DeclContext *At = D.getDeclContext()->getRedeclContext();
  // No header has anything in its namespace?
  if (const auto *In = dyn_cast<NamespaceDecl>(At);
      In && !In->getFirstDecl()->isFromASTFile())
    return false;
  llvm::SmallPtrSet<const Decl *, 4> Same{D.getCanonicalDecl()};
  if (const auto *Using = dyn_cast<UsingDecl>(&D))
    for (const UsingShadowDecl *Shadow : Using->shadows())
      Same.insert(Shadow->getTargetDecl()->getCanonicalDecl());
  for (; At; At = At->getParent())
    for (const NamedDecl *Other : At->lookup(D.getDeclName()))
      if (Other->isFromASTFile() &&
          !Same.contains(Other->getUnderlyingDecl()->getCanonicalDecl()))
        return true;
  return false;
}

/// Those that may give text before them another meaning: what is called, or
/// which specialisation is taken. Types mean the same, members belong to their
/// class, and explicit specialisations of what was used are errors.
static void forEachRival(llvm::ArrayRef<const Decl *> Declared,
                         llvm::function_ref<void(const NamedDecl &)> See) {
  llvm::SmallVector<const Decl *, 32> Work(Declared.begin(), Declared.end());
  while (!Work.empty()) {
    const Decl *D = Work.pop_back_val();
    if (isa<NamespaceDecl, LinkageSpecDecl>(D))
      llvm::append_range(Work, cast<DeclContext>(D)->decls());
    else if (D->getDeclContext()->isRecord())
      continue;
    else if (isa<ClassTemplatePartialSpecializationDecl,
                 VarTemplatePartialSpecializationDecl>(D) ||
             (isa<FunctionDecl, FunctionTemplateDecl, VarDecl, UsingDecl>(D) &&
              hasRival(*cast<NamedDecl>(D))))
      if (!hasOwnType(*cast<NamedDecl>(D)))
        See(*cast<NamedDecl>(D));
  }
}

void ParsedHeaders::checkDeclarations(llvm::ArrayRef<Decl *> Own,
                                      HeaderFit &Out) const {
  if (Out.Inclusions.empty() || Own.empty())
    return;
  const SourceManager &SM = Own.front()->getASTContext().getSourceManager();
  forEachRival(Own, [&](const NamedDecl &D) {
    SourceLocation Loc = SM.getExpansionLoc(D.getLocation());
    if (!D.getIdentifier() || Loc.isInvalid() || SM.isInSystemHeader(Loc) ||
        !SM.isBeforeInTranslationUnit(Loc, Out.Inclusions.back().first))
      return;
    auto Named = Mentions.find(hashOf(D.getName()));
    if (Named == Mentions.end())
      return;
    for (const auto &[Where, New] : Out.Inclusions)
      if (SM.isBeforeInTranslationUnit(Loc, Where))
        for (FileNumber N : Named->second)
          if (New.test(N)) {
            Out.Unfit = true;
            Out.Blamed.insert(Files[N].Id);
          }
  });
}

} // namespace coro_tidy
