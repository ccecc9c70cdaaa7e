// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "call_graph.h"

#include "call_conditions.h"
#include "callables.h"
#include "names.h"
#include "readiness.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

std::string nameOf(const CallEdge &Edge) {
  if (Edge.Leaf && !Edge.Leaf->Display.empty())
    return quoted(Edge.Leaf->Display);
  // What a model file lists belongs to a library: its full name.
  if (Edge.Leaf && !Edge.Leaf->Marked && Edge.Callee)
    return quoted(modelName(*Edge.Callee));
  return Edge.Callee ? quotedName(*Edge.Callee) : "this call";
}

/// The body that runs when F is called; null if it is not in sight.
const FunctionDecl *bodyOf(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  if (!F || !F->hasBody(Definition))
    return nullptr;
  // A defaulted constructor runs the default initialisers of members.
  return Definition->isDefaulted() && !isa<CXXConstructorDecl>(Definition)
             ? nullptr
             : Definition;
}

/// What a call through a value calls: `f` in `f()`, `m` in `(object.*m)()`.
static const Expr *calledValue(const CallExpr &Call) {
  const Expr *Callee = Call.getCallee()->IgnoreParens();
  if (const auto *Member = dyn_cast<BinaryOperator>(Callee);
      Member && Member->isPtrMemOp())
    return Member->getRHS();
  return Callee;
}

std::vector<RunParameter> CallGraph::runs(const FunctionView &View) {
  std::vector<RunParameter> Out;
  const FunctionDecl *F = View.function();
  // A coroutine runs it at some other time.
  if (!F || View.isCoroutine() || F->param_empty())
    return Out;
  auto Mark = [&](const Expr *E, const FunctionDecl *To, unsigned ToParameter) {
    const auto *Ref = dyn_cast_or_null<DeclRefExpr>(callableSource(*E));
    const auto *P = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
    if (P && P->getDeclContext() == F)
      Out.push_back({P->getFunctionScopeIndex(), To, ToParameter});
  };
  for (const Expr *E : View.Calls) {
    if (const auto *Call = dyn_cast<CallExpr>(E); Call && !calleeOf(*E))
      Mark(calledValue(*Call), nullptr, 0);
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E))
      if (Call->getOperator() == OO_Call)
        Mark(Call->getArg(0), nullptr, 0);
    const FunctionDecl *Callee = calleeOf(*E);
    if (!Callee)
      continue;
    const FunctionModel *M = Facts.model(*Callee);
    if (!M)
      M = Facts.models().wildcard(modelName(*Callee));
    llvm::ArrayRef<const Expr *> Args = argumentsOf(*E);
    for (unsigned I = 0; I < Args.size(); ++I)
      if (M && M->Callables == Where::Here)
        Mark(Args[I], nullptr, 0);
      else if (!M && Callee != F && !Facts.isSystem(Callee->getLocation()))
        Mark(Args[I], Callee, I);
  }
  return Out;
}

/// One edge for each thing that the models say of the called function.
void CallGraph::addLeaves(CallEdge Edge, std::vector<CallEdge> &Out) {
  for (const FunctionModel *M : Facts.models(*Edge.Callee))
    if (!M->Blocks.empty()) {
      Edge.Leaf = M;
      Out.push_back(Edge);
    }
}

void CallGraph::addCallables(const Expr &Call, const FunctionDecl *Callee,
                             const FunctionModel *Model,
                             std::vector<CallEdge> &Out) {
  if (!Callee || (Model && Model->Callables == Where::Elsewhere))
    return;
  llvm::ArrayRef<const Expr *> Args = argumentsOf(Call);
  for (unsigned I = 0; I < Args.size(); ++I) {
    const FunctionDecl *Callable = callableOf(*Args[I]);
    if (!Callable)
      continue;
    CallEdge Edge;
    if (!Model) {
      if (const FunctionModel *Family =
              Facts.models().wildcard(modelName(*Callee))) {
        if (Family->Callables != Where::Here)
          continue;
      } else if (Facts.isSystem(Callee->getLocation())) {
        continue;
      } else {
        Edge.RunBy = Callee;
        Edge.RunByParameter = I;
      }
    } else if (Model->Callables != Where::Here) {
      continue;
    }
    Edge.Callee = Callable;
    Edge.Call = &Call;
    Edge.Loc = Call.getExprLoc();
    Edge.IsCallable = true;
    if (Facts.model(*Callable))
      addLeaves(std::move(Edge), Out);
    else
      Out.push_back(std::move(Edge));
  }
}

static void addOverridden(const CXXMethodDecl &M,
                          llvm::SmallVectorImpl<const CXXMethodDecl *> &Out) {
  for (const CXXMethodDecl *Up : M.overridden_methods()) {
    if (!llvm::is_contained(Out, Up->getCanonicalDecl()))
      Out.push_back(Up->getCanonicalDecl());
    addOverridden(*Up, Out);
  }
}

llvm::SmallVector<const CXXMethodDecl *, 4>
overriddenBy(const CXXMethodDecl &M) {
  llvm::SmallVector<const CXXMethodDecl *, 4> Out;
  addOverridden(M, Out);
  return Out;
}

llvm::ArrayRef<const CXXMethodDecl *>
CallGraph::overriders(const CXXMethodDecl &M) {
  if (!OverridersKnown) {
    OverridersKnown = true;
    forEachDefinition(Facts, [&](const FunctionDecl &F) {
      if (const auto *Method = dyn_cast<CXXMethodDecl>(&F))
        for (const CXXMethodDecl *Base : overriddenBy(*Method))
          Overriders[Base].push_back(Method);
    });
  }
  return Overriders[M.getCanonicalDecl()];
}

