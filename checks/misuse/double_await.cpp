// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-double-await: a task that can be awaited once is awaited again, or
// after it was moved away, or before it was given one.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/task_origin.h"
#include "../facts/tu_facts.h"
#include "../facts/variable_paths.h"
#include "../facts/variable_uses.h"

#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace clang;

namespace coro_tidy {
namespace {

enum Status : char {
  Unknown, ///< nothing can be said any more
  Fresh,
  Empty,    ///< default-constructed
  Consumed, ///< awaited, or moved away
};

/// Is the function, or one around it, an instantiation?
bool isInTemplate(const FunctionView &View) {
  return (View.function() && View.function()->isTemplateInstantiation()) ||
         (View.enclosing() && isInTemplate(*View.enclosing()));
}

/// Follows one task along the paths of the function.
class Consumption : public PathClient {
public:
  Consumption(FunctionView &View, TUFacts &Facts, const Entity &What,
              const TaskType &Task, bool BornEmpty)
      : View(View), Facts(Facts), What(What), BornEmpty(BornEmpty), Task(Task) {
  }

  /// True if a second use was found.
  bool run(std::vector<VariableUse> Uses, const VarDecl *DeclaredBy);

  const VariableUse *Again = nullptr;
  /// Null if the variable was empty.
  const VariableUse *First = nullptr;

  PathState born() override { return {BornEmpty ? Empty : Fresh}; }
  void isEmpty(PathState &Now) override { Now = {Unknown}; }
  Step evaluates(const Stmt &S, PathState &Now) override;

  FunctionView &View;

private:
  bool consumes(const VariableUse &Use) const {
    if (Use.IsElement)
      return false;
    if (Use.Kind == UseKind::Await)
      return Task.Consume == ConsumeKind::Once ||
             (Task.Consume == ConsumeKind::ByMove && Use.IsRvalue &&
              Facts.types().awaitsToVoid(Use.Named->getType()) == false);
    return Use.IsRvalue &&
           (Use.Kind == UseKind::Move || Use.Kind == UseKind::Capture) &&
           !isForwarded(Use);
  }
  bool isForwarded(const VariableUse &Use) const;
  Step repeats(const VariableUse &Use, const PathState &Now);

  TUFacts &Facts;
  Entity What;
  bool BornEmpty;
  const TaskType &Task;
  std::vector<VariableUse> Uses;
  llvm::DenseMap<const Stmt *, const VariableUse *> At;
};

/// `static_cast<T &&>(t)` in a template may forward to who only looks.
bool Consumption::isForwarded(const VariableUse &Use) const {
  const Stmt *P = View.parents().getParent(Use.Named);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(P))
    P = View.parents().getParent(P);
  return Use.Kind == UseKind::Move && isa_and_nonnull<ExplicitCastExpr>(P) &&
         isInTemplate(View);
}

PathClient::Step Consumption::repeats(const VariableUse &Use,
                                      const PathState &Now) {
  if (Now.Status == Empty && Use.Kind != UseKind::Await)
    return GoesOn; // an empty one may be handed on
  Again = &Use;
  First = Now.Origin ? At.lookup(Now.Origin) : nullptr;
  return Found;
}

PathClient::Step Consumption::evaluates(const Stmt &S, PathState &Now) {
  const VariableUse *Use = At.lookup(&S);
  if (!Use)
    return GoesOn;
  switch (Use->Kind) {
  case UseKind::Capture:
    if (!Use->IsRvalue) {
      Now = {Unknown};
      return GoesOn;
    }
    [[fallthrough]]; // moved into the closure
  case UseKind::Await:
  case UseKind::Move:
    if (Now.Status == Consumed || Now.Status == Empty)
      if (Step Next = repeats(*Use, Now); Next == Found)
        return Next;
    if (consumes(*Use) && Now.Status != Unknown) {
      Now = {Consumed, Use->At};
      return Throws;
    }
    return GoesOn;
  case UseKind::Assign:
    Now = {Fresh};
    return GoesOn;
  case UseKind::Discard:
  case UseKind::Cast:
    return GoesOn;
  case UseKind::Lend:
    if (const ParmVarDecl *P =
            Use->By ? parameterFor(*Use->By, *Use->Named) : nullptr)
      if (QualType T = P->getType();
          T->isReferenceType() && T.getNonReferenceType().isConstQualified())
        return GoesOn;
    [[fallthrough]];
  default:
    // Looked at, or changed by what cannot be seen.
    if (Now.Status != Fresh)
      Now = {Unknown};
    return GoesOn;
  }
}

bool Consumption::run(std::vector<VariableUse> AllUses,
                      const VarDecl *DeclaredBy) {
  Uses = std::move(AllUses);
  unsigned Consuming = 0;
  for (const VariableUse &Use : Uses) {
    Consuming += consumes(Use) || (BornEmpty && Use.Kind == UseKind::Await);
    At[Use.At] = &Use;
  }
  if (!Consuming)
    return false;
  std::vector<const Stmt *> Places;
  for (const auto &Entry : At)
    Places.push_back(Entry.first);
  return allInGraph(View, Places) &&
         followPaths(View, Facts, *What.Var, DeclaredBy, *this) && Again;
}

class DoubleAwait : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    if (Facts.hasErrorsIn(View.owner().getSourceRange()))
      return;
    if (const FunctionDecl *F = View.function())
      for (const ParmVarDecl *P : F->parameters())
        // A forwarding reference may be forwarded to who only looks.
        if (!P->getType()->isLValueReferenceType() &&
            !(P->getType()->isRValueReferenceType() && isInTemplate(View)))
          entity({P}, nullptr, /*BornEmpty=*/false, View, Facts, Report);
    for (const VarDecl *Var : View.Locals)
      local(*Var, View, Facts, Report);
    // What a lambda owns.
    if (View.lambda())
      for (const LambdaCapture &Capture : View.lambda()->captures())
        if (Capture.capturesVariable() &&
            Capture.getCaptureKind() == LCK_ByCopy)
          entity({Capture.getCapturedVar()}, nullptr, false, View, Facts,
                 Report);
    accessPaths(View, Facts, Report);
  }

