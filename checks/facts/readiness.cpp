// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "readiness.h"

#include "call_conditions.h"
#include "names.h"
#include "variable_uses.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

const Expr *waitedFor(const Expr &Call) {
  if (const Expr *Object = objectOf(Call))
    return Object;
  llvm::ArrayRef<const Expr *> Args = argumentsOf(Call);
  return Args.empty() ? nullptr : Args[0];
}

namespace {

/// The variable or member that an expression is, as far as it has a name.
const ValueDecl *named(const Expr *E) {
  const Expr *Core = stripped(E, /*ThroughMove=*/true);
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Core))
    return Member->getMemberDecl();
  return namedVariable(E);
}

/// The variable whose member function made the object: of a future, the
/// promise. Null if there is none.
const ValueDecl *sourceOf(const ValueDecl *Object) {
  const auto *Var = dyn_cast<VarDecl>(Object);
  const Expr *Init = Var && Var->isLocalVarDecl() && Var->getInit()
                         ? stripped(Var->getInit())
                         : nullptr;
  const auto *Made = dyn_cast_or_null<CXXMemberCallExpr>(Init);
  return Made ? named(Made->getImplicitObjectArgument()) : nullptr;
}

/// A must-analysis: at which points is the object surely ready?
class Readiness {
public:
  Readiness(const ValueDecl *Object, const FunctionModel &Model,
            FunctionView &View, TUFacts &Facts)
      : Object(Object), Source(sourceOf(Object)), Model(Model), View(View),
        Facts(Facts) {}

  bool holdsAt(const Expr &Call);

private:
  bool asks(const Expr *E, llvm::ArrayRef<std::string> Questions) const;
  std::optional<bool> readyIf(const Expr *Condition, bool Outcome) const;
  bool readyOnEdge(const CFGBlock &From, const CFGBlock &To,
                   unsigned Index) const;
  bool after(const Stmt &S, bool Ready) const;

  const ValueDecl *Object;
  const ValueDecl *Source; ///< the promise that gave the future
  const FunctionModel &Model;
  FunctionView &View;
  TUFacts &Facts;
};

/// `f.wait_for(0s)`, or a variable that was initialised with it.
bool Readiness::asks(const Expr *E,
                     llvm::ArrayRef<std::string> Questions) const {
  const Expr *Core = stripped(E);
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(Core)))
    if (Var->isLocalVarDecl() && Var->getInit() &&
        Var->getType()->isEnumeralType())
      Core = stripped(Var->getInit());
  if (!Core || !isa<CallExpr>(Core))
    return false;
  const FunctionDecl *F = calleeOf(*Core);
  const Expr *O = waitedFor(*Core);
  return F && O && named(O) == Object &&
         llvm::is_contained(Questions, modelName(*F));
}

bool namesStatus(const Expr *E, llvm::ArrayRef<std::string> Status) {
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(stripped(E));
  return Ref && isa<EnumConstantDecl>(Ref->getDecl()) &&
         llvm::is_contained(Status, Ref->getDecl()->getName());
}

/// Does this outcome of the condition say that the object is ready?
std::optional<bool> Readiness::readyIf(const Expr *Condition,
                                       bool Outcome) const {
  const Expr *Core = stripped(Condition);
  if (!Core)
    return std::nullopt;
  if (const auto *Not = dyn_cast<UnaryOperator>(Core))
    return Not->getOpcode() == UO_LNot ? readyIf(Not->getSubExpr(), !Outcome)
                                       : std::nullopt;
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(Core)))
    if (Var->isLocalVarDecl() && Var->getInit())
      return readyIf(Var->getInit(), Outcome);
  if (const auto *Compare = dyn_cast<BinaryOperator>(Core)) {
    const Expr *L = Compare->getLHS(), *R = Compare->getRHS();
    // Both operands of a true && are true; of a false ||, false.
    if (Compare->getOpcode() == (Outcome ? BO_LAnd : BO_LOr))
      return readyIf(L, Outcome) == true || readyIf(R, Outcome) == true;
    auto Compares = [&](llvm::ArrayRef<std::string> Status) {
      const auto &Questions = Model.AfterCheck;
      return Compare->isEqualityOp() &&
             ((asks(L, Questions) && namesStatus(R, Status)) ||
              (asks(R, Questions) && namesStatus(L, Status)));
    };
    bool Equal = (Compare->getOpcode() == BO_EQ) == Outcome;
    if (Compares(Model.ReadyValues))
      return Equal;
    if (Compares(Model.BusyValues))
      return !Equal;
    return std::nullopt;
  }
  if (asks(Core, Model.AfterCheck) && Core->getType()->isBooleanType())
    return Outcome;
  if (asks(Core, Model.BusyCheck))
    return !Outcome;
  return std::nullopt;
}

bool Readiness::readyOnEdge(const CFGBlock &From, const CFGBlock &To,
                            unsigned Index) const {
  if (const auto *Switch =
          dyn_cast_or_null<SwitchStmt>(From.getTerminatorStmt()))
    if (const auto *Case = dyn_cast_or_null<CaseStmt>(To.getLabel()))
      return asks(Switch->getCond(), Model.AfterCheck) &&
             namesStatus(Case->getLHS(), Model.ReadyValues);
  const Expr *Condition = From.getLastCondition();
  return Condition && From.succ_size() == 2 &&
         readyIf(Condition, Index == 0) == true;
}

