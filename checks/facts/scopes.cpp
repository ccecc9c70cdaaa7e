// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "scopes.h"

#include "variable_paths.h"
#include "variable_uses.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

enum Status : char { Idle, Spawned, Joined };

class ScopePaths : public PathClient {
public:
  ScopePaths(FunctionView &View, TUFacts &Facts, const VarDecl &Var);

  bool run(FunctionView &View, TUFacts &Facts, const VarDecl &Var) {
    std::vector<const Stmt *> Places;
    for (const auto &Entry : Events)
      Places.push_back(Entry.first);
    return AnySpawn && allInGraph(View, Places) &&
           followPaths(View, Facts, Var, &Var, *this) && Lost;
  }

  const Expr *Lost = nullptr;
  bool AnyJoin = false;

  PathState born() override { return {Idle}; }
  Step evaluates(const Stmt &S, PathState &Now) override {
    auto It = Events.find(&S);
    if (It != Events.end())
      Now = {It->second.first, It->second.second};
    return GoesOn;
  }
  Step dies(const PathState &Now, llvm::ArrayRef<const CFGBlock *>) override {
    if (Now.Status != Spawned)
      return Ends;
    Lost = Now.Origin;
    return Found;
  }

private:
  llvm::DenseMap<const Stmt *, std::pair<Status, const Expr *>> Events;
  bool AnySpawn = false;
};

ScopePaths::ScopePaths(FunctionView &View, TUFacts &Facts, const VarDecl &Var) {
  for (const VariableUse &Use :
       usesOf({&Var}, /*IsHolder=*/false, View, Facts)) {
    const auto *Member = dyn_cast_or_null<MemberExpr>(Use.By);
    const auto *Call = Member ? dyn_cast_or_null<CXXMemberCallExpr>(
                                    View.parents().getParent(Member))
                              : dyn_cast_or_null<CXXMemberCallExpr>(Use.By);
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    const FunctionModel *M = Method ? Facts.model(*Method) : nullptr;
    if (M && M->Observes)
      continue;
    bool Spawns = M && M->Spawns;
    AnySpawn |= Spawns;
    AnyJoin |= !Spawns;
    // What else is done with it may join it.
    Events[Use.At] = {Spawns ? Spawned : Joined, Call};
  }
}

} // namespace

std::vector<UnjoinedScope> unjoinedScopes(FunctionView &View, TUFacts &Facts) {
  std::vector<UnjoinedScope> Out;
  if (Facts.hasErrorsIn(View.owner().getSourceRange()))
    return Out;
  for (const VarDecl *Var : View.Locals) {
    if (!Var->hasLocalStorage() || Var->getType()->isReferenceType())
      continue;
    const TaskType &Type = Facts.types().classify(Var->getType());
    if (Type.Kind != TypeKind::Scope || Type.Drop == DropKind::Harmless)
      continue;
    ScopePaths Paths(View, Facts, *Var);
    if (Paths.run(View, Facts, *Var))
      Out.push_back({Var, &Type, Paths.Lost, Paths.AnyJoin});
  }
  return Out;
}

} // namespace coro_tidy
