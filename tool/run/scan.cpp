// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "scan.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace coro_tidy {

uint32_t nameHash(llvm::StringRef Name) { return llvm::xxh3_64bits(Name); }

bool ScanResult::mayDefine(llvm::StringRef Name) const {
  return std::binary_search(Defined.begin(), Defined.end(), nameHash(Name));
}

ScanPatterns::ScanPatterns(const ModelSet &Models) {
  // [dcl.fct.def.coroutine], [expr.await] and senders; who writes `annotate`
  // may tell of a type of his own.
  for (llvm::StringRef Name :
       {"co_await", "co_return", "co_yield", "promise_type", "coroutine_traits",
        "coroutine_handle", "await_ready", "await_suspend", "await_transform",
        "sender_concept", "annotate"})
    Patterns.push_back({Name.str()});
  for (const std::string &Name : Models.namesOfTasks()) {
    llvm::SmallVector<llvm::StringRef, 4> Parts;
    llvm::StringRef(Name).split(Parts, "::", -1, /*KeepEmpty=*/false);
    Patterns.emplace_back(Parts.begin(), Parts.end());
  }
}

namespace {

/// Finds where definitions stand, from brackets and a few keywords. What it
/// does not understand, it takes for a definition.
class DefinitionFinder {
public:
  explicit DefinitionFinder(llvm::DenseSet<uint32_t> &Out) : Out(Out) {}

  void token(const Token &T, bool IsSystem) {
    if (Body)
      return inBody(T, IsSystem);
    if (ExplicitTemplate == Template::Keyword)
      ExplicitTemplate = T.is(tok::less) ? Template::No : Template::Explicit;
    bool AfterExtern = std::exchange(IsExtern, T.is(tok::kw_extern));
    // `extern "C" {` is a scope, `extern "C" int f() {` is not.
    bool AfterLinkage =
        std::exchange(IsLinkage, AfterExtern && T.is(tok::string_literal));
    // `struct s : base<tag{}>, other {`: that brace ended no class.
    if (std::exchange(HasEndedScope, false) &&
        T.isOneOf(tok::greater, tok::greatergreater, tok::comma, tok::ellipsis))
      HasClass = true;
    switch (T.getKind()) {
    case tok::l_paren:
    case tok::l_square:
      ++Parens;
      return;
    case tok::r_paren:
    case tok::r_square:
      Parens -= Parens > 0;
      return;
    case tok::l_brace:
      IsScope |= AfterLinkage;
      return openBrace();
    case tok::r_brace:
      // Ends a class or namespace; or an initialiser within parentheses.
      if (Parens)
        --Parens;
      else
        endHead(/*IsDefinition=*/false);
      HasEndedScope = !Parens;
      return;
    case tok::semi:
      if (!Parens)
        endHead(HasDefault || ExplicitTemplate == Template::Explicit);
      return;
    case tok::kw_template:
      ExplicitTemplate = Template::Keyword;
      return;
    case tok::kw_class:
    case tok::kw_struct:
    case tok::kw_union:
      HasClass = true;
      return;
    case tok::kw_namespace:
      IsScope = true;
      return;
    case tok::string_literal:
      return;
    case tok::kw_default:
      HasDefault = true;
      return;
    case tok::colon:
      HasColon = true;
      return;
    default:
      name(T, IsSystem);
    }
  }

private:
  enum class Template { No, Keyword, Explicit };

  void name(const Token &T, bool IsSystem) {
    if (!T.isOneOf(tok::kw_operator, tok::identifier))
      return;
    // The brace may come from another file.
    IsUsers |= !IsSystem;
    if (T.is(tok::kw_operator))
      Head.push_back(nameHash("operator"));
    else
      Head.push_back(hashOf(*T.getIdentifierInfo()));
  }

  void openBrace() {
    if (Parens) {
      ++Parens; // an initialiser or lambda among arguments
      return;
    }
    if (HasClass || IsScope) {
      // A class of a system header matters for who derives from its bases.
      IsUsers |= HasClass && HasColon;
      endHead(HasClass);
      return;
    }
    endHead(/*IsDefinition=*/true);
    Body = 1;
  }

  void inBody(const Token &T, bool IsSystem) {
    if (T.is(tok::l_brace))
      ++Body;
    else if (T.is(tok::r_brace))
      --Body;
    else if (T.isOneOf(tok::kw_class, tok::kw_struct, tok::kw_union))
      HasClass = true; // a local one, which may override
    else
      name(T, IsSystem);
    if (Body)
      return;
    endHead(HasClass);
    HasEndedScope = true;
  }

  void endHead(bool IsDefinition) {
    if (IsDefinition && IsUsers)
      Out.insert(Head.begin(), Head.end());
    Head.clear();
    HasClass = IsScope = HasDefault = HasColon = IsUsers = false;
    ExplicitTemplate = Template::No;
  }

