// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "call_conditions.h"

#include "names.h"

#include "clang/AST/APValue.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

static const Expr *argument(const CallCondition &Condition, const Expr &Call) {
  if (Condition.Argument < 0)
    return objectOf(Call);
  llvm::ArrayRef<const Expr *> Args = argumentsOf(Call);
  size_t Index = Condition.Argument;
  return Index < Args.size() ? Args[Index] : nullptr;
}

/// Is a constant zero: 0, 0.0, null, or a class whose members all are, such
/// as `std::chrono::milliseconds(0)`?
static bool isZero(const APValue &V) {
  switch (V.getKind()) {
  case APValue::Int:
    return V.getInt().isZero();
  case APValue::Float:
    return V.getFloat().isZero();
  case APValue::LValue:
    return V.isNullPointer();
  case APValue::Struct:
    for (unsigned I = 0; I < V.getStructNumBases(); ++I)
      if (!isZero(V.getStructBase(I)))
        return false;
    for (unsigned I = 0; I < V.getStructNumFields(); ++I)
      if (!isZero(V.getStructField(I)))
        return false;
    return V.getStructNumBases() + V.getStructNumFields() > 0;
  default:
    return false;
  }
}

static std::optional<APValue> constant(const Expr &E, const ASTContext &Ctx) {
  if (E.isValueDependent() || E.isTypeDependent() ||
      E.getType()->isDependentType())
    return std::nullopt;
  const Expr *Core = &E;
  // A reference parameter's temporary, and a named constexpr or const value.
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(Core))
    Core = Cleanups->getSubExpr();
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Core))
    Core = Temporary->getSubExpr();
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Core))
    Core = Default->getExpr();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Core->IgnoreParenImpCasts()))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->getType().isConstQualified() && Var->getInit() &&
        !Var->getType()->isReferenceType() &&
        !Var->getInit()->isValueDependent())
      if (const APValue *V = Var->evaluateValue())
        return *V;
  Expr::EvalResult Result;
  if (!Core->isPRValue() || !Core->EvaluateAsRValue(Result, Ctx) ||
      Result.HasSideEffects)
    return std::nullopt;
  return Result.Val;
}

static bool namesObject(const Expr &E, llvm::ArrayRef<std::string> Names) {
  const ValueDecl *Var = namedVariable(&E);
  if (Var && llvm::is_contained(Names, modelName(*Var)))
    return true;
  // As written, before any conversion to a base.
  const Expr *Core = stripped(&E);
  const CXXRecordDecl *Class =
      Core ? Core->getType()->getAsCXXRecordDecl() : nullptr;
  return Class && llvm::is_contained(Names, modelName(*Class));
}

/// The function that a value was returned by, through the initialiser of a
/// local variable.
static const FunctionDecl *madeBy(const Expr &E) {
  const Expr *Source = stripped(&E);
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(&E)))
    if (Var->isLocalVarDecl() && Var->getInit())
      Source = stripped(Var->getInit());
  return Source ? calleeOf(*Source) : nullptr;
}

std::optional<ConstantValue> constantOf(const Expr &E, const ASTContext &Ctx) {
  std::optional<APValue> Value = constant(E, Ctx);
  if (!Value)
    return std::nullopt;
  ConstantValue Out;
  Out.IsZero = isZero(*Value);
  if (Value->isInt() && Value->getInt().isRepresentableByInt64())
    Out.Value = Value->getInt().getExtValue();
  return Out;
}

/// Is the value of a type of that kind, or a pointer to one, a smart one, or
/// something that a member function of one gave?
static bool isOfKind(const Expr &E, TypeKind Kind, TUFacts &Facts) {
  const Expr *Core = stripped(&E);
  if (!Core || Core->isTypeDependent())
    return false;
  QualType T = Core->getType().getNonReferenceType();
  if (!T->getPointeeType().isNull())
    T = T->getPointeeType();
  if (Facts.types().classify(T).Kind == Kind)
    return true;
  if (const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          T->getAsCXXRecordDecl());
      Class && Class->isInStdNamespace() && Class->getTemplateArgs().size() &&
      Class->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
      Facts.types().classify(Class->getTemplateArgs()[0].getAsType()).Kind ==
          Kind)
    return true;
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(&E)))
    if (Var->isLocalVarDecl() && Var->getInit())
      Core = stripped(Var->getInit());
  const auto *Made = dyn_cast_or_null<CXXMemberCallExpr>(Core);
  return Made && isOfKind(*Made->getImplicitObjectArgument(), Kind, Facts);
}

bool holds(const CallCondition &C, const Expr &Call, TUFacts &Facts) {
  const Expr *Arg = argument(C, Call);
  if (C.Missing)
    return !Arg || isa<CXXDefaultArgExpr>(Arg);
  if (!C.Type.empty()) {
    // The parameter's type tells overloads apart.
    QualType T = Arg ? Arg->getType() : QualType();
    const FunctionDecl *Callee = calleeOf(Call);
    if (Callee && C.Argument >= 0 &&
        static_cast<unsigned>(C.Argument) < Callee->getNumParams())
      T = Callee->getParamDecl(C.Argument)->getType();
    if (T.isNull())
      return false;
    const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
    if (!Class)
      return false;
    // Qualified, or of whatever namespace.
    return modelName(*Class) == C.Type ||
           (Class->getIdentifier() && Class->getName() == C.Type);
  }
  if (!Arg)
    return false;
  if (!C.Object.empty()) {
    const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(Arg));
    bool IsLocal =
        Var && Var->isLocalVarDecl() && !Var->getType()->isReferenceType();
    return namesObject(*Arg, C.Object) && !(C.NotLocal && IsLocal);
  }
  if (!C.FromCall.empty()) {
    const FunctionDecl *Maker = madeBy(*Arg);
    return Maker && llvm::is_contained(C.FromCall, modelName(*Maker));
  }
  if (C.Kind)
    return isOfKind(*Arg, *C.Kind, Facts);
  std::optional<ConstantValue> Constant = constantOf(*Arg, Facts.context());
  if (!Constant)
    return false;
  if (C.IsZero)
    return Constant->IsZero;
  if (!Constant->Value)
    return false;
  return C.HasBits ? (*Constant->Value & *C.HasBits) != 0
                   : C.Equals && *Constant->Value == *C.Equals;
}

bool conditionsHold(const FunctionModel &Model, const Expr &Call,
                    TUFacts &Facts) {
  auto Holds = [&](const CallCondition &C) { return holds(C, Call, Facts); };
  return llvm::all_of(Model.When, Holds) && llvm::none_of(Model.Unless, Holds);
}

} // namespace coro_tidy
