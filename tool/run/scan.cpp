// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "scan.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
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
      return openBrace(IsSystem);
    case tok::r_brace:
      // Ends a class or namespace; or an initialiser within parentheses.
      if (Parens)
        --Parens;
      else
        endHead(/*IsDefinition=*/false, IsSystem);
      return;
    case tok::semi:
      if (!Parens)
        endHead(HasDefault || ExplicitTemplate == Template::Explicit, IsSystem);
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
      IsScope |= AfterExtern;
      return;
    case tok::kw_default:
      HasDefault = true;
      return;
    case tok::colon:
      HasColon = true;
      return;
    default:
      name(T);
    }
  }

private:
  enum class Template { No, Keyword, Explicit };

  void name(const Token &T) {
    if (T.is(tok::kw_operator))
      Head.push_back(nameHash("operator"));
    else if (T.is(tok::identifier))
      Head.push_back(hashOf(*T.getIdentifierInfo()));
  }

  void openBrace(bool IsSystem) {
    if (Parens) {
      ++Parens; // an initialiser or lambda among arguments
      return;
    }
    if (HasClass || IsScope) {
      // A class of a system header matters for who derives from its bases.
      endHead(HasClass && (!IsSystem || HasColon), /*IsSystem=*/false);
      return;
    }
    endHead(/*IsDefinition=*/true, IsSystem);
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
      name(T);
    if (Body)
      return;
    endHead(HasClass, IsSystem);
  }

  void endHead(bool IsDefinition, bool IsSystem) {
    if (IsDefinition && !IsSystem)
      Out.insert(Head.begin(), Head.end());
    Head.clear();
    HasClass = IsScope = HasDefault = HasColon = false;
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
  bool IsExtern = false; ///< the last token is `extern`
  bool IsScope = false;  ///< a namespace, or `extern "C"`
  Template ExplicitTemplate = Template::No;
};

/// Follows whether the tokens come from a system header.
class FileKind : public PPCallbacks {
public:
  explicit FileKind(bool &IsSystem) : IsSystem(IsSystem) {}
  void FileChanged(SourceLocation, FileChangeReason,
                   SrcMgr::CharacteristicKind Kind, FileID) override {
    IsSystem = SrcMgr::isSystem(Kind);
  }

private:
  bool &IsSystem;
};

class ScanAction : public PreprocessorFrontendAction {
public:
  ScanAction(const ScanPatterns &Patterns, ScanResult &Out, bool &Reached)
      : Patterns(Patterns), Out(Out), Reached(Reached) {}

  void ExecuteAction() override {
    Preprocessor &PP = getCompilerInstance().getPreprocessor();
    bool IsSystem = false;
    PP.addPPCallbacks(std::make_unique<FileKind>(IsSystem));
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
      if (T.isOneOf(tok::kw_import, tok::kw_module, tok::annot_module_include,
                    tok::annot_header_unit))
        Out.NeedsParse = true;
      Finder.token(T, IsSystem);
    } while (T.isNot(tok::eof));
    Reached = true;
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