void CallGraph::addCall(const Expr &Call, FunctionView &View,
                        std::vector<CallEdge> &Out) {
  CallEdge Edge;
  Edge.Call = &Call;
  Edge.Loc = Call.getExprLoc();
  Edge.Callee = calleeOf(Call);
  if (!Edge.Callee) {
    // Through a pointer or std::function whose value is in sight.
    if (const auto *Indirect = dyn_cast<CallExpr>(&Call);
        Indirect && !Indirect->isTypeDependent())
      Edge.Callee = callableOf(*calledValue(*Indirect));
    if (Edge.Callee && Facts.model(*Edge.Callee))
      addLeaves(std::move(Edge), Out);
    else if (Edge.Callee)
      Out.push_back(std::move(Edge));
    return;
  }
  const FunctionModel *M = Facts.model(*Edge.Callee);
  addCallables(Call, Edge.Callee, M, Out);
  if (M) {
    // What a model says replaces what the body would.
    for (const FunctionModel *Each : Facts.models(*Edge.Callee)) {
      bool Dropped = !Each->InResultDestructor || View.isDiscarded(Call);
      Edge.Leaf = Each;
      if (Dropped && !Each->Blocks.empty() &&
          conditionsHold(*Each, Call, Facts) &&
          !isReadyBefore(Call, *Each, View, Facts) &&
          !startsProgram(Edge, View))
        Out.push_back(Edge);
    }
    return;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
      Operator && Operator->getOperator() == OO_Call &&
      Facts.isSystem(Edge.Callee->getLocation())) {
    if ((Edge.Callee = callableOf(*Operator->getArg(0))))
      Out.push_back(std::move(Edge));
    return;
  }
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Edge.Callee);
      Method && Method->isVirtual() && isa<CXXMemberCallExpr>(Call)) {
    const auto *Member =
        dyn_cast<MemberExpr>(cast<CallExpr>(Call).getCallee()->IgnoreParens());
    const Expr *Object = objectOf(Call);
    if (const auto *Exact =
            Object
                ? const_cast<CXXMethodDecl *>(Method)->getDevirtualizedMethod(
                      Object, /*IsAppleKext=*/false)
                : nullptr)
      Edge.Callee = Exact;
    else
      Edge.IsVirtual = !Member || !Member->hasQualifier();
  }
  if (bodyOf(Edge.Callee)
          ? !Facts.isSystem(Edge.Callee->getLocation()) || Edge.IsVirtual
          : Edge.IsVirtual || mayBeElsewhere(*Edge.Callee))
    Out.push_back(std::move(Edge));
}

std::vector<CallEdge> CallGraph::calls(FunctionView &View) {
  std::vector<CallEdge> Out;
  for (const Expr *Call : View.Calls)
    addCall(*Call, View, Out);
  addDestroyed(View, Out);
  if (const auto *Destructor =
          dyn_cast_or_null<CXXDestructorDecl>(View.function())) {
    for (const FieldDecl *Field : Destructor->getParent()->fields())
      addDestructor(Field->getType(), Field->getLocation(), nullptr, Out);
    for (const CXXBaseSpecifier &Base : Destructor->getParent()->bases())
      addDestructor(Base.getType(), Base.getBeginLoc(), nullptr, Out);
  }
  return Out;
}

/// Does the function, or one that it calls, become another program?
bool CallGraph::executes(const FunctionDecl &F, unsigned Depth) {
  if (const FunctionModel *M = Facts.model(F))
    return M->Execs;
  constexpr unsigned Deepest = 2;
  const FunctionDecl *Def = nullptr;
  if (Depth == Deepest || !F.hasBody(Def) || Def->isDependentContext() ||
      Facts.isSystem(Def->getLocation()))
    return false;
  FunctionView View(*Def, nullptr, nullptr);
  return llvm::any_of(View.Calls, [&](const Expr *Call) {
    const FunctionDecl *Callee = calleeOf(*Call);
    return Callee && executes(*Callee, Depth + 1);
  });
}

/// A child that becomes another program, or fails to, leaves no frames. Nor
/// does one that ends by `_exit`, which runs no destructors on purpose.
bool CallGraph::startsProgram(const CallEdge &Leaf, const FunctionView &View) {
  if (!Leaf.Leaf->Exits && !Leaf.Leaf->Forks)
    return false;
  bool IsHard = !Leaf.Leaf->Forks && Leaf.Callee->getIdentifier() &&
                Leaf.Callee->getName().starts_with("_");
  return llvm::any_of(View.Calls, [&](const Expr *Call) {
    const FunctionDecl *F = calleeOf(*Call);
    if (!F)
      return false;
    const FunctionModel *M = Facts.model(*F);
    return (IsHard && M && M->Forks) || executes(*F, /*Depth=*/0);
  });
}

bool CallGraph::mayBeElsewhere(const FunctionDecl &F) const {
  if (bodyOf(&F) || !F.isExternallyVisible() || F.getBuiltinID() ||
      F.isInStdNamespace() || F.isDeleted() || F.isDefaulted() ||
      F.isImplicit())
    return false;
  // Of the system's headers, the bodies were passed over; its C functions are
  // of libraries in binary form.
  return !Facts.isSystem(F.getLocation()) ||
         !(F.isInlined() || F.isTemplateInstantiation() || F.isExternC());
}

} // namespace coro_tidy
