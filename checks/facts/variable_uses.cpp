// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "variable_uses.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace coro_tidy {

std::string Entity::name() const {
  std::string Out = Var->getNameAsString();
  return Field ? Out + "." + Field->getNameAsString() : Out;
}

QualType Entity::type() const {
  return (Field ? Field->getType() : Var->getType()).getNonReferenceType();
}

const ParmVarDecl *parameterFor(const Expr &Call, const Expr &Argument) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return nullptr;
  // An explicit object is the first parameter and no argument.
  unsigned First = 0;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F))
    First = Method->isExplicitObjectMemberFunction();
  llvm::ArrayRef<const Expr *> Args = argumentsOf(Call);
  for (unsigned I = 0; I < Args.size() && I + First < F->getNumParams(); ++I) {
    const Expr *Given = stripped(Args[I], true);
    if (const auto *Unary = dyn_cast<UnaryOperator>(Given);
        Unary && Unary->getOpcode() == UO_AddrOf)
      Given = stripped(Unary->getSubExpr(), true);
    if (Given == stripped(&Argument, true))
      return F->getParamDecl(I + First);
  }
  return nullptr;
}

bool isLook(const CXXMemberCallExpr &Call, TUFacts &Facts) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.getCalleeDecl());
  if (!Method)
    return false;
  if (isa<CXXConversionDecl>(Method))
    return Method->getReturnType()->isBooleanType();
  if (const FunctionModel *M = Facts.model(*Method); M && M->Observes)
    return true;
  if (!Method->getIdentifier())
    return false;
  // Library types spell these alike, and the signature must fit.
  return Method->isConst() && Method->getNumParams() == 0 &&
         Method->getReturnType()->isBooleanType() &&
         llvm::StringSwitch<bool>(Method->getName())
             .Cases({"valid", "done", "is_ready", "ready", "empty", "is_valid",
                     "has_value", "await_ready", "available", "failed"},
                    true)
             .Default(false);
}

namespace {

/// Member functions of containers that add an element, look or empty.
enum class HolderCall { Fill, Look, Clear, Element, Other };

HolderCall holderCall(llvm::StringRef Name) {
  return llvm::StringSwitch<HolderCall>(Name)
      .Cases({"push_back", "emplace_back", "push_front", "emplace_front",
              "push", "emplace", "insert", "try_emplace", "insert_or_assign"},
             HolderCall::Fill)
      .Cases({"size", "empty", "reserve", "capacity", "has_value",
              "shrink_to_fit", "max_size"},
             HolderCall::Look)
      .Cases({"clear", "reset", "pop_back", "pop_front", "pop"},
             HolderCall::Clear)
      .Cases({"operator[]", "at", "front", "back"}, HolderCall::Element)
      .Default(HolderCall::Other);
}

class Classifier {
public:
  Classifier(bool IsHolder, FunctionView &View, TUFacts &Facts)
      : IsHolder(IsHolder), View(View), Facts(Facts) {}

  VariableUse classify(const Expr &Named);

private:
  std::optional<VariableUse> memberCall(const Expr &Named,
                                        const CXXMemberCallExpr &Call);
  std::optional<VariableUse> discarded(const Expr &Named, const Expr &Whole);
  /// The await whose operand is the entity itself, if there is one.
  const Expr *awaitOf(const Expr &Named);
  const Stmt *parent(const Stmt *S) { return View.parents().getParent(S); }

