// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-void-callback: a callable that returns a task, given to one that calls
// it and throws the task away.

#include "wording.h"

#include "../check.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"
#include "../facts/variable_uses.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// What calling the expression returns; null if it is no callable, or one
/// with several meanings.
QualType resultOfCalling(const Expr &E);

/// The result of a class's only call operator.
QualType resultOfClass(const CXXRecordDecl &Class) {
  if (!Class.hasDefinition())
    return {};
  QualType Result;
  DeclarationName Call =
      Class.getASTContext().DeclarationNames.getCXXOperatorName(OO_Call);
  for (const NamedDecl *D : Class.getDefinition()->lookup(Call)) {
    const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    const auto *Method =
        dyn_cast<FunctionDecl>(Template ? Template->getTemplatedDecl() : D);
    if (!Method || !Result.isNull())
      return {};
    Result = Method->getReturnType();
    // `[](auto n) { return f(n); }`: as its instantiations say.
    if (Template && (Result->isDependentType() || Result->isUndeducedType())) {
      Result = {};
      for (const FunctionDecl *F : Template->specializations())
        Result = F->getReturnType();
      if (Result.isNull())
        return {};
    }
  }
  return Result;
}

QualType resultOfType(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType() || T->isMemberPointerType())
    T = T->getPointeeType();
  if (const auto *F = T->getAs<FunctionType>())
    return F->getReturnType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  return Class ? resultOfClass(*Class) : QualType();
}

QualType resultOfCalling(const Expr &Whole) {
  const Expr &E = *stripped(&Whole, /*ThroughMove=*/true);
  if (E.isTypeDependent())
    return {};
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&E);
      Construct && Construct->getNumArgs() == 1 &&
      Construct->getConstructor()->isCopyOrMoveConstructor())
    return resultOfCalling(*Construct->getArg(0));
  // std::bind(f, ...), std::bind_front, std::mem_fn, std::ref.
  if (const auto *Call = dyn_cast<CallExpr>(&E))
    if (const FunctionDecl *F = Call->getDirectCallee();
        F && F->isInStdNamespace() && F->getIdentifier() &&
        Call->getNumArgs() &&
        (F->getName().starts_with("bind") || F->getName() == "mem_fn" ||
         F->getName() == "ref" || F->getName() == "cref"))
      return resultOfCalling(*Call->getArg(0));
  return resultOfType(E.getType());
}

/// Is this class a wrapper of callables (std::function<void(int)>, a
/// delegate), whose signature returns nothing?
bool erasesToVoid(QualType T) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Class || Class->getTemplateArgs().size() == 0)
    return false;
  TemplateArgument First = Class->getTemplateArgs()[0];
  if (First.getKind() == TemplateArgument::Pack && First.pack_size())
    First = First.pack_begin()[0];
  if (First.getKind() != TemplateArgument::Type)
    return false;
  const auto *Signature = First.getAsType()->getAs<FunctionType>();
  return Signature && Signature->getReturnType()->isVoidType();
}

/// What `v.emplace_back(f)` makes in place; null for other calls.
QualType madeInPlace(const Expr &Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call);
  const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
  if (!Method || !Method->getIdentifier() ||
      !Method->getParent()->isInStdNamespace() ||
      !Method->getName().starts_with("emplace"))
    return {};
  const auto *Class =
      dyn_cast<ClassTemplateSpecializationDecl>(Method->getParent());
  if (!Class || Class->getTemplateArgs().size() == 0 ||
      Class->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return {};
  return Class->getTemplateArgs()[0].getAsType();
}

/// A thread, which looks at no result of its function.
bool isThread(QualType T) {
  const CXXRecordDecl *Class = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  return Class && (modelName(*Class) == "std::thread" ||
                   modelName(*Class) == "std::jthread");
}

/// The void-returning wrapper that a call makes of its callable, or null.
QualType wrapperOf(const Expr &Call) {
  QualType T;
  if (isa<CXXConstructExpr>(Call))
    T = Call.getType();
  else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
           Operator && Operator->getOperator() == OO_Equal)
    T = Operator->getArg(0)->getType();
  else if (T = madeInPlace(Call); isThread(T))
    return T;
  return !T.isNull() && erasesToVoid(T) ? T : QualType();
}

