// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "task_types.h"

#include "names.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

/// The class that a type names: its definition, or for a specialisation that
/// the TU does not instantiate, and for dependent types, the template's.
static const CXXRecordDecl *recordOf(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (const CXXRecordDecl *Class = T->getAsCXXRecordDecl()) {
    if (const CXXRecordDecl *Def = Class->getDefinition())
      return Def;
    if (const CXXRecordDecl *Pattern = Class->getTemplateInstantiationPattern())
      return Pattern->getDefinition();
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Class))
      return Spec->getSpecializedTemplate()
          ->getTemplatedDecl()
          ->getDefinition();
    return nullptr;
  }
  if (const auto *Spec = T->getAs<TemplateSpecializationType>())
    if (const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(
            Spec->getTemplateName().getAsTemplateDecl()))
      return Template->getTemplatedDecl()->getDefinition();
  return nullptr;
}

/// Looks a member up in a class and its bases, dependent bases through their
/// templates.
///
/// Private bases are part of how a promise is made, but not of what a task
/// shows its users.
enum class Bases { All, Public };
static const NamedDecl *findMember(const CXXRecordDecl &Class,
                                   DeclarationName Name,
                                   Bases Which = Bases::All,
                                   unsigned Depth = 0) {
  auto Found = Class.lookup(Name);
  if (!Found.empty())
    return Found.front();
  constexpr unsigned DeepestBase = 16;
  if (Depth == DeepestBase || !Class.hasDefinition())
    return nullptr;
  for (const CXXBaseSpecifier &Base : Class.bases()) {
    if (Which == Bases::Public && Base.getAccessSpecifier() != AS_public)
      continue;
    if (const CXXRecordDecl *B = recordOf(Base.getType()))
      if (const NamedDecl *D = findMember(*B, Name, Which, Depth + 1))
        return D;
  }
  return nullptr;
}

static const NamedDecl *findMember(const CXXRecordDecl &Class,
                                   llvm::StringRef Name,
                                   Bases Which = Bases::All) {
  return findMember(Class, &Class.getASTContext().Idents.get(Name), Which);
}

bool hasMember(const CXXRecordDecl &Class, llvm::StringRef Name) {
  const CXXRecordDecl *Def = Class.getDefinition();
  return Def && findMember(*Def, Name);
}

static const FunctionDecl *findMethod(const CXXRecordDecl &Class,
                                      llvm::StringRef Name) {
  const NamedDecl *D = findMember(Class, Name);
  if (const auto *Using = dyn_cast_or_null<UsingShadowDecl>(D))
    D = Using->getTargetDecl();
  if (const auto *Template = dyn_cast_or_null<FunctionTemplateDecl>(D))
    return Template->getTemplatedDecl();
  return dyn_cast_or_null<FunctionDecl>(D);
}

/// The body, or the one of the member of the class template that this is
/// instantiated from: unused members are never instantiated.
static const Stmt *bodyOrPattern(const FunctionDecl &F) {
  if (const Stmt *Body = F.getBody())
    return Body;
  if (const FunctionDecl *Pattern = F.getTemplateInstantiationPattern())
    return Pattern->getBody();
  return nullptr;
}

static const ReturnStmt *onlyReturn(const Stmt *Body) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  if (!Block || Block->size() != 1)
    return nullptr;
  return dyn_cast<ReturnStmt>(Block->body_front());
}

static std::optional<bool> returnsConstant(const FunctionDecl *F) {
  if (!F)
    return std::nullopt;
  const ReturnStmt *Return = onlyReturn(bodyOrPattern(*F));
  if (!Return || !Return->getRetValue())
    return std::nullopt;
  if (const auto *Literal = dyn_cast<CXXBoolLiteralExpr>(
          Return->getRetValue()->IgnoreParenImpCasts()))
    return Literal->getValue();
  return std::nullopt;
}

