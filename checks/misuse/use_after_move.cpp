// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-use-after-move: a value moved into an awaited call and used after the
// await, in the handler of its failure or in the next iteration too; and a
// capture moved out of a callable that runs more than once.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"
#include "../facts/variable_paths.h"
#include "../facts/variable_uses.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace coro_tidy {
namespace {

enum Status : char { Whole, Moved, Unknown };

/// Members that look at a moved-from object, or give it a new value.
enum class MemberKind { Looks, Renews, Uses };
MemberKind memberKind(const Expr *Call) {
  const auto *Member = dyn_cast_or_null<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
  if (isa_and_nonnull<CXXConversionDecl>(Method))
    return Method->getReturnType()->isBooleanType() ? MemberKind::Looks
                                                    : MemberKind::Uses;
  if (!Method || !Method->getIdentifier())
    return MemberKind::Uses;
  return llvm::StringSwitch<MemberKind>(Method->getName())
      .Cases({"empty", "get", "has_value", "valid", "capacity", "use_count",
              "is_open", "joinable", "index", "valueless_by_exception"},
             MemberKind::Looks)
      .Cases({"clear", "reset", "assign", "emplace", "swap", "resize", "open",
              "consume", "init", "restart"},
             MemberKind::Renews)
      .Default(MemberKind::Uses);
}

/// A type whose moved-from objects differ from the others.
bool isWorthFollowing(QualType T, TUFacts &Facts) {
  if (T->isDependentType() || T.isConstQualified())
    return false;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !(Class = Class->getDefinition()) || Class->isLambda() ||
      T.isTriviallyCopyableType(Facts.context()))
    return false;
  // Tasks are coro-double-await's.
  const TaskType &Task = Facts.types().classify(T);
  return Class->hasMoveConstructor() && Task.Kind != TypeKind::Task;
}

/// The local variable that was made with a closure, or null.
const VarDecl *variableHolding(const Expr &Lambda, const FunctionView &View) {
  for (const VarDecl *Local : View.Locals)
    if (Local->getInit() && stripped(Local->getInit()) == &Lambda)
      return Local;
  return nullptr;
}

class MoveIntoAwait : public PathClient {
public:
  MoveIntoAwait(FunctionView &View, TUFacts &Facts, const Entity &What)
      : View(View), Facts(Facts), What(What) {}

  bool run(const VarDecl *DeclaredBy);

  const VariableUse *Move = nullptr;
  const VariableUse *Use = nullptr;

  PathState born() override { return {Whole}; }
  void isEmpty(PathState &Now) override { Now = {Unknown}; }
  Step evaluates(const Stmt &S, PathState &Now) override;

  /// The co_await, or the call that makes a task, that a value is moved into.
  const Expr *asynchronous(const VariableUse &Use);
  const Expr *movesInside(const VariableUse &Use);

private:
  Step uses(const VariableUse &Use, const PathState &Now);
  bool isTested(const Expr &Await);
  void moveClosuresToTheirCalls();

  FunctionView &View;
  TUFacts &Facts;
  Entity What;
  std::vector<VariableUse> Uses;
  llvm::DenseMap<const Stmt *, const VariableUse *> At;
};

const Expr *MoveIntoAwait::asynchronous(const VariableUse &Use) {
  if (Use.Kind == UseKind::Capture && !Use.IsRvalue)
    return movesInside(Use);
  if ((Use.Kind != UseKind::Move && Use.Kind != UseKind::Capture) ||
      !Use.IsRvalue || !Use.By)
    return nullptr;
  const Stmt *From =
      Use.Kind == UseKind::Capture ? View.parents().getParent(Use.By) : Use.By;
  // Of `co_await f(std::move(x))` the co_await, of `auto t = f(std::move(x))`
  // the call.
  const Expr *Maker = nullptr;
  for (const Stmt *S = From; S; S = View.parents().getParent(S)) {
    const auto *E = dyn_cast<Expr>(S);
    // `last ? std::move(m) : m` looks after the others; std::get takes one
    // element only.
    if (!E || isa<LambdaExpr, ConditionalOperator>(E))
      break;
    if (const FunctionDecl *F = calleeOf(*E); F && F->isInStdNamespace() &&
                                              F->getIdentifier() &&
                                              F->getName() == "get")
      return nullptr;
    if (isa<CoawaitExpr>(E))
      return E;
    if (!Maker && isa<CallExpr>(E) &&
        Facts.types().classify(E->getType()).mustBeAwaited())
      Maker = E;
  }
  return Maker;
}