private:
  void local(const VarDecl &Var, FunctionView &View, TUFacts &Facts,
             const Reporter &Report);
  void entity(const Entity &What, const VarDecl *DeclaredBy, bool BornEmpty,
              FunctionView &View, TUFacts &Facts, const Reporter &Report);
  void accessPaths(FunctionView &View, TUFacts &Facts, const Reporter &Report);
  void report(const Consumption &Followed, llvm::StringRef Name,
              const ValueDecl &Var, const Reporter &Report);
};

void DoubleAwait::local(const VarDecl &Var, FunctionView &View, TUFacts &Facts,
                        const Reporter &Report) {
  if (!Var.hasLocalStorage() || Var.getType()->isDependentType() ||
      Var.getType()->isReferenceType() || Var.isInvalidDecl() ||
      Var.isExceptionVariable())
    return;
  if (const auto *Decomposition = dyn_cast<DecompositionDecl>(&Var)) {
    for (const BindingDecl *Binding : Decomposition->bindings())
      if (!Binding->getType().isNull())
        entity({Binding}, &Var, false, View, Facts, Report);
    return;
  }
  const auto *Construct =
      Var.getInit() ? dyn_cast<CXXConstructExpr>(stripped(Var.getInit()))
                    : nullptr;
  entity({&Var}, &Var,
         Construct && Construct->getConstructor()->isDefaultConstructor(), View,
         Facts, Report);
  if (const CXXRecordDecl *Class = Var.getType()->getAsCXXRecordDecl();
      Class && Class->hasDefinition() && !Class->isInStdNamespace() &&
      !Class->isLambda())
    for (const FieldDecl *Field : Class->getDefinition()->fields())
      entity({&Var, Field}, &Var, false, View, Facts, Report);
}

void DoubleAwait::entity(const Entity &What, const VarDecl *DeclaredBy,
                         bool BornEmpty, FunctionView &View, TUFacts &Facts,
                         const Reporter &Report) {
  const TaskType &Task = Facts.types().classify(What.type());
  if (Task.Kind != TypeKind::Task || !Task.IsCoroutineType ||
      Task.Drop == DropKind::Harmless || What.type()->isDependentType())
    return;
  Consumption Followed(View, Facts, What, Task, BornEmpty);
  if (Followed.run(usesOf(What, /*IsHolder=*/false, View, Facts), DeclaredBy))
    report(Followed, quoted(What.name()), *What.Var, Report);
}