/// Does this awaiter surely suspend, surely not, or is it unknown? One whose
/// await_suspend does something may have the body resumed at once.
static std::optional<bool> surelySuspends(const CXXRecordDecl &Awaiter) {
  std::string Name = modelName(Awaiter);
  if (Name == "std::suspend_always" ||
      Name == "std::experimental::suspend_always")
    return true;
  if (Name == "std::suspend_never" ||
      Name == "std::experimental::suspend_never")
    return false;
  std::optional<bool> Ready =
      returnsConstant(findMethod(Awaiter, "await_ready"));
  if (!Ready)
    return std::nullopt;
  if (*Ready)
    return false;
  const FunctionDecl *Suspend = findMethod(Awaiter, "await_suspend");
  if (!Suspend)
    return std::nullopt;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(bodyOrPattern(*Suspend));
  if (Body && Body->body_empty())
    return true;
  return std::nullopt;
}

/// What a promise's initial_suspend or final_suspend does.
static std::optional<bool> suspendsAt(const CXXRecordDecl &Promise,
                                      llvm::StringRef Point) {
  const FunctionDecl *F = findMethod(Promise, Point);
  if (!F)
    return std::nullopt;
  QualType Result = F->getReturnType();
  if (Result->getContainedAutoType() && !recordOf(Result)) {
    // `auto initial_suspend()`: the pattern's return statement has the type.
    const ReturnStmt *Return = onlyReturn(bodyOrPattern(*F));
    if (!Return || !Return->getRetValue())
      return std::nullopt;
    Result = Return->getRetValue()->getType();
  }
  const CXXRecordDecl *Awaiter = recordOf(Result);
  return Awaiter ? surelySuspends(*Awaiter) : std::nullopt;
}

bool TaskTypes::forbidsAwait(const CXXRecordDecl &Promise) {
  const FunctionDecl *F = findMethod(Promise, "await_transform");
  return F && F->isDeleted();
}

void TaskTypes::collectTraits() {
  TraitsCollected = true;
  for (NamedDecl *Std :
       Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get("std")))
    if (auto *NS = dyn_cast<NamespaceDecl>(Std))
      for (NamedDecl *D : NS->lookup(&Ctx.Idents.get("coroutine_traits")))
        if (auto *Template = dyn_cast<ClassTemplateDecl>(D))
          Traits = Template;
}

/// Looks among the specialisations of std::coroutine_traits: the ones that
/// coroutines of this TU instantiated, and the partial ones that a library
/// wrote for its class template.
const CXXRecordDecl *TaskTypes::promiseFromTraits(const CXXRecordDecl &Class) {
  if (!TraitsCollected)
    collectTraits();
  if (!Traits)
    return nullptr;
  auto PromiseIn = [&](const CXXRecordDecl *Spec) -> const CXXRecordDecl * {
    if (!Spec || !(Spec = Spec->getDefinition()))
      return nullptr;
    const auto *D =
        dyn_cast_or_null<TypeDecl>(findMember(*Spec, "promise_type"));
    return D ? recordOf(Ctx.getTypeDeclType(D)) : nullptr;
  };
  CanQualType Wanted = Ctx.getCanonicalTagType(&Class);
  for (ClassTemplateSpecializationDecl *Spec : Traits->specializations()) {
    const TemplateArgument &First = Spec->getTemplateArgs()[0];
    if (First.getKind() == TemplateArgument::Type &&
        Ctx.getCanonicalType(First.getAsType()) == Wanted)
      if (const CXXRecordDecl *Promise = PromiseIn(Spec))
        return Promise;
  }
  const auto *Mine = dyn_cast<ClassTemplateSpecializationDecl>(&Class);
  if (!Mine)
    return nullptr;
  llvm::SmallVector<ClassTemplatePartialSpecializationDecl *, 8> Partial;
  Traits->getPartialSpecializations(Partial);
  for (ClassTemplatePartialSpecializationDecl *Spec : Partial) {
    const TemplateArgument &First = Spec->getTemplateArgs()[0];
    if (First.getKind() != TemplateArgument::Type)
      continue;
    const auto *T = First.getAsType()->getAs<TemplateSpecializationType>();
    if (T && T->getTemplateName().getAsTemplateDecl() &&
        T->getTemplateName().getAsTemplateDecl()->getCanonicalDecl() ==
            Mine->getSpecializedTemplate()->getCanonicalDecl())
      if (const CXXRecordDecl *Promise = PromiseIn(Spec))
        return Promise;
  }
  return nullptr;
}