/// A coroutine lambda that has the variable by reference and moves it on.
const Expr *MoveIntoAwait::movesInside(const VariableUse &Use) {
  const auto *Lambda = Use.Kind == UseKind::Capture
                           ? dyn_cast_or_null<LambdaExpr>(Use.By)
                           : nullptr;
  const CXXMethodDecl *Body = Lambda ? Lambda->getCallOperator() : nullptr;
  if (!Body || !Body->hasBody() || Body->isDependentContext() ||
      Lambda->isGenericLambda())
    return nullptr;
  bool ByReference = llvm::any_of(Lambda->captures(), [&](auto &Capture) {
    return Capture.capturesVariable() && Capture.getCapturedVar() == What.Var &&
           Capture.getCaptureKind() == LCK_ByRef;
  });
  FunctionView Inner(*Body, Lambda, nullptr);
  if (!ByReference || !Inner.isCoroutine())
    return nullptr;
  MoveIntoAwait Inside(Inner, Facts, What);
  for (const VariableUse &InnerUse : usesOf(What, false, Inner, Facts))
    if (InnerUse.Kind == UseKind::Move)
      if (const Expr *Call = Inside.asynchronous(InnerUse))
        return Inner.isUnavoidable(*InnerUse.At) ? Call : nullptr;
  return nullptr;
}

/// `while (!co_await channel.try_send(std::move(x)))` says by its result
/// whether the value was taken.
bool MoveIntoAwait::isTested(const Expr &Await) {
  return Await.getType()->isBooleanType();
}

PathClient::Step MoveIntoAwait::uses(const VariableUse &Used,
                                     const PathState &Now) {
  const VariableUse *From = At.lookup(Now.Origin);
  // Tests look at moved-from objects.
  if (isInTestMacro(Used.Named->getBeginLoc(), Facts.context()))
    return GoesOn;
  // Arguments of the same call are evaluated in no order.
  if (&Used != From && !asynchronous(Used))
    if (const Expr *Await = asynchronous(*From))
      for (const Stmt *S = Used.Named; S; S = View.parents().getParent(S))
        if (S == Await)
          return GoesOn;
  Move = From;
  Use = &Used;
  return Found;
}