/// How a function loses what its callable returns.
class ResultDropping {
public:
  explicit ResultDropping(TUFacts &Facts) : Facts(Facts) {}

  /// Where the call's callee, which is in sight, drops it; invalid if it does
  /// not, or cannot be seen.
  SourceLocation dropsIn(const Expr &Call, const Expr &Callable,
                         unsigned Depth = 0);

private:
  SourceLocation dropsIn(FunctionView &View, const ValueDecl *Callable,
                         unsigned Depth);
  SourceLocation storesAndDrops(const CXXConstructorDecl &Constructor,
                                const ValueDecl &Callable);
  static bool calls(const Expr &E, const ValueDecl *Callable);

  TUFacts &Facts;
};

/// `f(...)`, `std::forward<F>(f)(...)`, `std::invoke(f, ...)`, `this->f()`
bool ResultDropping::calls(const Expr &E, const ValueDecl *Callable) {
  const auto *Call = dyn_cast<CallExpr>(stripped(&E));
  if (!Call)
    return false;
  auto Names = [&](const Expr *Called) {
    const Expr *Core = stripped(Called, /*ThroughMove=*/true);
    if (const auto *Star = dyn_cast<UnaryOperator>(Core))
      Core = stripped(Star->getSubExpr());
    if (const auto *Member = dyn_cast<MemberExpr>(Core))
      return Member->getMemberDecl() == Callable;
    return namedVariable(Core) == Callable;
  };
  if (const Expr *Object = objectOf(*Call); Object && Names(Object))
    return isa<CXXOperatorCallExpr>(Call);
  if (const FunctionDecl *F = Call->getDirectCallee())
    return F->isInStdNamespace() && F->getIdentifier() &&
           F->getName() == "invoke" && Call->getNumArgs() &&
           Names(Call->getArg(0));
  return Names(Call->getCallee());
}

SourceLocation ResultDropping::dropsIn(FunctionView &View,
                                       const ValueDecl *Callable,
                                       unsigned Depth) {
  // Other names of the callable: `auto g = std::move(f);`
  llvm::SmallVector<const ValueDecl *, 2> Names{Callable};
  for (const VarDecl *Var : View.Locals)
    if (Var->getInit() && namedVariable(Var->getInit()) == Callable)
      Names.push_back(Var);
  for (const ValueDecl *Name : Names) {
    for (const Discarded &D : View.Discards)
      if (!D.OnPurpose && calls(*D.E, Name))
        return D.E->getBeginLoc();
    for (const Expr *Call : View.Calls)
      for (const Expr *Arg : argumentsOf(*Call))
        if (namedVariable(Arg) == Name && !movedFrom(Call)) {
          if (!wrapperOf(*Call).isNull())
            return Call->getBeginLoc();
          if (SourceLocation Loc = dropsIn(*Call, *Arg, Depth + 1);
              Loc.isValid())
            return Loc;
        }
    for (const LambdaExpr *Lambda : View.Lambdas)
      for (const LambdaCapture &Capture : Lambda->captures()) {
        if (!Capture.capturesVariable())
          continue;
        const auto *Var = dyn_cast<VarDecl>(Capture.getCapturedVar());
        bool IsCopy = Var && Lambda->isInitCapture(&Capture) &&
                      Var->getInit() && namedVariable(Var->getInit()) == Name;
        if (Var != Name && !IsCopy)
          continue;
        const CXXMethodDecl *Body = Lambda->getCallOperator();
        if (!Body || !Body->hasBody() || Body->isDependentContext())
          continue;
        FunctionView Inner(*Body, Lambda, &View);
        if (SourceLocation Loc = dropsIn(Inner, Var, Depth + 1); Loc.isValid())
          return Loc;
      }
  }
  return {};
}

/// A class that keeps the callable in a member and calls it elsewhere.
SourceLocation
ResultDropping::storesAndDrops(const CXXConstructorDecl &Constructor,
                               const ValueDecl &Callable) {
  for (const CXXCtorInitializer *Init : Constructor.inits()) {
    if (!Init->isMemberInitializer() ||
        namedVariable(Init->getInit()) != &Callable)
      continue;
    for (const CXXMethodDecl *Method : Constructor.getParent()->methods()) {
      const FunctionDecl *Def = nullptr;
      if (!Method->hasBody(Def) || Def->isDependentContext() ||
          isa<CXXConstructorDecl>(Method))
        continue;
      FunctionView View(*Def, nullptr, nullptr);
      for (const Discarded &D : View.Discards)
        if (!D.OnPurpose && calls(*D.E, Init->getMember()))
          return D.E->getBeginLoc();
    }
  }
  return {};
}