const CXXRecordDecl *TaskTypes::promiseOf(QualType R) {
  const CXXRecordDecl *Class = R->getAsCXXRecordDecl();
  if (!Class || !(Class = Class->getDefinition()))
    return nullptr;
  if (const auto *D = dyn_cast_or_null<TypeDecl>(
          findMember(*Class, "promise_type", Bases::Public)))
    if (const CXXRecordDecl *Promise = recordOf(Ctx.getTypeDeclType(D)))
      return Promise;
  return promiseFromTraits(*Class);
}

/// `operator co_await(X)` at namespace scope, for this class or its template.
/// One for an unconstrained type parameter does not make everything awaitable.
const FunctionDecl *TaskTypes::freeCoAwait(const CXXRecordDecl &Class) {
  DeclarationName Name = Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait);
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(&Class);
  auto Takes = [&](const FunctionDecl &F) {
    if (F.getNumParams() != 1)
      return false;
    QualType P = F.getParamDecl(0)->getType().getNonReferenceType();
    if (const CXXRecordDecl *R = P->getAsCXXRecordDecl())
      if (declaresSameEntity(R, &Class))
        return true;
    const auto *T = P->getAs<TemplateSpecializationType>();
    return T && Spec && T->getTemplateName().getAsTemplateDecl() &&
           declaresSameEntity(T->getTemplateName().getAsTemplateDecl(),
                              Spec->getSpecializedTemplate());
  };
  const DeclContext *DC = Class.getDeclContext();
  while (DC && !DC->isFileContext())
    DC = DC->getParent();
  for (; DC && DC->isFileContext();
       DC = DC->isInlineNamespace() ? DC->getParent() : nullptr)
    for (const NamedDecl *D : DC->lookup(Name)) {
      if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
        D = Template->getTemplatedDecl();
      if (const auto *F = dyn_cast<FunctionDecl>(D); F && Takes(*F))
        return F;
    }
  // Friends defined in the class are found by no ordinary lookup.
  for (const FriendDecl *Friend : Class.friends()) {
    const NamedDecl *D = Friend->getFriendDecl();
    if (const auto *Template = dyn_cast_or_null<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(D))
      if (F->getOverloadedOperator() == OO_Coawait && Takes(*F))
        return F;
  }
  return nullptr;
}

bool TaskTypes::isAwaitable(const CXXRecordDecl &Class) {
  auto Has = [&](auto Name) { return findMember(Class, Name, Bases::Public); };
  if (const NamedDecl *D =
          Has(Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait))) {
    // It must return an awaiter, as far as its type says.
    const auto *F = dyn_cast<FunctionDecl>(D);
    const CXXRecordDecl *R = F ? recordOf(F->getReturnType()) : nullptr;
    return !R || findMember(*R, "await_ready", Bases::Public);
  }
  return (Has("await_ready") && Has("await_suspend") && Has("await_resume")) ||
         Has("as_awaitable") || Has("sender_concept") || freeCoAwait(Class);
}

/// Once, if only an rvalue can be awaited: the await takes the task's coroutine
/// away.
ConsumeKind TaskTypes::consumeOf(const CXXRecordDecl &Class) {
  DeclarationName Name = Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait);
  bool Any = false, Rvalue = false;
  for (const NamedDecl *D : Class.lookup(Name)) {
    const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    const auto *Method =
        dyn_cast<CXXMethodDecl>(Template ? Template->getTemplatedDecl() : D);
    if (!Method)
      return ConsumeKind::Unknown;
    (Method->getRefQualifier() == RQ_RValue ? Rvalue : Any) = true;
  }
  if (Rvalue)
    return Any ? ConsumeKind::ByMove : ConsumeKind::Once;
  if (Any)
    return ConsumeKind::Many;
  if (findMember(Class, Name, Bases::Public)) {
    for (const CXXBaseSpecifier &Base : Class.bases())
      if (const CXXRecordDecl *B = recordOf(Base.getType()))
        if (ConsumeKind Kind = consumeOf(*B); Kind != ConsumeKind::Unknown)
          return Kind;
    return ConsumeKind::Unknown;
  }
  if (findMember(Class, "await_ready", Bases::Public))
    return ConsumeKind::Many;
  if (const FunctionDecl *F = freeCoAwait(Class)) {
    QualType P = F->getParamDecl(0)->getType();
    return P->isLValueReferenceType() ? ConsumeKind::Many : ConsumeKind::Once;
  }
  return ConsumeKind::Unknown;
}