  bool IsHolder;
  FunctionView &View;
  TUFacts &Facts;
};

/// Looks through the arms of `co_await (c ? a : b)`.
bool operandIs(const Expr *Operand, const Expr &Named) {
  const Expr *E = stripped(Operand, /*ThroughMove=*/true);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return operandIs(Choice->getTrueExpr(), Named) ||
           operandIs(Choice->getFalseExpr(), Named);
  return E == &Named;
}

const Expr *Classifier::awaitOf(const Expr &Named) {
  for (const Expr *Await : View.Awaits) {
    const Expr *Operand = nullptr;
    if (const auto *A = dyn_cast<CoawaitExpr>(Await))
      Operand = A->getOperand();
    else if (const auto *A = dyn_cast<DependentCoawaitExpr>(Await))
      Operand = A->getOperand();
    if (Operand && operandIs(Operand, Named))
      return Await;
  }
  return nullptr;
}

std::optional<VariableUse>
Classifier::memberCall(const Expr &Named, const CXXMemberCallExpr &Call) {
  VariableUse Use{UseKind::Other, &Named, &Named, &Call};
  if (isLook(Call, Facts))
    return VariableUse{UseKind::Look, &Named, &Named, &Call};
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.getCalleeDecl());
  if (IsHolder && Method)
    switch (holderCall(Method->getNameAsString())) {
    case HolderCall::Look:
      Use.Kind = UseKind::Look;
      return Use;
    case HolderCall::Clear:
      if (llvm::all_of(Call.arguments(), [](const Expr *Arg) {
            return isa<CXXDefaultArgExpr>(Arg);
          })) {
        Use.Kind = UseKind::Clear;
        Use.At = &Call;
        return Use;
      }
      break;
    case HolderCall::Element:
      Use.IsElement = true;
      return Use;
    case HolderCall::Fill: {
      // `auto &t = v.emplace_back(f());` goes on to use the element.
      bool IsStatement = View.isDiscarded(Call);
      if (IsStatement && Call.getNumArgs()) {
        // An optional's emplace replaces what it held.
        bool Grows = Facts.types().isGrowingHolder(Named.getType());
        Use.Kind = Grows ? UseKind::Fill : UseKind::Assign;
        Use.At = &Call;
        if (!Grows)
          Use.Value = Call.getArg(Call.getNumArgs() - 1);
        return Use;
      }
      break;
    }
    case HolderCall::Other:
      break;
    }
  // `std::move(t).start()`, `f.then(...)`
  const FunctionModel *M = Method ? Facts.model(*Method) : nullptr;
  if (Method &&
      (Method->getRefQualifier() == RQ_RValue || (M && M->Consumes))) {
    Use.Kind = UseKind::Move;
    Use.IsRvalue = true;
    return Use;
  }
  return std::nullopt;
}

std::optional<VariableUse> Classifier::discarded(const Expr &Named,
                                                 const Expr &Whole) {
  for (const Discarded &D : View.Discards)
    if (D.E == &Named || D.E == &Whole)
      return VariableUse{D.OnPurpose ? UseKind::Cast : UseKind::Discard, &Named,
                         &Named};
  return std::nullopt;
}

VariableUse Classifier::classify(const Expr &Named) {
  if (const Expr *Await = awaitOf(Named)) {
    const Expr *Operand = isa<CoawaitExpr>(Await)
                              ? cast<CoawaitExpr>(Await)->getOperand()
                              : nullptr;
    return {UseKind::Await, &Named, &Named, Await,
            Operand && !stripped(Operand)->isLValue()};
  }
  const Stmt *Whole = &Named, *P = parent(&Named);
  bool Moved = false;
  for (; P; P = parent(Whole)) {
    const auto *E = dyn_cast<Expr>(P);
    if (!E)
      break;
    if (movedFrom(E))
      Moved = true;
    else if (!isa<ParenExpr, ImplicitCastExpr>(E))
      break;
    Whole = P;
  }
  const auto &WholeExpr = cast<Expr>(*Whole);
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(P))
    if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(parent(P));
        Call && Call->getCallee()->IgnoreParens() == Member)
      if (auto Use = memberCall(Named, *Call))
        return *Use;
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(P)) {
    if (Operator->getOperator() == OO_Equal && !Moved &&
        Operator->getArg(0)->IgnoreParenImpCasts() == &Named) {
      const Expr *Value = stripped(Operator->getArg(1));
      bool Empties = false;
      if (const auto *List = dyn_cast<InitListExpr>(Value))
        Empties = List->getNumInits() == 0;
      else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Value))
        Empties = Construct->getNumArgs() == 0;
      return {Empties ? UseKind::Clear : UseKind::Assign,
              &Named,
              Operator,
              Operator,
              false,
              Operator->getArg(1)};
    }
    if (Operator->isComparisonOp())
      return {UseKind::Look, &Named, &Named, Operator};
    if (IsHolder && Operator->getOperator() == OO_Subscript)
      return {UseKind::Other, &Named, &Named, Operator, false, nullptr, true};
  }
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(P);
      Binary && Binary->isAssignmentOp() &&
      Binary->getLHS()->IgnoreParenImpCasts() == &Named)
    return {UseKind::Assign, &Named, Binary, Binary, false, Binary->getRHS()};
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(P);
      Binary && Binary->isComparisonOp())
    return {UseKind::Look, &Named, &Named, Binary};
  if (auto Use = discarded(Named, WholeExpr))
    return *Use;
  if (isa_and_nonnull<LambdaExpr>(P))
    return {UseKind::Capture, &Named, &Named, cast<Expr>(P), Moved};
  // Handed over: `f(std::move(t))`, `X y(std::move(t))`, `return t`.
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(P);
      Construct && Construct->getNumArgs() == 1 &&
      Construct->getConstructor()->isCopyOrMoveConstructor()) {
    const Expr *Receiver = Construct;
    const Stmt *Q = parent(Construct);
    while (isa_and_nonnull<CXXBindTemporaryExpr, MaterializeTemporaryExpr,
                           ImplicitCastExpr, ExprWithCleanups>(Q)) {
      Receiver = cast<Expr>(Q);
      Q = parent(Q);
    }
    if (isa_and_nonnull<LambdaExpr>(Q))
      return {UseKind::Capture, &Named, &Named, cast<Expr>(Q), Moved};
    const auto *By = dyn_cast_or_null<Expr>(Q);
    return {UseKind::Move, &Named, &Named, By ? By : Receiver,
            Construct->getConstructor()->isMoveConstructor()};
  }
  // `*t`, `t->x`, `t(...)`
  if (isa_and_nonnull<CallExpr>(P) && objectOf(*cast<Expr>(P)) &&
      stripped(objectOf(*cast<Expr>(P)), true) == &Named)
    return {UseKind::Other, &Named, &Named, cast<Expr>(P), Moved};
  // `std::tie(a, b) = f()`
  if (const auto *Tie = dyn_cast_or_null<CallExpr>(P))
    if (const FunctionDecl *F = Tie->getDirectCallee();
        F && F->isInStdNamespace() && F->getIdentifier() &&
        F->getName() == "tie") {
      const Stmt *Q = parent(Tie);
      while (isa_and_nonnull<ImplicitCastExpr, MaterializeTemporaryExpr>(Q))
        Q = parent(Q);
      if (const auto *Assign = dyn_cast_or_null<CXXOperatorCallExpr>(Q);
          Assign && Assign->getOperator() == OO_Equal)
        return {UseKind::Assign, &Named, Assign,
                Assign,          false,  Assign->getArg(1)};
    }
  if (isa_and_nonnull<CallExpr, CXXConstructExpr>(P)) {
    const auto *Call = cast<Expr>(P);
    const ParmVarDecl *Param = parameterFor(*Call, Named);
    if (Moved && (!Param || Param->getType()->isRValueReferenceType() ||
                  !Param->getType()->isReferenceType()))
      return {UseKind::Move, &Named, &Named, Call, true};
    return {UseKind::Lend, &Named, &Named, Call};
  }
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(P);
      Unary && Unary->getOpcode() == UO_AddrOf) {
    const Stmt *Q = parent(Unary);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Q))
      Q = parent(Q);
    return {UseKind::Lend, &Named, &Named,
            isa_and_nonnull<CallExpr, CXXConstructExpr>(Q) ? cast<Expr>(Q)
                                                           : nullptr};
  }
  if (isa_and_nonnull<ReturnStmt, CoreturnStmt>(P))
    return {UseKind::Move, &Named, &Named, nullptr, true};
  return {UseKind::Other, &Named, &Named, dyn_cast_or_null<Expr>(P), Moved};
}

} // namespace