PathClient::Step MoveIntoAwait::evaluates(const Stmt &S, PathState &Now) {
  const VariableUse *Used = At.lookup(&S);
  if (!Used)
    return GoesOn;
  bool IsMoved = Now.Status == Moved;
  switch (Used->Kind) {
  case UseKind::Assign:
  case UseKind::Clear:
    Now = {Whole};
    return GoesOn;
  case UseKind::Look:
    if (IsMoved)
      Now = {Unknown}; // they know that it may be empty
    return GoesOn;
  case UseKind::Discard:
  case UseKind::Cast:
    return GoesOn;
  case UseKind::Lend: {
    const ParmVarDecl *P =
        Used->By ? parameterFor(*Used->By, *Used->Named) : nullptr;
    QualType T = P ? P->getType() : QualType();
    if (P && IsMoved &&
        (!T->isReferenceType() || T.getNonReferenceType().isConstQualified()) &&
        !T->isPointerType())
      return uses(*Used, Now);
    Now = {Unknown}; // may have been given a new value
    return GoesOn;
  }
  case UseKind::Move:
    if (IsMoved)
      return uses(*Used, Now);
    if (const Expr *Await = asynchronous(*Used); Await && !isTested(*Await)) {
      Now = {Moved, Used->At};
      return Throws;
    }
    return GoesOn;
  case UseKind::Capture:
    if (Used->IsRvalue || movesInside(*Used)) {
      if (IsMoved)
        return uses(*Used, Now);
      if (asynchronous(*Used)) {
        Now = {Moved, Used->At};
        return Throws;
      }
      return GoesOn;
    }
    Now = {Unknown};
    return GoesOn;
  default:
    break;
  }
  const auto *Member = dyn_cast_or_null<MemberExpr>(Used->By);
  const Expr *Call =
      Member ? dyn_cast_or_null<Expr>(View.parents().getParent(Member))
             : nullptr;
  switch (memberKind(Call)) {
  case MemberKind::Looks:
    if (IsMoved)
      Now = {Unknown};
    return GoesOn;
  case MemberKind::Renews:
    Now = {Whole};
    return GoesOn;
  case MemberKind::Uses:
    break;
  }
  // A member of its own may be all that was left or given anew: `x.id = 1`.
  if (Member && isa<FieldDecl>(Member->getMemberDecl())) {
    const Stmt *P = View.parents().getParent(Member);
    if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(P);
        Assign && Assign->isAssignmentOp() &&
        Assign->getLHS()->IgnoreParens() == Member)
      return GoesOn;
    if (const auto *Assign = dyn_cast_or_null<CXXOperatorCallExpr>(P);
        Assign && Assign->isAssignmentOp() &&
        Assign->getArg(0)->IgnoreParens() == Member)
      return GoesOn;
    if (const CXXRecordDecl *Class = cast<FieldDecl>(Member->getMemberDecl())
                                         ->getType()
                                         ->getAsCXXRecordDecl();
        !Class)
      return GoesOn; // scalars are copied by a move
  }
  return IsMoved ? uses(*Used, Now) : GoesOn;
}

/// A named closure moves the variable when it is called, not when it is made.
void MoveIntoAwait::moveClosuresToTheirCalls() {
  for (size_t I = 0, Count = Uses.size(); I < Count; ++I) {
    if (Uses[I].Kind != UseKind::Capture || Uses[I].IsRvalue ||
        !movesInside(Uses[I]))
      continue;
    const VarDecl *Name = variableHolding(*Uses[I].By, View);
    if (!Name)
      continue;
    VariableUse AtCall = Uses[I];
    Uses[I].Kind = UseKind::Discard;
    for (const Expr *Call : View.Calls)
      if (const Expr *Object = objectOf(*Call);
          Object && isa<CXXOperatorCallExpr>(Call) &&
          namedVariable(Object) == Name) {
        AtCall.Named = AtCall.At = Call;
        Uses.push_back(AtCall);
      }
  }
}

bool MoveIntoAwait::run(const VarDecl *DeclaredBy) {
  Uses = usesOf(What, /*IsHolder=*/false, View, Facts);
  moveClosuresToTheirCalls();
  bool AnyMove = false;
  std::vector<const Stmt *> Places;
  for (const VariableUse &Use : Uses) {
    AnyMove |= asynchronous(Use) != nullptr;
    At[Use.At] = &Use;
    Places.push_back(Use.At);
  }
  return AnyMove && allInGraph(View, Places) &&
         followPaths(View, Facts, *What.Var, DeclaredBy, *this) && Use;
}

class UseAfterMove : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    if (Facts.hasErrorsIn(View.owner().getSourceRange()))
      return;
    if (View.isCoroutine())
      for (const Entity &What : movedEntities(View))
        if (const auto *Var = dyn_cast<VarDecl>(What.Var))
          variable(What,
                   (View.lambda() && isCaptureOf(*Var, *View.lambda())) ||
                           isa<ParmVarDecl>(Var)
                       ? nullptr
                       : Var,
                   View, Facts, Report);
    if (View.lambda())
      captures(View, Facts, Report);
  }

private:
  static std::vector<Entity> movedEntities(FunctionView &View);
  static bool isCaptureOf(const VarDecl &Var, const LambdaExpr &Lambda);
  void variable(const Entity &What, const VarDecl *DeclaredBy,
                FunctionView &View, TUFacts &Facts, const Reporter &Report);
  void captures(FunctionView &View, TUFacts &Facts, const Reporter &Report);
};

bool UseAfterMove::isCaptureOf(const VarDecl &Var, const LambdaExpr &Lambda) {
  return llvm::any_of(Lambda.captures(), [&](const LambdaCapture &Capture) {
    return Capture.capturesVariable() && Capture.getCapturedVar() == &Var;
  });
}