std::optional<bool> TaskTypes::awaitsToVoid(QualType T) {
  const CXXRecordDecl *Class = recordOf(T);
  if (!Class)
    return std::nullopt;
  auto Resume = [](QualType Awaiter) -> std::optional<bool> {
    const CXXRecordDecl *Class = recordOf(Awaiter);
    const FunctionDecl *F =
        Class ? findMethod(*Class, "await_resume") : nullptr;
    if (!F || F->getReturnType()->isUndeducedType())
      return std::nullopt;
    QualType Result = F->getReturnType();
    // `awaiter<int>`, not instantiated yet: T stands for int.
    const auto *Parameter = Result->getAs<TemplateTypeParmType>();
    const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        Awaiter.getNonReferenceType()->getAsCXXRecordDecl());
    if (Parameter && Spec && Parameter->getDepth() == 0 &&
        Parameter->getIndex() < Spec->getTemplateArgs().size() &&
        Spec->getTemplateArgs()[Parameter->getIndex()].getKind() ==
            TemplateArgument::Type)
      Result = Spec->getTemplateArgs()[Parameter->getIndex()].getAsType();
    if (Result->isDependentType())
      return std::nullopt;
    return Result->isVoidType();
  };
  if (std::optional<bool> Void = Resume(T))
    return Void;
  if (const auto *F = dyn_cast_or_null<FunctionDecl>(findMember(
          *Class, Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait))))
    if (std::optional<bool> Void = Resume(F->getReturnType()))
      return Void;
  // Awaited through a promise's await_transform: task<T> gives T.
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Class))
    if (Spec->getTemplateArgs().size() &&
        Spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      return Spec->getTemplateArgs()[0].getAsType()->isVoidType();
  return std::nullopt;
}

bool TaskTypes::isAsyncGenerator(QualType T) {
  const CXXRecordDecl *Class = recordOf(T);
  if (!Class)
    return false;
  auto MakesAwaitable = [&](const FunctionDecl *F) {
    const CXXRecordDecl *R = F ? recordOf(F->getReturnType()) : nullptr;
    return R && (isAwaitable(*R) || infer(*R).mustBeAwaited());
  };
  return isAwaitable(*Class) || MakesAwaitable(findMethod(*Class, "next")) ||
         MakesAwaitable(findMethod(*Class, "begin")) ||
         MakesAwaitable(dyn_cast_or_null<FunctionDecl>(findMember(
             *Class, Ctx.DeclarationNames.getCXXOperatorName(OO_Call))));
}

static bool isInStd(const CXXRecordDecl &Class) {
  return Class.isInStdNamespace();
}

