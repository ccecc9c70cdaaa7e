// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "call_graph.h"

#include "call_conditions.h"
#include "names.h"
#include "readiness.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {

/// The call operator that a closure runs; of a generic lambda, what was
/// instantiated first, or the template's own.
static const FunctionDecl *operatorOf(const LambdaExpr &Lambda) {
  if (const FunctionTemplateDecl *Generic = Lambda.getDependentCallOperator())
    for (const FunctionDecl *F : Generic->specializations())
      if (F->getBody())
        return F;
  return Lambda.getCallOperator();
}

/// The call operator of a function object of the user's; null if there are
/// none or several.
static const FunctionDecl *operatorOf(QualType T) {
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || Class->isLambda() ||
      Class->isInStdNamespace())
    return nullptr;
  const FunctionDecl *Only = nullptr;
  for (const CXXMethodDecl *M : Class->methods())
    if (M->getOverloadedOperator() == OO_Call) {
      if (Only)
        return nullptr;
      Only = M;
    }
  return Only;
}

/// What a callable was made of: std::function of it, std::ref to it.
static const Expr *callableSource(const Expr &Whole) {
  const Expr *E = stripped(&Whole, /*ThroughMove=*/true);
  while (E) {
    const Expr *Inner = nullptr;
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
      if (Construct->getNumArgs() == 1 && !operatorOf(Construct->getType()))
        Inner = Construct->getArg(0);
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
      const FunctionDecl *F = Call->getDirectCallee();
      if (F && F->isInStdNamespace() && F->getIdentifier() &&
          (F->getName() == "ref" || F->getName() == "cref" ||
           F->getName() == "bind_front") &&
          Call->getNumArgs() >= 1)
        Inner = Call->getArg(0);
    }
    if (!Inner)
      return E;
    E = stripped(Inner, /*ThroughMove=*/true);
  }
  return E;
}

const FunctionDecl *callableOf(const Expr &Whole) {
  const Expr *E = callableSource(Whole);
  if (!E)
    return nullptr;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return operatorOf(*Lambda);
  if (const auto *Address = dyn_cast<UnaryOperator>(E))
    if (Address->getOpcode() == UO_AddrOf)
      E = Address->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return F;
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (Var && Var->isLocalVarDecl() && Var->getInit() &&
        !Var->getInit()->isTypeDependent())
      if (const FunctionDecl *F = callableOf(*Var->getInit()))
        return F;
  }
  // A captureless lambda as a pointer to function.
  if (const auto *Convert = dyn_cast<CXXMemberCallExpr>(E))
    if (isa_and_nonnull<CXXConversionDecl>(Convert->getMethodDecl()) &&
        Convert->getRecordDecl()->isLambda())
      return callableOf(*Convert->getImplicitObjectArgument());
  return operatorOf(E->getType());
}

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

/// The objects that leave the function alive: moved from or returned.
static llvm::DenseSet<const ValueDecl *> handedOn(const FunctionView &View) {
  llvm::DenseSet<const ValueDecl *> Out;
  for (const Expr *Call : View.Calls)
    if (const Expr *Source = movedFrom(Call))
      if (const ValueDecl *Var = namedVariable(Source))
        Out.insert(Var);
  for (const Expr *E : View.Returned)
    if (const ValueDecl *Var = namedVariable(E))
      Out.insert(Var);
  return Out;
}