/// The variables that this function owns, and their members, that a
/// `std::move` in it names.
std::vector<Entity> UseAfterMove::movedEntities(FunctionView &View) {
  std::vector<Entity> Out;
  auto Add = [&](const Entity &New) {
    for (const Entity &Old : Out)
      if (Old.Var == New.Var && Old.Field == New.Field)
        return;
    Out.push_back(New);
  };
  auto IsOwned = [&](const VarDecl *Var) {
    if (!Var || !Var->hasLocalStorage() ||
        Var->getType()->isLValueReferenceType() ||
        (Var->getType()->isReferenceType() && !isa<ParmVarDecl>(Var)))
      return false;
    if (View.lambda())
      for (const LambdaCapture &Capture : View.lambda()->captures())
        if (Capture.capturesVariable() && Capture.getCapturedVar() == Var)
          return Capture.getCaptureKind() == LCK_ByCopy;
    return true;
  };
  for (const auto &Entry : View.References)
    if (const auto *Var = dyn_cast<VarDecl>(Entry.first);
        IsOwned(Var) && Entry.second.size() > 1)
      Add({Var, nullptr});
  for (const Expr *Call : View.Calls) {
    const Expr *Source = movedFrom(Call);
    if (!Source)
      continue;
    Source = stripped(Source);
    const FieldDecl *Field = nullptr;
    if (const auto *Member = dyn_cast<MemberExpr>(Source);
        Member && !Member->isArrow()) {
      Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      Source = stripped(Member->getBase());
      if (!Field)
        continue;
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(Source);
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (IsOwned(Var))
      Add({Var, Field});
  }
  llvm::sort(Out, [](const Entity &L, const Entity &R) {
    if (L.Var != R.Var)
      return L.Var->getLocation() < R.Var->getLocation();
    return L.Field && R.Field &&
           L.Field->getFieldIndex() < R.Field->getFieldIndex();
  });
  return Out;
}

void UseAfterMove::variable(const Entity &What, const VarDecl *DeclaredBy,
                            FunctionView &View, TUFacts &Facts,
                            const Reporter &Report) {
  if (!isWorthFollowing(What.type(), Facts))
    return;
  MoveIntoAwait Followed(View, Facts, What);
  if (!Followed.run(DeclaredBy))
    return;
  const Expr *Into = Followed.asynchronous(*Followed.Move);
  if (const auto *Await = dyn_cast<CoawaitExpr>(Into))
    Into = stripped(Await->getOperand());
  const FunctionDecl *Callee = calleeOf(*Into);
  std::string Call = Callee ? "the call of " + quotedName(*Callee)
                            : std::string("an awaited call");
  bool InLoop = Followed.Use == Followed.Move;
  if (InLoop ? View.isAtOneIteration(*Followed.Use->At)
             : isRepeatedByTest(*Followed.Move->Named, *Followed.Use->Named,
                                Facts.context()))
    return;
  Finding F;
  F.Check = "coro-use-after-move";
  F.Sure = Confidence::Likely;
  F.Loc = Followed.Use->Named->getBeginLoc();
  F.Range = Followed.Use->Named->getSourceRange();
  F.Message =
      quoted(What.name()) +
      (InLoop ? " is moved into " + Call +
                    " again in the next iteration of the loop; there, it is "
                    "empty or unspecified"
              : " is used after it was moved into " + Call +
                    "; it is empty or unspecified here");
  if (!InLoop)
    F.Notes.push_back({Followed.Move->Named->getBeginLoc(), "moved away here",
                       /*IsEarlier=*/true});
  Report(std::move(F));
}

/// Does the callee call this callable more than once: by its model, or in a
/// loop of its body?
bool runsOften(const Expr &Call, const Expr &Callable, TUFacts &Facts) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return false;
  if (const FunctionModel *M = Facts.model(*F))
    return M->RunsOften;
  const ParmVarDecl *P = parameterFor(Call, Callable);
  const ParmVarDecl *Param = P ? definedParameter(*P, Facts) : nullptr;
  if (!Param)
    return false;
  FunctionView View(*cast<FunctionDecl>(Param->getDeclContext()), nullptr,
                    nullptr);
  return llvm::any_of(View.Calls, [&](const Expr *Inner) {
    const Expr *Object = objectOf(*Inner);
    return Object && namedVariable(Object) == Param &&
           View.enclosingLoop(*Inner);
  });
}