SourceLocation ResultDropping::dropsIn(const Expr &Call, const Expr &Callable,
                                       unsigned Depth) {
  constexpr unsigned Deepest = 4;
  const FunctionDecl *F = calleeOf(Call);
  if (!F || Depth > Deepest)
    return {};
  if (const FunctionModel *M = Facts.model(*F))
    return M->DropsResult ? Call.getBeginLoc() : SourceLocation();
  const ParmVarDecl *P = parameterFor(Call, Callable);
  const ParmVarDecl *Param = P ? definedParameter(*P, Facts) : nullptr;
  if (!Param)
    return {};
  const auto *Def = cast<FunctionDecl>(Param->getDeclContext());
  // Only where the callable's own type is known: a wrapper's signature says
  // what becomes of its result.
  QualType Result = resultOfType(Param->getType());
  if (!Result.isNull() && !Facts.types().classify(Result).mustBeAwaited())
    return {};
  FunctionView View(*Def, nullptr, nullptr);
  if (SourceLocation Loc = dropsIn(View, Param, Depth); Loc.isValid())
    return Loc;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Def))
    return storesAndDrops(*Constructor, *Param);
  return {};
}

class VoidCallback : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    for (const Expr *Call : View.Calls) {
      QualType Wrapper = wrapperOf(*Call);
      for (const Expr *Arg : argumentsOf(*Call))
        callable(*Call, *Arg, Wrapper, View, Facts, Report);
    }
  }

private:
  void callable(const Expr &Call, const Expr &Arg, QualType Wrapper,
                FunctionView &View, TUFacts &Facts, const Reporter &Report);
};

/// The template in which the callable is a parameter is not to blame.
bool isParameterOfTemplate(const Expr &E, const FunctionView &View) {
  const auto *P = dyn_cast_or_null<ParmVarDecl>(namedVariable(&E));
  return P && View.function() && View.function()->isTemplateInstantiation();
}

void VoidCallback::callable(const Expr &Call, const Expr &Arg, QualType Wrapper,
                            FunctionView &View, TUFacts &Facts,
                            const Reporter &Report) {
  if (Arg.isTypeDependent())
    return;
  QualType Result = resultOfCalling(Arg);
  if (Result.isNull() || Result->isDependentType())
    return;
  const TaskType &Task = Facts.types().classify(Result);
  if (Task.Kind != TypeKind::Task || !Task.mustBeAwaited() ||
      isParameterOfTemplate(Arg, View) || !View.isReachable(Call))
    return;
  Finding F;
  if (Wrapper.isNull()) {
    SourceLocation Drop = ResultDropping(Facts).dropsIn(Call, Arg);
    if (Drop.isInvalid())
      return;
    if (Drop != Call.getBeginLoc())
      F.Notes.push_back({Drop, "its result is dropped here"});
  }
  const FunctionDecl *Callee = calleeOf(Call);
  F.Check = "coro-void-callback";
  F.Loc = Arg.getBeginLoc();
  F.Range = Arg.getSourceRange();
  bool Lazy = Task.Start == StartKind::Lazy;
  // Slots and event handlers start eager tasks like this.
  F.Sure = Lazy             ? Confidence::Certain
           : Task.NoDiscard ? Confidence::Likely
                            : Confidence::Possible;
  std::string Loss = Lazy ? "its body never runs" : lossOnDrop(Task.Drop);
  F.Message =
      "this callable returns a task, which " +
      (!Wrapper.isNull() ? "a '" + displayType(Wrapper, Facts.context()) + "'"
       : Callee          ? quotedName(*Callee)
                         : std::string("the callee")) +
      " throws away; " + Loss;
  Report(std::move(F));
}

} // namespace

extern const CheckInfo VoidCallbackInfo;
const CheckInfo VoidCallbackInfo = {
    "coro-void-callback",
    "unawaited",
    "a callable that returns a task, given to one that throws its result away",
    /*OnByDefault=*/true,
    {},
    makeCheck<VoidCallback>,
    anyOptions};

} // namespace coro_tidy