void CallGraph::addDestructor(QualType T, SourceLocation Loc,
                              std::vector<CallEdge> &Out, unsigned Depth) {
  constexpr unsigned Deepest = 8;
  const CXXRecordDecl *Class =
      T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (T->isReferenceType() || !Class || Depth > Deepest ||
      !(Class = Class->getDefinition()) || Class->hasTrivialDestructor())
    return;
  const CXXDestructorDecl *Destructor = Class->getDestructor();
  if (Destructor && Destructor->isUserProvided()) {
    CallEdge Edge;
    Edge.Callee = Destructor;
    Edge.Loc = Loc;
    Edge.IsDestructor = true;
    if (Facts.model(*Destructor))
      return addLeaves(std::move(Edge), Out);
    if (!Facts.isSystem(Destructor->getLocation()) &&
        (bodyOf(Destructor) || mayBeElsewhere(*Destructor)))
      Out.push_back(std::move(Edge));
    return;
  }
  if (Facts.isSystem(Class->getLocation()))
    return;
  for (const FieldDecl *Field : Class->fields())
    addDestructor(Field->getType(), Loc, Out, Depth + 1);
  for (const CXXBaseSpecifier &Base : Class->bases())
    addDestructor(Base.getType(), Loc, Out, Depth + 1);
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
      Mark(Call->getCallee(), nullptr, 0);
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

llvm::ArrayRef<const CXXMethodDecl *>
CallGraph::overriders(const CXXMethodDecl &M) {
  if (!OverridersKnown) {
    OverridersKnown = true;
    forEachDefinition(Facts, [&](const FunctionDecl &F) {
      const auto *Method = dyn_cast<CXXMethodDecl>(&F);
      if (!Method)
        return;
      // Every method that it overrides, however far up.
      llvm::SmallVector<const CXXMethodDecl *, 4> Up(
          Method->overridden_methods());
      while (!Up.empty()) {
        const CXXMethodDecl *Base = Up.pop_back_val();
        Overriders[Base->getCanonicalDecl()].push_back(Method);
        llvm::append_range(Up, Base->overridden_methods());
      }
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
      Edge.Callee = callableOf(*Indirect->getCallee());
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
      bool Dropped = !Each->InResultDestructor ||
                     llvm::any_of(View.Discards, [&](const Discarded &D) {
                       return stripped(D.E) == &Call;
                     });
      Edge.Leaf = Each;
      if (Dropped && !Each->Blocks.empty() &&
          conditionsAllowBlocking(*Each, Call, Facts) &&
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

/// Objects that die in this function, and the futures of std::async, whose
/// destructors wait ([futures.async]/5).
/// `thread = std::jthread(...)`, `threads.push_back(make())`: what an rvalue
/// reference takes is empty when it dies.
static bool isMovedOn(const MaterializeTemporaryExpr &Temporary,
                      FunctionView &View) {
  const CXXRecordDecl *Class = Temporary.getType()->getAsCXXRecordDecl();
  if (!Temporary.isXValue() || !Class || !Class->hasDefinition() ||
      !Class->hasMoveConstructor())
    return false;
  const Stmt *P = View.parents().getParent(&Temporary);
  while (isa_and_nonnull<ImplicitCastExpr>(P))
    P = View.parents().getParent(P);
  if (!isa_and_nonnull<CallExpr, CXXConstructExpr>(P))
    return false;
  return llvm::any_of(argumentsOf(*cast<Expr>(P)), [&](const Expr *Arg) {
    return Arg->IgnoreImpCasts() == &Temporary;
  });
}

/// What a standard holder (unique_ptr, optional, vector, ...) destroys when it
/// dies, if nothing is seen that could have emptied it before.
static const Type *heldUntilTheEnd(const VarDecl &Var, FunctionView &View) {
  const auto *Holder = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Var.getType()->getAsCXXRecordDecl());
  if (!Holder || !Holder->isInStdNamespace() || !Holder->getIdentifier() ||
      !llvm::is_contained(
          {"unique_ptr", "optional", "vector", "deque", "list", "array"},
          Holder->getName()) ||
      Holder->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  for (const DeclRefExpr *Use : View.referencesTo(Var)) {
    const Stmt *P = View.parents().getParent(Use);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(P))
      P = View.parents().getParent(P);
    const auto *Member = dyn_cast_or_null<MemberExpr>(P);
    const FunctionDecl *F =
        Member ? dyn_cast<FunctionDecl>(Member->getMemberDecl()) : nullptr;
    if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(P))
      F = Operator->getOperator() == OO_Equal ? nullptr
                                              : Operator->getDirectCallee();
    if (!F || (F->getIdentifier() &&
               !llvm::is_contained({"emplace_back", "push_back", "emplace",
                                    "reserve", "size", "empty", "has_value"},
                                   F->getName())))
      return nullptr;
    // An element that is asked for may be given back or joined.
    if (!F->getIdentifier() && !F->getType()->isVoidType() &&
        F->getOverloadedOperator() != OO_Arrow)
      return nullptr;
  }
  return Holder->getTemplateArgs()[0].getAsType().getTypePtr();
}

void CallGraph::addDestroyed(FunctionView &View, std::vector<CallEdge> &Out) {
  llvm::DenseSet<const ValueDecl *> Gone = handedOn(View);
  for (const VarDecl *Var : View.Locals) {
    if (!Var->hasLocalStorage() || Var->getType()->isDependentType() ||
        Gone.contains(Var))
      continue;
    QualType T = Var->getType();
    if (T->isReferenceType()) {
      // A temporary whose life the reference extends.
      const Expr *Init = Var->getInit();
      if (const auto *Cleanups = dyn_cast_or_null<ExprWithCleanups>(Init))
        Init = Cleanups->getSubExpr();
      if (!isa_and_nonnull<MaterializeTemporaryExpr>(Init))
        continue;
      T = T.getNonReferenceType();
    }
    auto Uses = [&](auto Pred) {
      return llvm::any_of(View.Calls, [&](const Expr *Call) {
        const Expr *Object = objectOf(*Call);
        const FunctionDecl *F = calleeOf(*Call);
        return Object && F && F->getIdentifier() &&
               namedVariable(Object) == Var && Pred(F->getName());
      });
    };
    // A call of its own that waits is a finding of its own.
    auto Settles = [](llvm::StringRef Name) {
      return Name == "detach" || Name == "join" || Name == "get" ||
             Name.starts_with("wait");
    };
    const Expr *Init = Var->getInit() ? stripped(Var->getInit()) : nullptr;
    const FunctionDecl *Maker = Init ? calleeOf(*Init) : nullptr;
    if (Maker && isa<CallExpr>(Init))
      if (const FunctionModel *M = Facts.model(*Maker);
          M && M->InResultDestructor) {
        if (!M->Blocks.empty() && !Uses(Settles) &&
            conditionsAllowBlocking(*M, *Init, Facts)) {
          CallEdge Edge;
          Edge.Callee = Maker;
          Edge.Call = Init;
          Edge.Loc = Init->getExprLoc();
          Edge.Leaf = M;
          Out.push_back(std::move(Edge));
        }
        continue;
      }
    if (Uses(Settles))
      continue;
    // An empty std::jthread has nothing to join.
    const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Init);
    if (Construct && Construct->getNumArgs() == 0 &&
        Facts.isSystem(Construct->getConstructor()->getLocation()) &&
        !Uses([](llvm::StringRef) { return true; }) &&
        llvm::none_of(View.Calls, [&](const Expr *Call) {
          return isa<CXXOperatorCallExpr>(Call) && objectOf(*Call) &&
                 namedVariable(objectOf(*Call)) == Var;
        }))
      continue;
    if (const Type *Held = heldUntilTheEnd(*Var, View)) {
      addDestructor(QualType(Held, 0), Var->getLocation(), Out);
      continue;
    }
    addDestructor(T, Var->getLocation(), Out);
  }
  for (const CXXDeleteExpr *Delete : View.Deletes)
    if (!Delete->isTypeDependent() && !Delete->getDestroyedType().isNull())
      addDestructor(Delete->getDestroyedType(), Delete->getBeginLoc(), Out);
  for (const MaterializeTemporaryExpr *Temporary : View.Temporaries)
    if (!isMovedOn(*Temporary, View))
      addDestructor(Temporary->getType(), Temporary->getExprLoc(), Out);
  for (const Discarded &D : View.Discards)
    if (D.E->isPRValue())
      addDestructor(D.E->getType(), D.E->getExprLoc(), Out);
}

std::vector<CallEdge> CallGraph::calls(FunctionView &View) {
  std::vector<CallEdge> Out;
  for (const Expr *Call : View.Calls)
    addCall(*Call, View, Out);
  addDestroyed(View, Out);
  if (const auto *Destructor =
          dyn_cast_or_null<CXXDestructorDecl>(View.function())) {
    for (const FieldDecl *Field : Destructor->getParent()->fields())
      addDestructor(Field->getType(), Field->getLocation(), Out);
    for (const CXXBaseSpecifier &Base : Destructor->getParent()->bases())
      addDestructor(Base.getType(), Base.getBeginLoc(), Out);
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
