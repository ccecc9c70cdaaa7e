// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether a unit can start from headers: what ParsedHeaders promises.

#include "open_pragmas.h"
#include "parsed_headers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace coro_tidy {

class ParsedHeaders::Checker : public MacroEvents {
public:
  Checker(const ParsedHeaders &Of, const Preprocessor &PP, HeaderFit &Out)
      : Of(Of), PP(PP), SM(PP.getSourceManager()), Out(Out),
        Included(Of.Files.size()) {}

  void PragmaDirective(SourceLocation Loc, PragmaIntroducerKind) override {
    if (!AllIncluded && !SM.isInSystemHeader(Loc))
      Pragmas.see(Loc, SM);
  }

  void EndOfMainFile() override {
    for (FileNumber I = 0; I < Included.size(); ++I)
      if (!Included.test(I))
        refuse(I);
  }

protected:
  void include(SourceLocation Hash, FileEntryRef File, bool IsSystem) override {
    auto It = Of.Known.find(File.getUniqueID());
    if (It == Of.Known.end() || Included.test(It->second))
      return;
    if (IsSystem != Of.Files[It->second].IsSystem)
      return refuse(It->second);
    // What has no guard is read again.
    if (Of.Files[It->second].IsGuarded)
      skip(It->second, Hash);
    else
      Included.set(It->second);
  }

  void token(const Token &T) override {
    if (T.isAnnotation())
      return;
    Depth += T.is(tok::l_brace) - T.is(tok::r_brace);
    IsWithin = !T.isOneOf(tok::semi, tok::r_brace);
  }

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
    if (Of.Mentions.contains(hashOfName(Name)))
      Changed.try_emplace(Name.getIdentifierInfo(), Before, isInSystem(Name));
  }

private:
  bool isInSystem(const Token &Name) const {
    return SM.isInSystemHeader(SM.getExpansionLoc(Name.getLocation()));
  }

  void refuseWithoutOwners(const Token &Name) {
    NameHash Hash = hashOfName(Name);
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

  /// What a header has that is included, and what that includes, is known.
  void skip(FileNumber Which, SourceLocation Where) {
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
      const Numbers &In = Of.Mentions.find(hashOfName(Name->getName()))->second;
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
  MacroEvents::attach(PP, std::make_unique<Checker>(*this, PP, Out));
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

/// Might it give text before it another meaning: what is called, or which
/// specialisation is taken? Explicit specialisations of what was used are
/// errors.
static bool isRival(const NamedDecl &D) {
  return (isa<ClassTemplatePartialSpecializationDecl,
              VarTemplatePartialSpecializationDecl>(D) ||
          (isa<FunctionDecl, FunctionTemplateDecl, VarDecl, UsingDecl>(D) &&
           hasRival(D))) &&
         !hasOwnType(D);
}

/// Members belong to their class.
static void forEachName(llvm::ArrayRef<const Decl *> Declared,
                        llvm::function_ref<void(const NamedDecl &)> See) {
  llvm::SmallVector<const Decl *, 32> Work(Declared.begin(), Declared.end());
  while (!Work.empty()) {
    const Decl *D = Work.pop_back_val();
    if (isa<NamespaceDecl, LinkageSpecDecl>(D))
      llvm::append_range(Work, cast<DeclContext>(D)->decls());
    else if (const auto *Named = dyn_cast<NamedDecl>(D);
             Named && !D->getDeclContext()->isRecord())
      See(*Named);
  }
}

void ParsedHeaders::checkDeclarations(llvm::ArrayRef<Decl *> Own,
                                      HeaderFit &Out) const {
  if (Out.Inclusions.empty() || Own.empty())
    return;
  const SourceManager &SM = Own.front()->getASTContext().getSourceManager();
  forEachName(Own, [&](const NamedDecl &D) {
    SourceLocation Loc = SM.getExpansionLoc(D.getLocation());
    if (!D.getIdentifier() || Loc.isInvalid() || SM.isInSystemHeader(Loc) ||
        !SM.isBeforeInTranslationUnit(Loc, Out.Inclusions.back().first))
      return;
    auto Named = Mentions.find(hashOfName(D.getName()));
    if (Named == Mentions.end() || !isRival(D))
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