  uint32_t hashOf(const IdentifierInfo &Name) {
    auto [It, New] = Hashes.try_emplace(&Name, 0);
    if (New)
      It->second = nameHash(Name.getName());
    return It->second;
  }

  llvm::DenseSet<uint32_t> &Out;
  llvm::DenseMap<const IdentifierInfo *, uint32_t> Hashes;
  llvm::SmallVector<uint32_t, 64> Head;
  unsigned Parens = 0, Body = 0;
  bool HasClass = false, HasDefault = false, HasColon = false;
  bool IsExtern = false;      ///< the last token is `extern`
  bool IsLinkage = false;     ///< the last tokens are `extern "C"`
  bool HasEndedScope = false; ///< by the last token
  bool IsUsers = false;       ///< a name of the head is not of a system header
  bool IsScope = false;       ///< a namespace, or `extern "C"`
  Template ExplicitTemplate = Template::No;
};

/// Follows whether the tokens come from a system header.
class FileKind : public PPCallbacks {
public:
  FileKind(bool &IsSystem, bool &HasModules)
      : IsSystem(IsSystem), HasModules(HasModules) {}
  void FileChanged(SourceLocation, FileChangeReason,
                   SrcMgr::CharacteristicKind Kind, FileID) override {
    IsSystem = SrcMgr::isSystem(Kind);
  }
  void moduleImport(SourceLocation, ModuleIdPath, const Module *) override {
    HasModules = true;
  }

private:
  bool &IsSystem, &HasModules;
};

class ScanAction : public PreprocessorFrontendAction {
public:
  ScanAction(const ScanPatterns &Patterns, ScanResult &Out, bool &Reached)
      : Patterns(Patterns), Out(Out), Reached(Reached) {}

  void ExecuteAction() override {
    Preprocessor &PP = getCompilerInstance().getPreprocessor();
    bool IsSystem = false;
    PP.addPPCallbacks(std::make_unique<FileKind>(IsSystem, Out.NeedsParse));
    llvm::DenseSet<uint32_t> Defined;
    DefinitionFinder Finder(Defined);
    llvm::DenseSet<const IdentifierInfo *> Seen;
    PP.EnterMainSourceFile();
    Token T;
    do {
      PP.Lex(T);
      if (const IdentifierInfo *Name =
              T.isAnnotation() ? nullptr : T.getIdentifierInfo())
        Seen.insert(Name);
      // What a module exports is not among the tokens.
      if (T.isAnnotation() && !isPragma(T))
        Out.NeedsParse = true;
      Finder.token(T, IsSystem);
    } while (T.isNot(tok::eof));
    Reached = true;
    Out.NeedsParse |= PP.isInNamedModule() || namesModules();
    Out.NeedsParse |= getCompilerInstance().getDiagnostics().hasErrorOccurred();
    for (const std::vector<std::string> &Pattern : Patterns.all())
      Out.NeedsParse |= llvm::all_of(Pattern, [&](const std::string &Name) {
        return Seen.contains(PP.getIdentifierInfo(Name));
      });
    if (Out.NeedsParse)
      return;
    Out.Defined.insert(Out.Defined.end(), Defined.begin(), Defined.end());
    llvm::sort(Out.Defined);
    Out.Defined.erase(llvm::unique(Out.Defined), Out.Defined.end());
  }

private:
  static bool isPragma(const Token &T) {
    return llvm::StringRef(tok::getTokenName(T.getKind()))
        .starts_with("annot_pragma");
  }

  /// `import m;` and `module m;` are directives, of which the tokens tell
  /// nothing.
  bool namesModules() {
    CompilerInstance &CI = getCompilerInstance();
    if (!CI.getLangOpts().CPlusPlusModules)
      return false;
    const SourceManager &SM = CI.getSourceManager();
    FileID Main = SM.getMainFileID();
    Lexer Raw(Main, SM.getBufferOrFake(Main), SM, CI.getLangOpts());
    Token T;
    do {
      Raw.LexFromRawLexer(T);
      if (T.is(tok::raw_identifier) && (T.getRawIdentifier() == "import" ||
                                        T.getRawIdentifier() == "module"))
        return true;
    } while (T.isNot(tok::eof));
    return false;
  }

  const ScanPatterns &Patterns;
  ScanResult &Out;
  bool &Reached;
};

} // namespace

std::unique_ptr<FrontendAction> makeScanAction(const ScanPatterns &Patterns,
                                               ScanResult &Out, bool &Reached) {
  return std::make_unique<ScanAction>(Patterns, Out, Reached);
}

} // namespace coro_tidy