std::vector<VariableUse> usesOf(const Entity &What, bool IsHolder,
                                FunctionView &View, TUFacts &Facts) {
  Classifier Uses(IsHolder, View, Facts);
  std::vector<VariableUse> Out;
  llvm::SmallPtrSet<const Stmt *, 4> CapturedAt;
  llvm::SmallVector<const DeclRefExpr *, 8> Refs(View.referencesTo(*What.Var));
  // `auto &same = t;` is another name of t.
  for (const VarDecl *Alias : View.Locals)
    if (Alias->getType()->isReferenceType() && Alias->getInit() &&
        !isa<DecompositionDecl>(Alias) && !Alias->isInitCapture())
      if (const auto *Init =
              dyn_cast<DeclRefExpr>(Alias->getInit()->IgnoreParenImpCasts());
          Init && Init->getDecl() == What.Var) {
        llvm::erase(Refs, Init);
        llvm::append_range(Refs, View.referencesTo(*Alias));
      }
  for (const DeclRefExpr *Ref : Refs) {
    const Expr *Named = Ref;
    if (What.Var->getType()->isPointerType())
      // `*p` and `p->` name what a pointer parameter points to.
      if (const auto *Star = dyn_cast_or_null<UnaryOperator>(
              View.parents().getParent(View.parents().getParent(Ref)));
          Star && Star->getOpcode() == UO_Deref)
        Named = Star;
    if (What.Field) {
      const Stmt *P = View.parents().getParent(Named);
      while (isa_and_nonnull<ParenExpr, ImplicitCastExpr>(P) ||
             (isa_and_nonnull<Expr>(P) && movedFrom(cast<Expr>(P))))
        P = View.parents().getParent(P);
      const auto *Member = dyn_cast_or_null<MemberExpr>(P);
      if (Member && isa<FieldDecl>(Member->getMemberDecl())) {
        if (Member->getMemberDecl() != What.Field)
          continue; // another member
        Named = Member;
      }
    }
    Out.push_back(Uses.classify(*Named));
    if (Out.back().Kind == UseKind::Capture)
      CapturedAt.insert(Out.back().By);
  }
  // Structured bindings and references are captured without an expression of
  // their own in some forms.
  for (const LambdaExpr *Lambda : View.Lambdas)
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCapturedVar() == What.Var &&
          !CapturedAt.contains(Lambda))
        Out.push_back({UseKind::Capture, Lambda, Lambda, Lambda});
  return Out;
}

