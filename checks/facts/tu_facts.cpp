// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tu_facts.h"

#include "names.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

/// The attributes of the README, and clang's own, as models.
static const FunctionModel *modelOfAnnotation(llvm::StringRef Text) {
  static const auto Make = [](auto Set) {
    FunctionModel M;
    Set(M);
    return M;
  };
  static const FunctionModel Blocking = Make([](FunctionModel &M) {
    M.Blocks = "wait";
    M.Marked = true;
  }),
                             Nonblocking = Make([](FunctionModel &M) {
                               M.Nonblocking = true;
                             }),
                             Offload = Make([](FunctionModel &M) {
                               M.Nonblocking = true;
                               M.Callables = Where::Elsewhere;
                               M.ResumesOn = Where::Unknown;
                             }),
                             Spawns = Make([](FunctionModel &M) {
                               M.Spawns = true;
                               M.Nonblocking = true;
                             }),
                             OffLoop = Make([](FunctionModel &M) {
                               M.Nonblocking = true;
                               M.ResumesOn = Where::Elsewhere;
                             }),
                             OnLoop = Make([](FunctionModel &M) {
                               M.Nonblocking = true;
                               M.ResumesOn = Where::Here;
                             });
  if (Text == "coro::blocking")
    return &Blocking;
  if (Text == "coro::nonblocking")
    return &Nonblocking;
  if (Text == "coro::offload")
    return &Offload;
  if (Text == "coro::spawns" || Text == "coro::detached")
    return &Spawns;
  if (Text == "coro::resumes_off_loop")
    return &OffLoop;
  if (Text == "coro::resumes_on_loop")
    return &OnLoop;
  return nullptr;
}

const FunctionModel *TUFacts::attributeModel(const FunctionDecl &F) {
  for (const FunctionDecl *D : F.redecls())
    for (const auto *A : D->specific_attrs<AnnotateAttr>())
      if (const FunctionModel *M = modelOfAnnotation(A->getAnnotation()))
        return M;
  // clang's function effects are part of the type.
  if (const auto *Proto = F.getType()->getAs<FunctionProtoType>())
    for (const FunctionEffectWithCondition &E : Proto->getFunctionEffects()) {
      if (E.Effect.kind() == FunctionEffect::Kind::NonBlocking)
        return modelOfAnnotation("coro::nonblocking");
      if (E.Effect.kind() == FunctionEffect::Kind::Blocking)
        return modelOfAnnotation("coro::blocking");
    }
  return nullptr;
}

llvm::ArrayRef<const FunctionModel *>
TUFacts::models(const FunctionDecl &Function) {
  const FunctionDecl &F = *Function.getCanonicalDecl();
  auto [It, New] = Known.try_emplace(&F);
  if (!New)
    return It->second;
  const FunctionModel *M = attributeModel(F);
  // A specialisation has the attributes of its template.
  if (!M)
    if (const FunctionDecl *Pattern = F.getTemplateInstantiationPattern())
      M = attributeModel(*Pattern);
  llvm::SmallVector<const FunctionModel *, 1> Out;
  std::string Storage;
  if (Models.mayHaveFunction(lastName(F, Storage))) {
    std::string Name = modelName(F);
    // `read` and `pause` are the C library's only with C linkage.
    bool IsLibrary = llvm::StringRef(Name).contains("::") || F.isExternC();
    for (const FunctionModel *Each : Models.functions(Name))
      if (IsLibrary || !Each->Builtin)
        Out.push_back(Each);
  }
  // An attribute says whether and where; the rest is the model file's.
  if (M && !Out.empty()) {
    FunctionModel Both = *Out.front();
    // That it runs a loop says more than that it blocks.
    if (M->Nonblocking || Both.Blocks != FunctionModel::NestedRunCategory)
      Both.Blocks = M->Blocks;
    Both.When.clear();
    Both.Unless.clear();
    Both.AfterCheck.clear();
    Both.Marked = M->Marked;
    Both.Nonblocking = M->Nonblocking;
    Both.Spawns |= M->Spawns;
    if (M->Callables != Where::Unknown)
      Both.Callables = M->Callables;
    if (M->ResumesOn != Where::Unknown)
      Both.ResumesOn = M->ResumesOn;
    Merged.push_back(std::move(Both));
    M = &Merged.back();
  }
  if (M)
    Out = {M};
  return Known[&F] = std::move(Out);
}

