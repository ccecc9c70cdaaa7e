// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "path_facts.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace coro_tidy {

/// Collects what a condition depends on; false if two evaluations may differ
/// although nothing that it names was assigned.
bool PathConditions::describe(const Stmt &S, Condition &Out) const {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&S)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl())) {
      Out.Mentions.insert(Var);
      Out.Shared |= !Var->hasLocalStorage();
    }
    return true;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(&S)) {
    Out.Mentions.insert(Member->getMemberDecl());
    if (isa<FieldDecl>(Member->getMemberDecl()))
      Out.Shared = true;
  }
  if (const auto *Call = dyn_cast<CallExpr>(&S)) {
    // A const look at an object, without arguments.
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getCalleeDecl());
    if (!Method || !Method->isConst() || Method->getNumParams() != 0)
      return false;
    Out.Shared |= !isa<DeclRefExpr>(
        objectOf(*Call) ? objectOf(*Call)->IgnoreParenImpCasts() : Call);
  }
  if (isa<CXXConstructExpr, LambdaExpr, CoroutineSuspendExpr, CXXNewExpr>(S))
    return false;
  if (const auto *Unary = dyn_cast<UnaryOperator>(&S);
      Unary && Unary->isIncrementDecrementOp())
    return false;
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S);
      Binary && Binary->isAssignmentOp())
    return false;
  return llvm::all_of(S.children(), [&](const Stmt *Child) {
    return !Child || describe(*Child, Out);
  });
}

unsigned PathConditions::keyOf(const Expr *E, bool &Negated) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    Negated = !Negated;
    return keyOf(Not->getSubExpr(), Negated);
  }
  if (E->isTypeDependent() || E->isValueDependent())
    return 0;
  Condition Described;
  if (!describe(*E, Described))
    return 0;
  llvm::FoldingSetNodeID Id;
  const auto *Binary = dyn_cast<BinaryOperator>(E);
  if (Binary && Binary->isEqualityOp()) {
    Negated ^= Binary->getOpcode() == BO_NE;
    Binary->getLHS()->IgnoreParenImpCasts()->Profile(Id, Facts.context(), true);
    Binary->getRHS()->IgnoreParenImpCasts()->Profile(Id, Facts.context(), true);
    Id.AddInteger(0x3d3d);
  } else {
    E->Profile(Id, Facts.context(), true);
  }
  unsigned Key = Id.ComputeHash() | 1;
  Conditions.try_emplace(Key, std::move(Described));
  return Key;
}

void PathConditions::learn(PathFacts &Known, unsigned Key, bool Value) {
  auto At = llvm::lower_bound(Known, std::pair<unsigned, bool>(Key, false));
  if (At != Known.end() && At->first == Key)
    At->second = Value;
  else
    Known.insert(At, {Key, Value});
}

void PathConditions::forget(const ValueDecl *Changed, PathFacts &Known) {
  llvm::erase_if(Known, [&](auto &Fact) {
    return Conditions[Fact.first].Mentions.contains(Changed);
  });
}

void PathConditions::forgetShared(PathFacts &Known) {
  llvm::erase_if(Known,
                 [&](auto &Fact) { return Conditions[Fact.first].Shared; });
}

PathConditions::PathConditions(TUFacts &Facts, const ValueDecl *Tracked,
                               const CFG &Graph)
    : Facts(Facts), Tracked(Tracked) {
  for (const CFGBlock *Block : Graph)
    if (Block->succ_size() == 2)
      if (const Expr *E = Block->getLastCondition())
        count(E);
}

void PathConditions::count(const Expr *E) {
  const Expr *Core = stripped(E);
  if (const auto *Logical = dyn_cast<BinaryOperator>(Core);
      Logical && Logical->isLogicalOp()) {
    count(Logical->getLHS());
    return count(Logical->getRHS());
  }
  bool Negated = false;
  if (unsigned Key = keyOf(Core, Negated))
    ++Tests[Key];
}

/// The variable or member that an lvalue names.
static const ValueDecl *changedBy(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl();
  return nullptr;
}

void PathConditions::apply(const Stmt &S, PathFacts &Known) {
  auto Set = [&](const ValueDecl *D, const Expr *Target, const Expr *Value) {
    forget(D, Known);
    const auto *Literal =
        Value ? dyn_cast<CXXBoolLiteralExpr>(Value->IgnoreParenImpCasts())
              : nullptr;
    bool Negated = false;
    if (!Literal)
      return;
    if (Target) {
      if (unsigned Key = keyOf(Target, Negated); Tests.lookup(Key))
        learn(Known, Key, Literal->getValue() != Negated);
    } else if (isa<VarDecl>(D)) {
      // As a later use of the variable will be profiled.
      auto &Ctx = Facts.context();
      DeclRefExpr Use(Ctx, const_cast<ValueDecl *>(D), false, D->getType(),
                      VK_LValue, SourceLocation());
      if (unsigned Key = keyOf(&Use, Negated); Tests.lookup(Key))
        learn(Known, Key, Literal->getValue());
    }
  };
  if (const auto *Declaration = dyn_cast<DeclStmt>(&S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        Set(Var, nullptr, Var->getInit());
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S)) {
    if (Binary->isAssignmentOp())
      if (const ValueDecl *D = changedBy(Binary->getLHS()))
        Set(D, Binary->getLHS(),
            Binary->getOpcode() == BO_Assign ? Binary->getRHS() : nullptr);
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(&S)) {
    if (Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf)
      if (const ValueDecl *D = changedBy(Unary->getSubExpr()))
        forget(D, Known);
    return;
  }
  if (isa<CXXMemberCallExpr, CXXOperatorCallExpr>(S)) {
    const auto *Method =
        dyn_cast_or_null<CXXMethodDecl>(cast<CallExpr>(S).getCalleeDecl());
    if (const Expr *Object = objectOf(cast<Expr>(S));
        Object && Method && !Method->isConst())
      if (const ValueDecl *D = changedBy(Object))
        forget(D, Known);
  }
}