/// Is the variable a new one in each iteration of the loop?
bool isDeclaredIn(const VarDecl &Var, const Stmt &Loop, FunctionView &View) {
  const SourceManager &SM = View.owner().getASTContext().getSourceManager();
  return SM.isPointWithin(Var.getLocation(), Loop.getBeginLoc(),
                          Loop.getEndLoc());
}

/// `retry([b = make()] () mutable { return send(std::move(b)); })`
void UseAfterMove::captures(FunctionView &View, TUFacts &Facts,
                            const Reporter &Report) {
  const LambdaExpr &Lambda = *View.lambda();
  if (!View.enclosing())
    return;
  const Expr *Runner = nullptr;
  FunctionView &Around = *View.enclosing();
  const VarDecl *Name = variableHolding(Lambda, Around);
  for (const Expr *Call : Around.Calls) {
    for (const Expr *Arg : argumentsOf(*Call))
      if ((stripped(Arg, /*ThroughMove=*/true) == &Lambda ||
           (Name && namedVariable(Arg) == Name)) &&
          runsOften(*Call, *Arg, Facts))
        Runner = Call;
    if (const Expr *Object = objectOf(*Call);
        Object && Name && namedVariable(Object) == Name &&
        isa<CXXOperatorCallExpr>(Call) && Around.enclosingLoop(*Call) &&
        !isDeclaredIn(*Name, *Around.enclosingLoop(*Call), Around))
      Runner = Call;
  }
  if (!Runner)
    return;
  for (const LambdaCapture &Capture : Lambda.captures()) {
    if (!Capture.capturesVariable())
      continue;
    const auto *Var = dyn_cast<VarDecl>(Capture.getCapturedVar());
    if (!Var || !isWorthFollowing(Var->getType().getNonReferenceType(), Facts))
      continue;
    std::vector<VariableUse> Uses =
        usesOf({Var}, /*IsHolder=*/false, View, Facts);
    // Given a new value somewhere, it may be whole again.
    if (llvm::any_of(Uses, [&](const VariableUse &Use) {
          const auto *Member = dyn_cast_or_null<MemberExpr>(Use.By);
          return Use.Kind == UseKind::Assign || Use.Kind == UseKind::Clear ||
                 (Member &&
                  memberKind(dyn_cast_or_null<Expr>(
                      View.parents().getParent(Member))) == MemberKind::Renews);
        }))
      continue;
    for (const VariableUse &Use : Uses) {
      if (Use.Kind != UseKind::Move || !Use.IsRvalue || !Use.By)
        continue;
      Finding F;
      F.Check = "coro-use-after-move";
      F.Sure = Confidence::Likely;
      F.Loc = Use.Named->getBeginLoc();
      F.Range = Use.Named->getSourceRange();
      const FunctionDecl *Callee = calleeOf(*Runner);
      F.Message = quoted(Var->getNameAsString()) +
                  " is moved out of a lambda that " +
                  (isa<CXXOperatorCallExpr>(Runner) || !Callee
                       ? std::string("runs more than once")
                       : quotedName(*Callee) + " runs more than once") +
                  "; from the second run on, it is empty or unspecified";
      F.Notes.push_back({Runner->getBeginLoc(), "the lambda is run here",
                         /*IsEarlier=*/true});
      Report(std::move(F));
      break;
    }
  }
}

} // namespace

extern const CheckInfo UseAfterMoveInfo;
const CheckInfo UseAfterMoveInfo = {
    "coro-use-after-move",
    "misuse",
    "a value moved into an awaited call is used after the await, in its error "
    "handler or in the next iteration",
    /*OnByDefault=*/true,
    {},
    makeCheck<UseAfterMove>,
    anyOptions};

} // namespace coro_tidy