namespace {

/// Collects the functions that are named but not called.
struct ValueFinder : RecursiveASTVisitor<ValueFinder> {
  llvm::DenseSet<const FunctionDecl *> &Out;
  llvm::DenseSet<const Expr *> Called;
  explicit ValueFinder(llvm::DenseSet<const FunctionDecl *> &Out) : Out(Out) {}

  bool VisitCallExpr(CallExpr *Call) {
    Called.insert(Call->getCallee()->IgnoreParenImpCasts());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl());
        F && !Called.contains(Ref))
      Out.insert(F->getCanonicalDecl());
    return true;
  }
  bool VisitOverloadExpr(OverloadExpr *Name) {
    if (!Called.contains(Name))
      for (const NamedDecl *D : Name->decls())
        if (const auto *F = dyn_cast<FunctionDecl>(D))
          Out.insert(F->getCanonicalDecl());
    return true;
  }
};

} // namespace

bool TUFacts::isNamedAsValue(const FunctionDecl &F) {
  if (!ValuesKnown) {
    ValuesKnown = true;
    ValueFinder Finder(NamedAsValue);
    for (Decl *D : TopLevel)
      Finder.TraverseDecl(D);
  }
  return NamedAsValue.contains(F.getCanonicalDecl());
}

bool TUFacts::hasErrorsIn(SourceRange Range) const {
  if (!Ctx.getDiagnostics().hasUncompilableErrorOccurred())
    return false;
  if (!Errors)
    return true;
  const SourceManager &SM = Ctx.getSourceManager();
  return llvm::any_of(*Errors, [&](SourceLocation Error) {
    return SM.isPointWithin(SM.getExpansionLoc(Error),
                            SM.getExpansionLoc(Range.getBegin()),
                            SM.getExpansionLoc(Range.getEnd()));
  });
}

void forEachDefinition(const TUFacts &Facts,
                       llvm::function_ref<void(const FunctionDecl &)> Visit) {
  llvm::SmallVector<const Decl *, 32> Work(Facts.TopLevel.begin(),
                                           Facts.TopLevel.end());
  std::reverse(Work.begin(), Work.end());
  auto Add = [&](auto Range) {
    llvm::SmallVector<const Decl *, 32> Inner(Range);
    llvm::append_range(Work, llvm::reverse(Inner));
  };
  while (!Work.empty()) {
    const Decl *D = Work.pop_back_val();
    if (!isa<NamespaceDecl, LinkageSpecDecl>(D) &&
        Facts.isSystem(D->getLocation()))
      continue;
    if (const auto *F = dyn_cast<FunctionDecl>(D)) {
      if (F->doesThisDeclarationHaveABody())
        Visit(*F);
    } else if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
      if (Template->isCanonicalDecl())
        for (const FunctionDecl *F : Template->specializations())
          if (F->getTemplateSpecializationKind() != TSK_ExplicitSpecialization)
            Work.push_back(F->hasBody() ? F->getDefinition() : F);
    } else if (const auto *Template = dyn_cast<ClassTemplateDecl>(D)) {
      if (Template->isCanonicalDecl())
        for (const ClassTemplateSpecializationDecl *Spec :
             Template->specializations())
          if (Spec->getTemplateSpecializationKind() !=
              TSK_ExplicitSpecialization)
            Work.push_back(Spec);
    } else if (isa<NamespaceDecl, LinkageSpecDecl, CXXRecordDecl, ExportDecl>(
                   D)) {
      Add(cast<DeclContext>(D)->decls());
    }
  }
}