/// Is this a constant way from a variable to a task in it: `*t`, `ts[0]`,
/// `t.value()`?
const VarDecl *rootOfPath(const Expr *E) {
  E = stripped(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return dyn_cast<VarDecl>(Ref->getDecl());
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isa<FieldDecl>(Member->getMemberDecl())
               ? rootOfPath(Member->getBase())
               : nullptr;
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return isa<IntegerLiteral>(stripped(Subscript->getIdx()))
               ? rootOfPath(Subscript->getBase())
               : nullptr;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
  if (!Operator || !objectOf(*Operator))
    return nullptr;
  bool IsConstant = Operator->getOperator() == OO_Star ||
                    (Operator->getOperator() == OO_Subscript &&
                     isa<IntegerLiteral>(stripped(Operator->getArg(1))));
  return IsConstant ? rootOfPath(objectOf(*Operator)) : nullptr;
}

/// `co_await std::move(*t)` twice: the same way from the same variable.
void DoubleAwait::accessPaths(FunctionView &View, TUFacts &Facts,
                              const Reporter &Report) {
  struct Path {
    const VarDecl *Root;
    std::vector<VariableUse> Awaits;
  };
  std::map<unsigned, Path> Paths;
  for (const Expr *E : View.Awaits) {
    const auto *Await = dyn_cast<CoawaitExpr>(E);
    const Expr *Task =
        Await ? stripped(Await->getOperand(), /*ThroughMove=*/true) : nullptr;
    if (!Task || Task->isTypeDependent() || !Task->isLValue() ||
        isa<DeclRefExpr, MemberExpr>(Task))
      continue;
    const VarDecl *Root = rootOfPath(Task);
    if (!Root || !Root->hasLocalStorage() ||
        Root->getType()->isReferenceType() ||
        Facts.types().classify(Task->getType()).Kind != TypeKind::Task)
      continue;
    llvm::FoldingSetNodeID Id;
    Task->Profile(Id, Facts.context(), /*Canonical=*/true);
    Path &P = Paths[Id.ComputeHash()];
    P.Root = Root;
    P.Awaits.push_back({UseKind::Await, Task, Task, Await,
                        !stripped(Await->getOperand())->isLValue()});
  }
  for (auto &[Hash, P] : Paths) {
    std::vector<VariableUse> Uses = P.Awaits;
    // Any other use of the variable may put another task there.
    for (const DeclRefExpr *Ref : View.referencesTo(*P.Root)) {
      bool InAwait = false;
      for (const Stmt *S = Ref; S && !InAwait; S = View.parents().getParent(S))
        InAwait = llvm::any_of(
            P.Awaits, [&](const VariableUse &Use) { return Use.Named == S; });
      if (!InAwait)
        Uses.push_back({UseKind::Other, Ref, Ref, nullptr});
    }
    const Expr &Named = *P.Awaits.front().Named;
    Consumption Followed(View, Facts, {P.Root},
                         Facts.types().classify(Named.getType()), false);
    if (!Followed.run(Uses, isa<ParmVarDecl>(P.Root) ? nullptr : P.Root))
      continue;
    const SourceManager &SM = Facts.context().getSourceManager();
    report(Followed,
           quoted(Lexer::getSourceText(
               CharSourceRange::getTokenRange(Named.getSourceRange()), SM,
               Facts.context().getLangOpts())),
           *P.Root, Report);
  }
}

void DoubleAwait::report(const Consumption &Followed, llvm::StringRef NameRef,
                         const ValueDecl &Var, const Reporter &Report) {
  std::string Name = NameRef.str();
  const VariableUse &Again = *Followed.Again;
  bool IsAwait = Again.Kind == UseKind::Await;
  Finding F;
  F.Check = "coro-double-await";
  F.Sure = Confidence::Likely;
  F.Loc = IsAwait ? Again.By->getBeginLoc() : Again.Named->getBeginLoc();
  F.Range = Again.Named->getSourceRange();
  if (!Followed.First) {
    F.Message = Name + " is awaited where it may hold no task; it was made "
                       "empty, and not every path gives it one";
    F.Notes.push_back(
        {Var.getLocation(), "made empty here", /*IsEarlier=*/true});
    return Report(std::move(F));
  }
  bool FirstAwait = Followed.First->Kind == UseKind::Await;
  bool InLoop = Followed.First == &Again;
  if (InLoop ? Followed.View.isAtOneIteration(*Again.At)
             : isRepeatedByTest(*Followed.First->Named, *Again.Named,
                                Var.getASTContext()))
    return;
  F.Message = Name + (IsAwait ? " is awaited" : " is handed on") +
              (InLoop ? " again in the next iteration of the loop"
               : IsAwait && FirstAwait ? " a second time"
               : FirstAwait            ? " after it was awaited"
                                       : " after it was moved away") +
              (FirstAwait ? "; its coroutine has already run"
                          : "; it no longer holds a task");
  if (!InLoop)
    F.Notes.push_back({Followed.First->Named->getBeginLoc(),
                       FirstAwait ? "awaited here before" : "moved away here",
                       /*IsEarlier=*/true});
  Report(std::move(F));
}

} // namespace

extern const CheckInfo DoubleAwaitInfo;
const CheckInfo DoubleAwaitInfo = {
    "coro-double-await",
    "misuse",
    "a task that can be awaited once is awaited again, or after it was moved "
    "away",
    /*OnByDefault=*/true,
    {},
    makeCheck<DoubleAwait>,
    anyOptions};

} // namespace coro_tidy
