// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analyzer.h"

#include "facts/function_view.h"
#include "facts/names.h"
#include "facts/stable_sort.h"
#include "facts/tu_facts.h"
#include "program/close.h"
#include "program/report.h"
#include "program/summarize.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

#include <chrono>
#include <map>

using namespace clang;

namespace coro_tidy {

namespace {

class Driver {
public:
  Driver(ASTContext &Ctx, llvm::ArrayRef<Decl *> TopLevel,
         const AnalysisConfig &Config)
      : SM(Ctx.getSourceManager()), Config(Config), Facts(Ctx, *Config.Models) {
    Facts.TopLevel = TopLevel;
    Facts.Errors = Config.Errors;
    for (const CheckInfo *Info : allChecks())
      if (Config.Checks.contains(Info->Name))
        addCheck(*Info);
    // What other TUs ask for, whose configuration may be another.
    if (Config.WholeProgram && AsksForCalls) {
      for (const BlockingCategory &C : blockingCategories())
        Leaves.insert(C.Name);
      for (llvm::StringRef Name :
           {FunctionModel::ExitCategory, FunctionModel::ForkCategory,
            FunctionModel::NestedRunCategory})
        Leaves.insert(Name);
    }
    Summary.emplace(Facts, std::move(Leaves), Config.WholeProgram);
    Facts.Calls = &*Summary;
  }