bool isOnlyLook(const VariableUse &Use, TUFacts &Facts) {
  switch (Use.Kind) {
  case UseKind::Look:
  case UseKind::Discard:
  case UseKind::Cast:
    return true;
  case UseKind::Lend: {
    const ParmVarDecl *P = Use.By ? parameterFor(*Use.By, *Use.Named) : nullptr;
    return P && fateOf(*P, Facts) == ParameterFate::Ignored;
  }
  case UseKind::Capture: {
    // Into a lambda whose body only looks.
    const auto *Lambda = dyn_cast_or_null<LambdaExpr>(Use.By);
    const CXXMethodDecl *Body = Lambda ? Lambda->getCallOperator() : nullptr;
    if (!Body || !Body->hasBody() || Lambda->isGenericLambda() ||
        Body->isDependentContext())
      return false;
    FunctionView View(*Body, Lambda, nullptr);
    for (const LambdaCapture &Capture : Lambda->captures()) {
      if (!Capture.capturesVariable())
        continue;
      const ValueDecl *Var = Capture.getCapturedVar();
      const auto *Init = dyn_cast<VarDecl>(Var);
      if (namedVariable(Use.Named) != Var &&
          !(Init && Lambda->isInitCapture(&Capture) && Init->getInit() &&
            namedVariable(Init->getInit()) == namedVariable(Use.Named)))
        continue;
      for (const VariableUse &Inner : usesOf({Var}, false, View, Facts))
        if (Inner.Kind == UseKind::Capture || !isOnlyLook(Inner, Facts))
          return false;
      return true;
    }
    return false;
  }
  default:
    return false;
  }
}

bool isRepeatedByTest(const Expr &A, const Expr &B, const ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  return &A != &B && isInTestMacro(A.getBeginLoc(), Ctx) &&
         SM.getSpellingLoc(A.getBeginLoc()) ==
             SM.getSpellingLoc(B.getBeginLoc());
}

bool isInTestMacro(SourceLocation Loc, const ASTContext &Ctx) {
  return isInMacro(Loc, Ctx, [](llvm::StringRef Macro) {
    return Macro.contains_insensitive("assert") || Macro.contains("EXPECT") ||
           Macro.contains("CHECK") || Macro.contains("REQUIRE") ||
           Macro.contains("VERIFY");
  });
}

const ParmVarDecl *definedParameter(const ParmVarDecl &P, TUFacts &Facts) {
  const auto *F = dyn_cast<FunctionDecl>(P.getDeclContext());
  const FunctionDecl *Def = nullptr;
  // The bodies of the system's functions may have been skipped.
  if (!F || !F->hasBody(Def) || !Def->getBody() || Def->isDependentContext() ||
      Facts.isSystem(Def->getLocation()) ||
      P.getFunctionScopeIndex() >= Def->getNumParams())
    return nullptr;
  return Def->getParamDecl(P.getFunctionScopeIndex());
}

ParameterFate fateOf(const ParmVarDecl &P, TUFacts &Facts) {
  const ParmVarDecl *Param = definedParameter(P, Facts);
  if (!Param)
    return ParameterFate::Unknown;
  const auto *Def = cast<FunctionDecl>(Param->getDeclContext());
  if (Facts.hasErrorsIn(Def->getSourceRange()))
    return ParameterFate::Unknown;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Def);
      Method && Method->isVirtual())
    return ParameterFate::Unknown;
  QualType T = Param->getType();
  // A template that takes anything may be a sink on purpose, and an inherited
  // constructor hands on to one that has no parameters here.
  if (Def->isTemplateInstantiation() &&
      !(T->isLValueReferenceType() &&
        T.getNonReferenceType().isConstQualified()))
    return ParameterFate::Unknown;
  // The copy or move of a class without members reads nothing of it.
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Def);
      Constructor && (Constructor->isInheritingConstructor() ||
                      Constructor->isCopyOrMoveConstructor()))
    return ParameterFate::Unknown;
  if (const ParameterFate *Known = Facts.knownFate(*Param))
    return *Known;
  Facts.setFate(*Param, ParameterFate::Used); // until known, for recursion
  FunctionView View(*Def, nullptr, nullptr);
  ParameterFate Fate = ParameterFate::Ignored;
  for (const VariableUse &Use :
       usesOf({Param, nullptr}, /*IsHolder=*/false, View, Facts))
    if (!isOnlyLook(Use, Facts))
      Fate = ParameterFate::Used;
  Facts.setFate(*Param, Fate);
  return Fate;
}

} // namespace coro_tidy