TaskType TaskTypes::infer(const CXXRecordDecl &Class) {
  TaskType Out;
  Out.NoDiscard = Class.hasAttr<WarnUnusedResultAttr>();
  std::string Name;
  if (const IdentifierInfo *Id = Class.getIdentifier())
    if (Models.mayHaveType(Id->getName()))
      Name = modelName(Class);
  if (!Name.empty())
    if (const TypeModel *M = Models.type(Name)) {
      Out.Kind = M->Kind;
      Out.Start = M->Start;
      Out.Drop = M->Drop;
      Out.Consume =
          M->Consume != ConsumeKind::Unknown ? M->Consume : consumeOf(Class);
      Out.ResumesOn = M->ResumesOn;
      Out.CarriesError = M->Error;
      Out.Pauses = M->Pauses;
      Out.Library = Models.libraryOfType(Name);
      Out.IsCoroutineType =
          M->Kind == TypeKind::Task || M->Kind == TypeKind::Detached;
      return Out;
    }
  // A standard type that somebody made a coroutine type of (std::optional,
  // std::future) keeps its everyday meaning.
  if (isInStd(Class) || Class.isLambda())
    return Out;
  // A class derived from a modelled task is one too.
  for (const CXXBaseSpecifier &Base : Class.bases())
    if (Base.getAccessSpecifier() == AS_public && recordOf(Base.getType())) {
      const TaskType &B = classify(Base.getType());
      if (B.Library && B.Kind != TypeKind::None && B.Kind != TypeKind::Holder)
        return B;
    }
  bool Awaitable = isAwaitable(Class);
  const CXXRecordDecl *Promise = promiseOf(Ctx.getCanonicalTagType(&Class));
  for (const auto *A : Class.specific_attrs<AnnotateAttr>())
    if (A->getAnnotation() == "coro::detached") {
      Out.Kind = TypeKind::Detached;
      return Out;
    }
  if (!Promise) {
    if (Awaitable)
      Out.Kind = TypeKind::Awaitable;
    // Senders start when they are connected and started.
    if (findMember(Class, "sender_concept", Bases::Public))
      Out.Start = StartKind::Lazy;
    return Out;
  }
  Out.IsCoroutineType = true;
  Out.Consume = consumeOf(Class);
  if (findMember(*Promise, "yield_value") &&
      (!Awaitable || forbidsAwait(*Promise))) {
    Out.Kind = TypeKind::Generator;
    return Out;
  }
  if (std::optional<bool> Lazy = suspendsAt(*Promise, "initial_suspend"))
    Out.Start = *Lazy ? StartKind::Lazy : StartKind::Eager;
  if (Out.Start == StartKind::Lazy) {
    Out.Kind = TypeKind::Task;
    Out.Drop = DropKind::NeverRuns;
  } else if (Awaitable) {
    Out.Kind = TypeKind::Task;
  } else if (Out.Start == StartKind::Eager &&
             suspendsAt(*Promise, "final_suspend") == false) {
    // It has begun, frees itself, and cannot be awaited: fire and forget.
    Out.Kind = TypeKind::Detached;
  }
  return Out;
}

const TaskType &TaskTypes::classify(QualType T) {
  static const TaskType None;
  if (T.isNull())
    return None;
  T = T.getNonReferenceType();
  if (T->isDependentType())
    return None;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !(Class = Class->getDefinition()))
    return None;
  auto [It, New] = Known.try_emplace(Class);
  if (!New)
    return It->second;
  TaskType Inferred = infer(*Class); // may grow the map
  return Known[Class] = Inferred;
}

const TaskType *TaskTypes::heldTask(QualType T, QualType *Held, bool Handles) {
  if (T.isNull() || T->isDependentType())
    return nullptr;
  T = T.getNonReferenceType();
  auto Check = [&](QualType Element) -> const TaskType * {
    const TaskType &Task = classify(Element);
    if (Element->isReferenceType())
      return nullptr;
    if (Handles ? Task.Kind == TypeKind::Handle : Task.mustBeAwaited()) {
      if (Held)
        *Held = Element;
      return &Task;
    }
    return Task.Kind == TypeKind::Holder ? heldTask(Element, Held, Handles)
                                         : nullptr;
  };
  if (const ArrayType *Array = Ctx.getAsArrayType(T))
    return Check(Array->getElementType());
  if (classify(T).Kind != TypeKind::Holder)
    return nullptr;
  const auto *Spec =
      dyn_cast<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  if (!Spec)
    return nullptr;
  for (const TemplateArgument &Arg : Spec->getTemplateArgs().asArray()) {
    llvm::ArrayRef<TemplateArgument> Args(Arg);
    if (Arg.getKind() == TemplateArgument::Pack)
      Args = Arg.getPackAsArray();
    for (const TemplateArgument &A : Args)
      if (A.getKind() == TemplateArgument::Type)
        if (const TaskType *Task = Check(A.getAsType()))
          return Task;
  }
  return nullptr;
}

bool TaskTypes::isGrowingHolder(QualType T) const {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->getIdentifier())
    return false;
  const TypeModel *M = Models.type(modelName(*Class));
  return M && M->Kind == TypeKind::Holder && M->Grows;
}

} // namespace coro_tidy