  void visit(Decl *D) {
    if (!isWanted(D->getLocation()) && !isa<NamespaceDecl, LinkageSpecDecl>(D))
      return;
    if (auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      return functionTemplate(*Template);
    if (auto *Template = dyn_cast<ClassTemplateDecl>(D))
      return classTemplate(*Template);
    if (auto *F = dyn_cast<FunctionDecl>(D))
      return function(*F, nullptr, nullptr);
    if (auto *Var = dyn_cast<VarDecl>(D))
      return initialiser(*Var, Var->getInit());
    if (auto *Field = dyn_cast<FieldDecl>(D))
      return initialiser(*Field, Field->getInClassInitializer());
    if (auto *Friend = dyn_cast<FriendDecl>(D)) {
      if (NamedDecl *Named = Friend->getFriendDecl())
        visit(Named);
      return;
    }
    if (auto *Class = dyn_cast<CXXRecordDecl>(D)) {
      if (!Class->isThisDeclarationADefinition() || Class->isLambda())
        return;
    }
    if (isa<NamespaceDecl, LinkageSpecDecl, CXXRecordDecl, ExportDecl>(D))
      for (Decl *Child : cast<DeclContext>(D)->decls())
        visit(Child);
  }

  TUAnalysis take() {
    TUAnalysis Out;
    if (Config.WholeProgram && AsksForCalls)
      addRoots();
    Out.Facts = Summary->take();
    stableSort(Findings, [&](const Finding &A, const Finding &B) {
      if (A.Loc != B.Loc)
        return SM.isBeforeInTranslationUnit(A.Loc, B.Loc);
      return std::tie(A.Check, A.Message) < std::tie(B.Check, B.Message);
    });
    Out.Findings = std::move(Findings);
    if (!Config.WholeProgram)
      close(Out, SM, Config.Least);
    return Out;
  }

private:
  void addCheck(const CheckInfo &Info) {
    CheckOptions Options(Info.Name, Info.Options, Config.Options);
    Checks.emplace_back(&Info, Info.Create(Options));
    if (!Info.Leaves)
      return;
    AsksForCalls = true;
    for (const std::string &Category : Info.Leaves(Options))
      Leaves.insert(Category);
  }

  /// What other TUs may call without seeing its body.
  void addRoots() {
    forEachDefinition(Facts, [&](const FunctionDecl &F) {
      const auto *Method = dyn_cast<CXXMethodDecl>(&F);
      if (F.isDependentContext())
        return;
      bool IsStrong =
          F.isExternallyVisible() &&
          F.getASTContext().GetGVALinkageForFunction(&F) == GVA_StrongExternal;
      if (IsStrong || (Method && Method->isVirtual()) ||
          F.getTemplateSpecializationKind() ==
              TSK_ExplicitInstantiationDefinition)
        Summary->addRoot(F, IsStrong);
    });
  }

  bool isWanted(SourceLocation Loc) {
    if (Loc.isInvalid())
      return false;
    FileID File = SM.getFileID(SM.getExpansionLoc(Loc));
    auto [It, New] = Wanted.try_emplace(File, false);
    if (New)
      It->second = Config.IsWanted
                       ? Config.IsWanted(SM, File)
                       : !SM.isInSystemHeader(SM.getExpansionLoc(Loc));
    return It->second;
  }

  /// The instantiations say what really happens; the template itself is
  /// looked at only where there are none.
  void functionTemplate(FunctionTemplateDecl &Template) {
    bool Instantiated = false;
    if (Template.isThisDeclarationADefinition() ||
        Template.getInstantiatedFromMemberTemplate())
      for (FunctionDecl *F : Template.specializations())
        if (F->getTemplateSpecializationKind() != TSK_ExplicitSpecialization &&
            F->hasBody()) {
          Instantiated = true;
          function(*F, nullptr, nullptr);
        }
    if (!Instantiated)
      function(*Template.getTemplatedDecl(), nullptr, nullptr);
  }

  void classTemplate(ClassTemplateDecl &Template) {
    // A member template of an instantiated class is declared there only.
    if (!Template.isThisDeclarationADefinition() &&
        !Template.getInstantiatedFromMemberTemplate())
      return;
    // Members are instantiated one by one, when used.
    llvm::DenseSet<const Decl *> Seen;
    for (ClassTemplateSpecializationDecl *Spec : Template.specializations()) {
      if (Spec->getTemplateSpecializationKind() == TSK_ExplicitSpecialization)
        continue;
      for (Decl *Member : Spec->decls()) {
        if (auto *F = dyn_cast<FunctionDecl>(Member);
            F && F->getBody() && !F->isImplicit()) {
          if (const FunctionDecl *Pattern =
                  F->getTemplateInstantiationPattern())
            Seen.insert(Pattern->getCanonicalDecl());
          function(*F->getDefinition(), nullptr, nullptr);
        } else if (isa<FunctionTemplateDecl, ClassTemplateDecl, CXXRecordDecl>(
                       Member)) {
          visit(Member);
        }
      }
    }
    for (Decl *Member : Template.getTemplatedDecl()->decls()) {
      auto *F = dyn_cast<FunctionDecl>(Member);
      if (F && Seen.contains(F->getCanonicalDecl()))
        continue;
      if (F || isa<FunctionTemplateDecl, ClassTemplateDecl, CXXRecordDecl,
                   FriendDecl>(Member))
        visit(Member);
    }
  }

  void function(FunctionDecl &F, const LambdaExpr *Lambda,
                FunctionView *Enclosing) {
    if (!F.isTemplateInstantiation())
      for (const ParmVarDecl *P : F.parameters())
        if (P->hasDefaultArg() && !P->hasUnparsedDefaultArg() &&
            !P->hasUninstantiatedDefaultArg() && !P->hasInheritedDefaultArg())
          initialiser(*P, P->getDefaultArg());
    if (!F.doesThisDeclarationHaveABody() || F.isDefaulted() || !F.getBody() ||
        !Done.insert(&F).second)
      return;
    if (F.isInvalidDecl())
      return;
    FunctionView View(F, Lambda, Enclosing);
    analyze(View);
  }

  void analyze(FunctionView &View) {
    auto Report = [&](Finding Found) { report(std::move(Found), View); };
    for (auto &[Info, Check] : Checks) {
      if (!Config.Times) {
        Check->check(View, Facts, Report);
        continue;
      }
      using namespace std::chrono;
      auto Start = steady_clock::now();
      Check->check(View, Facts, Report);
      (*Config.Times)[Info->Name] +=
          duration_cast<microseconds>(steady_clock::now() - Start).count();
    }
    for (const LambdaExpr *Lambda : View.Lambdas)
      lambda(*Lambda, &View);
    for (const FunctionDecl *Local : View.LocalFunctions)
      function(const_cast<FunctionDecl &>(*Local), nullptr, &View);
  }

  void lambda(const LambdaExpr &Lambda, FunctionView *Enclosing) {
    if (FunctionTemplateDecl *Generic = Lambda.getDependentCallOperator()) {
      bool Instantiated = false;
      for (FunctionDecl *F : Generic->specializations())
        if (F->getBody()) {
          Instantiated = true;
          function(*F, &Lambda, Enclosing);
        }
      if (Instantiated)
        return;
    }
    if (CXXMethodDecl *Operator = Lambda.getCallOperator())
      function(*Operator, &Lambda, Enclosing);
  }

  /// What stands outside of functions: initialisers and default arguments.
  void initialiser(const NamedDecl &Owner, const Expr *Init) {
    if (!Init || Init->isValueDependent() || !Initialisers.insert(Init).second)
      return;
    FunctionView View(Owner, *Init);
    analyze(View);
  }

  void report(Finding Found, const FunctionView &View) {
    if (Found.Sure < Config.Least || Found.Loc.isInvalid() ||
        !isWanted(Found.Loc))
      return;
    if (Found.Function.empty())
      Found.Function = modelName(View.owner());
    SourceLocation Instantiated = pointOfInstantiation(View.owner());
    if (!Found.Open) {
      // Instantiations and macro expansions repeat a place. Which of them is
      // shown must not hang on the order in which they were made.
      auto [It, New] = Places.try_emplace(
          {Found.Check, SM.getExpansionLoc(Found.Loc).getRawEncoding(),
           SM.getSpellingLoc(Found.Loc).getRawEncoding()},
          std::pair(Findings.size(), Instantiated));
      if (!New) {
        auto &[Number, Where] = It->second;
        if (isBefore(Found, Instantiated, Findings[Number], Where)) {
          Findings[Number] = std::move(Found);
          Where = Instantiated;
        }
        return;
      }
    }
    Findings.push_back(std::move(Found));
  }

  /// Invalid if it is none. What is within has none of its own.
  static SourceLocation pointOfInstantiation(const NamedDecl &Owner) {
    const DeclContext *At = dyn_cast<DeclContext>(&Owner);
    for (At = At ? At : Owner.getDeclContext(); At; At = At->getParent())
      if (const auto *F = dyn_cast<FunctionDecl>(At))
        if (SourceLocation Loc = F->getPointOfInstantiation(); Loc.isValid())
          return Loc;
    return {};
  }

  bool isBefore(const Finding &A, SourceLocation AWhere, const Finding &B,
                SourceLocation BWhere) const {
    if (A.Sure != B.Sure)
      return A.Sure > B.Sure;
    if (AWhere != BWhere)
      return isBefore(AWhere, BWhere);
    return std::tie(A.Message, A.Function) < std::tie(B.Message, B.Function);
  }

  /// In whatever order the headers were read.
  bool isBefore(SourceLocation A, SourceLocation B) const {
    auto [AFile, AOffset] = SM.getDecomposedLoc(SM.getExpansionLoc(A));
    auto [BFile, BOffset] = SM.getDecomposedLoc(SM.getExpansionLoc(B));
    if (AFile == BFile)
      return AOffset < BOffset;
    if (AFile == SM.getMainFileID() || BFile == SM.getMainFileID())
      return BFile == SM.getMainFileID();
    return absolutePath(AFile, SM) < absolutePath(BFile, SM);
  }

  const SourceManager &SM;
  const AnalysisConfig &Config;
  TUFacts Facts;
  std::vector<std::pair<const CheckInfo *, std::unique_ptr<Check>>> Checks;
  llvm::StringSet<> Leaves;
  bool AsksForCalls = false;
  std::optional<Summarizer> Summary;
  llvm::DenseMap<FileID, bool> Wanted;
  llvm::DenseSet<const FunctionDecl *> Done;
  llvm::DenseSet<const Expr *> Initialisers;
  /// Where those stand in Findings that are not open, and of which
  /// instantiation they are.
  std::map<std::tuple<llvm::StringRef, unsigned, unsigned>,
           std::pair<size_t, SourceLocation>>
      Places;
  std::vector<Finding> Findings;
};

} // namespace

TUAnalysis analyze(ASTContext &Ctx, llvm::ArrayRef<Decl *> TopLevel,
                   const AnalysisConfig &Config) {
  using namespace std::chrono;
  auto Start = steady_clock::now();
  Driver D(Ctx, TopLevel, Config);
  for (Decl *Top : TopLevel)
    D.visit(Top);
  TUAnalysis Out = D.take();
  Out.Microseconds =
      duration_cast<microseconds>(steady_clock::now() - Start).count();
  return Out;
}

} // namespace coro_tidy