bool Readiness::after(const Stmt &S, bool Ready) const {
  const auto *E = dyn_cast<Expr>(&S);
  if (!E || !isa<CallExpr>(E))
    return Ready;
  // `EXPECT_TRUE(f.isReady())`: a test that goes on counts on it.
  if (asks(E, Model.AfterCheck) && E->getType()->isBooleanType() &&
      isInTestMacro(E->getExprLoc(), Facts.context()))
    return true;
  // `assert_equal(f.status(), value)` does not return if it is not so.
  auto Args = argumentsOf(*E);
  if (llvm::any_of(Args,
                   [&](const Expr *A) { return asks(A, Model.AfterCheck); }) &&
      llvm::any_of(Args, [&](const Expr *A) {
        return namesStatus(A, Model.ReadyValues);
      }))
    return true;
  const Expr *O = waitedFor(*E);
  const FunctionDecl *F = calleeOf(*E);
  if (!O || !F || (named(O) != Object && named(O) != Source))
    return Ready;
  if (const FunctionModel *M = Facts.model(*F);
      M && M->MakesReady && conditionsHold(*M, *E, Facts))
    return true;
  if (named(O) == Source)
    return Ready;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return Ready && Operator->getOperator() != OO_Equal;
  return Ready;
}

bool Readiness::holdsAt(const Expr &Call) {
  const CFG &Graph = *View.cfg();
  // Greatest fixed point: everything is ready until a path says otherwise.
  llvm::DenseMap<const CFGBlock *, bool> AtEntry;
  for (const CFGBlock *Block : Graph)
    AtEntry[Block] = Block != &Graph.getEntry();
  auto Through = [&](const CFGBlock &Block, bool Ready, const Stmt *Until) {
    for (const CFGElement &Element : Block)
      if (auto S = Element.getAs<CFGStmt>()) {
        if (S->getStmt() == Until)
          return Ready;
        Ready = after(*S->getStmt(), Ready);
      }
    return Ready;
  };
  llvm::SmallVector<const CFGBlock *, 16> Work{&Graph.getEntry()};
  llvm::DenseSet<const CFGBlock *> Visited;
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    Visited.insert(Block);
    bool Out = Through(*Block, AtEntry[Block], nullptr);
    unsigned Index = 0;
    for (const CFGBlock *Succ : Block->succs()) {
      unsigned This = Index++;
      if (!Succ)
        continue;
      bool In = AtEntry[Succ] && (Out || readyOnEdge(*Block, *Succ, This));
      if (In != AtEntry[Succ] || !Visited.contains(Succ)) {
        AtEntry[Succ] = In;
        Work.push_back(Succ);
      }
    }
  }
  const CFGBlock *Home = View.blockOf(Call);
  return Home && Visited.contains(Home) && Through(*Home, AtEntry[Home], &Call);
}

} // namespace

bool isMadeReady(const Expr &Object, const FunctionView &View, TUFacts &Facts,
                 unsigned Depth) {
  constexpr unsigned Deepest = 8;
  const Expr *E = stripped(&Object, /*ThroughMove=*/true);
  if (!E || Depth++ == Deepest)
    return false;
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(E)) {
    const Expr *Operand = stripped(Await->getOperand(), /*ThroughMove=*/true);
    const FunctionDecl *F = Operand ? calleeOf(*Operand) : nullptr;
    const FunctionModel *M = F ? Facts.model(*F) : nullptr;
    return M && (M->GivesDone || M->GivesReady);
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Binding = dyn_cast<BindingDecl>(Ref->getDecl()))
      if (const auto *Whole =
              dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl()))
        return Whole->getInit() &&
               isMadeReady(*Whole->getInit(), View, Facts, Depth);
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var || !Var->isLocalVarDecl())
      return false;
    for (const CXXForRangeStmt *For : View.RangeLoops)
      if (For->getLoopVariable() == Var)
        return isMadeReady(*For->getRangeInit(), View, Facts, Depth);
    return Var->getInit() && isMadeReady(*Var->getInit(), View, Facts, Depth);
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (const FunctionModel *M = F ? Facts.model(*F) : nullptr)
      return M->ReturnsReady;
    // `std::get<0>(results)`, `results[0]`, `*it`
    if (F && F->isInStdNamespace())
      if (const Expr *Of = waitedFor(*Call))
        return isMadeReady(*Of, View, Facts, Depth);
  }
  return false;
}

bool isReadyBefore(const Expr &Call, const FunctionModel &Model,
                   FunctionView &View, TUFacts &Facts) {
  const Expr *O = waitedFor(Call);
  const ValueDecl *Object = O ? named(O) : nullptr;
  if (O && isMadeReady(*O, View, Facts))
    return true;
  if ((Model.AfterCheck.empty() && Model.BusyCheck.empty()) || !Object)
    return false;
  const ValueDecl *Source = sourceOf(Object);
  // The graph is made only where something tells of the object at all.
  bool Told = llvm::any_of(View.Calls, [&](const Expr *Other) {
    const FunctionDecl *F = calleeOf(*Other);
    const Expr *OtherObject = F && Other != &Call ? waitedFor(*Other) : nullptr;
    if (!OtherObject || (named(OtherObject) != Object &&
                         (!Source || named(OtherObject) != Source)))
      return false;
    const FunctionModel *M = Facts.model(*F);
    return (M && M->MakesReady) ||
           llvm::is_contained(Model.AfterCheck, modelName(*F)) ||
           llvm::is_contained(Model.BusyCheck, modelName(*F));
  });
  return Told && View.cfg() &&
         Readiness(Object, Model, View, Facts).holdsAt(Call);
}

} // namespace coro_tidy