const FunctionDecl *calleeOf(const Expr &Call) {
  if (const auto *C = dyn_cast<CallExpr>(&Call))
    return C->getDirectCallee();
  if (const auto *C = dyn_cast<CXXConstructExpr>(&Call))
    return C->getConstructor();
  return nullptr;
}

/// Is the first entry of the argument list the object of a member operator?
static bool firstIsObject(const Expr &Call) {
  if (!isa<CXXOperatorCallExpr>(Call))
    return false;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(calleeOf(Call));
  return Method && Method->isImplicitObjectMemberFunction();
}

llvm::ArrayRef<const Expr *> argumentsOf(const Expr &Call) {
  if (const auto *C = dyn_cast<CallExpr>(&Call)) {
    llvm::ArrayRef<const Expr *> Args(C->getArgs(), C->getNumArgs());
    if (C->getNumArgs() && firstIsObject(Call))
      Args = Args.drop_front();
    return Args;
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(&Call))
    return llvm::ArrayRef<const Expr *>(C->getArgs(), C->getNumArgs());
  return {};
}

const Expr *objectOf(const Expr &Call) {
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(&Call))
    return C->getImplicitObjectArgument();
  if (const auto *C = dyn_cast<CallExpr>(&Call);
      C && C->getNumArgs() && firstIsObject(Call))
    return C->getArg(0);
  return nullptr;
}

const Expr *movedFrom(const Expr *E) {
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (F && Call->getNumArgs() == 1 && F->isInStdNamespace() &&
        F->getIdentifier() &&
        (F->getName() == "move" || F->getName() == "forward"))
      return Call->getArg(0);
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    if (Cast->getTypeAsWritten()->isRValueReferenceType())
      return Cast->getSubExpr();
  return nullptr;
}

const Expr *stripped(const Expr *E, bool ThroughMove) {
  while (E) {
    E = E->IgnoreParenImpCasts();
    if (const auto *X = dyn_cast<ExprWithCleanups>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<ConstantExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E))
      E = X->getExpr();
    else if (const auto *X = dyn_cast<InitListExpr>(E);
             X && X->getNumInits() == 1 && X->isTransparent())
      E = X->getInit(0); // `task<>{f()}`
    else if (const auto *X = dyn_cast<CXXFunctionalCastExpr>(E);
             X && (X->getCastKind() == CK_ConstructorConversion ||
                   X->getCastKind() == CK_NoOp))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXConstructExpr>(E);
             X && X->getNumArgs() == 1 && X->isElidable())
      E = X->getArg(0);
    else if (const auto *X = dyn_cast<CXXConstructExpr>(E);
             ThroughMove && X && X->getNumArgs() == 1 &&
             X->getConstructor()->isCopyOrMoveConstructor())
      E = X->getArg(0);
    else if (const Expr *Moved = ThroughMove ? movedFrom(E) : nullptr)
      E = Moved;
    else
      return E;
  }
  return E;
}

bool isInMacro(SourceLocation Loc, const ASTContext &Ctx,
               llvm::function_ref<bool(llvm::StringRef)> Name) {
  const SourceManager &SM = Ctx.getSourceManager();
  while (Loc.isMacroID()) {
    if (Name(Lexer::getImmediateMacroName(Loc, SM, Ctx.getLangOpts())))
      return true;
    Loc = SM.getImmediateMacroCallerLoc(Loc);
  }
  return false;
}

const Expr *writtenBy(const Stmt &S) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S))
    return Binary->isAssignmentOp() ? Binary->getLHS() : nullptr;
  if (const auto *Unary = dyn_cast<UnaryOperator>(&S))
    return Unary->isIncrementDecrementOp() ? Unary->getSubExpr() : nullptr;
  return nullptr;
}

const ValueDecl *namedVariable(const Expr *E) {
  if (!E)
    return nullptr;
  const auto *Ref = dyn_cast<DeclRefExpr>(stripped(E, /*ThroughMove=*/true));
  return Ref ? Ref->getDecl() : nullptr;
}

} // namespace coro_tidy