/// What an outcome of a test of a task says: it holds nothing that anybody
/// owes an await.
static bool meansEmpty(const CXXMemberCallExpr &Test, bool Outcome) {
  const CXXMethodDecl *Method = Test.getMethodDecl();
  if (isa_and_nonnull<CXXConversionDecl>(Method))
    return !Outcome;
  if (!Method || !Method->getIdentifier())
    return false;
  return llvm::StringSwitch<bool>(Method->getName())
      .Cases({"valid", "is_valid", "has_value"}, !Outcome)
      .Cases({"empty", "done", "ready", "is_ready", "available", "await_ready"},
             Outcome)
      .Default(false);
}

/// What the path knows of a condition, through !, && and ||.
std::optional<bool> PathConditions::value(const Expr *E,
                                          const PathFacts &Known) {
  const Expr *Core = stripped(E);
  if (const auto *Logical = dyn_cast<BinaryOperator>(Core);
      Logical && Logical->isLogicalOp()) {
    std::optional<bool> L = value(Logical->getLHS(), Known),
                        R = value(Logical->getRHS(), Known);
    bool Decides = Logical->getOpcode() == BO_LOr;
    if (L == Decides || R == Decides)
      return Decides;
    return L && R ? std::optional<bool>(!Decides) : std::nullopt;
  }
  bool Negated = false;
  unsigned Key = keyOf(Core, Negated);
  auto At = llvm::lower_bound(Known, std::pair<unsigned, bool>(Key, false));
  if (!Key || At == Known.end() || At->first != Key)
    return std::nullopt;
  return At->second != Negated;
}

void PathConditions::assume(const Expr *E, bool Outcome, PathFacts &Known) {
  const Expr *Core = stripped(E);
  if (const auto *Logical = dyn_cast<BinaryOperator>(Core);
      Logical && Logical->isLogicalOp()) {
    if (Outcome == (Logical->getOpcode() == BO_LAnd)) {
      assume(Logical->getLHS(), Outcome, Known);
      assume(Logical->getRHS(), Outcome, Known);
    }
    return;
  }
  bool Negated = false;
  if (unsigned Key = keyOf(Core, Negated); Tests.lookup(Key) > 1)
    learn(Known, Key, Outcome != Negated);
}

/// Does the outcome of a test of the tracked variable say that it is empty?
bool PathConditions::saysEmpty(const Expr *E, bool Outcome) {
  const Expr *Core = stripped(E);
  if (const auto *Not = dyn_cast<UnaryOperator>(Core);
      Not && Not->getOpcode() == UO_LNot)
    return saysEmpty(Not->getSubExpr(), !Outcome);
  if (const auto *Logical = dyn_cast<BinaryOperator>(Core);
      Logical && Logical->isLogicalOp())
    return Outcome == (Logical->getOpcode() == BO_LAnd) &&
           (saysEmpty(Logical->getLHS(), Outcome) ||
            saysEmpty(Logical->getRHS(), Outcome));
  if (const auto *Test = dyn_cast<CXXMemberCallExpr>(Core))
    if (namedVariable(Test->getImplicitObjectArgument()) == Tracked)
      return meansEmpty(*Test, Outcome);
  // `i < v.size()`, `it != v.end()`: what a container holds decides.
  if (const auto *Compare = dyn_cast<BinaryOperator>(Core);
      Compare && Compare->isComparisonOp())
    for (const Expr *Side : {Compare->getLHS(), Compare->getRHS()})
      if (const auto *Call = dyn_cast<CXXMemberCallExpr>(stripped(Side)))
        if (namedVariable(Call->getImplicitObjectArgument()) == Tracked)
          return true;
  return false;
}

PathConditions::Verdict PathConditions::branch(const CFGBlock &Block,
                                               bool Taken, PathFacts &Known) {
  const Expr *E = Block.getLastCondition();
  if (!E || E->isTypeDependent())
    return Possible;
  if (saysEmpty(E, Taken))
    return VariableEmpty;
  if (std::optional<bool> Value = value(E, Known); Value && *Value != Taken)
    return Impossible;
  assume(E, Taken, Known);
  return Possible;
}

} // namespace coro_tidy
