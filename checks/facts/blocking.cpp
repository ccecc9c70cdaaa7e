// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "blocking.h"

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

const FunctionDecl *callableOf(const Expr &Whole) {
  const Expr *E = stripped(&Whole, /*ThroughMove=*/true);
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
      return callableOf(*Var->getInit());
    return nullptr;
  }
  // A captureless lambda as a pointer to function.
  if (const auto *Convert = dyn_cast<CXXMemberCallExpr>(E))
    if (isa_and_nonnull<CXXConversionDecl>(Convert->getMethodDecl()) &&
        Convert->getRecordDecl()->isLambda())
      return callableOf(*Convert->getImplicitObjectArgument());
  // std::function and its kin, made of a callable.
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() == 1 ? callableOf(*Construct->getArg(0))
                                        : nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (F && F->isInStdNamespace() && F->getIdentifier() &&
        (F->getName() == "ref" || F->getName() == "cref" ||
         F->getName() == "bind_front") &&
        Call->getNumArgs() >= 1)
      return callableOf(*Call->getArg(0));
  }
  return nullptr;
}

/// The body that runs when F is called; null if it is not in sight.
static const FunctionDecl *bodyOf(const FunctionDecl *F) {
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

void BlockingFacts::addDestructor(QualType T, SourceLocation Loc,
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
    if (const FunctionModel *M = Facts.model(*Destructor)) {
      if (!M->Blocks.empty() && Categories.contains(M->Blocks)) {
        Edge.Blocks = M;
        Out.push_back(std::move(Edge));
      }
      return;
    }
    if (!Facts.isSystem(Destructor->getLocation()) && bodyOf(Destructor))
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

/// Follows an argument that is a parameter of the function that the chain came
/// through to what the caller passed.
static const Expr *resolveAlong(const Expr *Arg,
                                llvm::ArrayRef<CallEdge> Above) {
  for (const CallEdge &Edge : llvm::reverse(Above)) {
    const Expr *Core = stripped(Arg);
    // A duration that is converted to another unit.
    while (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Core)) {
      if (Construct->getNumArgs() == 0)
        break;
      Core = stripped(Construct->getArg(0));
    }
    const auto *P = dyn_cast_or_null<ParmVarDecl>(namedVariable(Core));
    if (!P || !Edge.Call || Edge.IsCallable || Edge.IsDestructor)
      return Arg;
    llvm::ArrayRef<const Expr *> Args = argumentsOf(*Edge.Call);
    unsigned Index = P->getFunctionScopeIndex();
    if (P->getDeclContext() != Edge.Callee || Index >= Args.size())
      return Arg;
    Arg = Args[Index];
  }
  return Arg;
}

/// Do the conditions of the leaf hold for the constants that the calls of the
/// chain pass down?
bool BlockingFacts::allowedAlong(llvm::ArrayRef<CallEdge> Chain) {
  const CallEdge &Leaf = Chain.back();
  if (!Leaf.Call || Leaf.IsCallable || Leaf.Blocks->Unless.empty())
    return true;
  return conditionsAllowBlocking(
      *Leaf.Blocks, *Leaf.Call, Facts,
      [&](const Expr *Arg) { return resolveAlong(Arg, Chain.drop_back()); });
}

/// Does F call its parameter, or hand it to a function that does?
bool BlockingFacts::runsParameter(const FunctionDecl &Function,
                                  unsigned Index) {
  const FunctionDecl *F = bodyOf(&Function);
  if (!F || Facts.isSystem(F->getLocation()) || Index >= F->getNumParams())
    return false;
  auto [It, New] =
      RunParameters.try_emplace(F, std::vector<bool>(F->getNumParams()));
  if (New) {
    std::vector<bool> Runs(F->getNumParams());
    FunctionView View(*F, nullptr, nullptr);
    auto Mark = [&](const Expr *E) {
      if (const auto *P = dyn_cast_or_null<ParmVarDecl>(namedVariable(E));
          P && P->getDeclContext() == F)
        Runs[P->getFunctionScopeIndex()] = true;
    };
    if (!View.isCoroutine())
      for (const Expr *E : View.Calls) {
        if (const auto *Call = dyn_cast<CallExpr>(E); Call && !calleeOf(*E))
          Mark(Call->getCallee());
        if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E))
          if (Call->getOperator() == OO_Call)
            Mark(Call->getArg(0));
        if (const FunctionDecl *Callee = calleeOf(*E)) {
          const FunctionModel *M = Facts.model(*Callee);
          llvm::ArrayRef<const Expr *> Args = argumentsOf(*E);
          for (unsigned I = 0; I < Args.size(); ++I)
            if (M ? M->Callables == Where::Here
                  : Callee != F && runsParameter(*Callee, I))
              Mark(Args[I]);
        }
      }
    RunParameters[F] = std::move(Runs);
  }
  return RunParameters[F][Index];
}

void BlockingFacts::addCallables(const Expr &Call, const FunctionDecl *Callee,
                                 const FunctionModel *Model,
                                 std::vector<CallEdge> &Out) {
  if (!Callee || (Model && Model->Callables == Where::Elsewhere))
    return;
  llvm::ArrayRef<const Expr *> Args = argumentsOf(Call);
  for (unsigned I = 0; I < Args.size(); ++I) {
    const FunctionDecl *Callable = callableOf(*Args[I]);
    if (!Callable)
      continue;
    bool Runs = Model && Model->Callables == Where::Here;
    if (!Model) {
      const FunctionModel *Family = Facts.models().wildcard(modelName(*Callee));
      Runs =
          Family ? Family->Callables == Where::Here : runsParameter(*Callee, I);
    }
    if (!Runs)
      continue;
    CallEdge Edge;
    Edge.Callee = Callable;
    Edge.Call = &Call;
    Edge.Loc = Call.getExprLoc();
    Edge.IsCallable = true;
    if (const FunctionModel *M = Facts.model(*Callable))
      if (Categories.contains(M->Blocks))
        Edge.Blocks = M;
    Out.push_back(std::move(Edge));
  }
}

const std::vector<const CXXMethodDecl *> &
BlockingFacts::overriders(const CXXMethodDecl &M) {
  if (!OverridersKnown) {
    OverridersKnown = true;
    llvm::SmallVector<const Decl *, 32> Work(Facts.TopLevel.begin(),
                                             Facts.TopLevel.end());
    std::reverse(Work.begin(), Work.end());
    while (!Work.empty()) {
      const Decl *D = Work.pop_back_val();
      if (const auto *Method = dyn_cast<CXXMethodDecl>(D)) {
        // Every method that it overrides, however far up.
        llvm::SmallVector<const CXXMethodDecl *, 4> Up(
            Method->overridden_methods());
        while (!Up.empty()) {
          const CXXMethodDecl *Base = Up.pop_back_val();
          Overriders[Base->getCanonicalDecl()].push_back(Method);
          llvm::append_range(Up, Base->overridden_methods());
        }
      }
      if (isa<NamespaceDecl, LinkageSpecDecl, CXXRecordDecl>(D) &&
          (isa<NamespaceDecl>(D) || !Facts.isSystem(D->getLocation()))) {
        llvm::SmallVector<const Decl *, 32> Inner(
            cast<DeclContext>(D)->decls());
        llvm::append_range(Work, llvm::reverse(Inner));
      }
    }
  }
  return Overriders[M.getCanonicalDecl()];
}

void BlockingFacts::addCall(const Expr &Call, FunctionView &View,
                            std::vector<CallEdge> &Out) {
  CallEdge Edge;
  Edge.Call = &Call;
  Edge.Loc = Call.getExprLoc();
  Edge.Callee = calleeOf(Call);
  if (!Edge.Callee) {
    // Through a pointer or std::function whose value is in sight.
    if (const auto *Indirect = dyn_cast<CallExpr>(&Call);
        Indirect && !Indirect->isTypeDependent())
      if ((Edge.Callee = callableOf(*Indirect->getCallee())))
        if (const FunctionModel *M = Facts.model(*Edge.Callee);
            M && Categories.contains(M->Blocks))
          Edge.Blocks = M;
    if (Edge.Callee)
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
      if (Dropped && Categories.contains(Each->Blocks) &&
          conditionsAllowBlocking(*Each, Call, Facts) &&
          !isReadyBefore(Call, *Each, View, Facts)) {
        Edge.Blocks = Each;
        Out.push_back(std::move(Edge));
        return;
      }
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
    else if (!Member || !Member->hasQualifier())
      for (const CXXMethodDecl *O : overriders(*Method))
        if (bodyOf(O))
          Edge.Overriders.push_back(O);
  }
  if (!Edge.Overriders.empty() ||
      (bodyOf(Edge.Callee) && !Facts.isSystem(Edge.Callee->getLocation())))
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

void BlockingFacts::addDestroyed(FunctionView &View,
                                 std::vector<CallEdge> &Out) {
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
        if (Categories.contains(M->Blocks) && !Uses(Settles) &&
            conditionsAllowBlocking(*M, *Init, Facts)) {
          CallEdge Edge;
          Edge.Callee = Maker;
          Edge.Call = Init;
          Edge.Loc = Init->getExprLoc();
          Edge.Blocks = M;
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

std::vector<CallEdge> BlockingFacts::calls(FunctionView &View) {
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

const std::vector<CallEdge> &BlockingFacts::callsOf(const FunctionDecl &F) {
  auto [It, New] = Known.try_emplace(&F);
  if (!New)
    return It->second;
  FunctionView View(F, nullptr, nullptr);
  // What a coroutine does when it is called is its own findings' business.
  std::vector<CallEdge> Calls;
  if (!View.isCoroutine())
    Calls = calls(View);
  return Known[&F] = std::move(Calls);
}

std::optional<BlockingChain>
BlockingFacts::chainFrom(const CallEdge &From,
                         llvm::ArrayRef<const FunctionDecl *> Targets) {
  struct Step {
    const FunctionDecl *F;
    const CallEdge *Edge;
    int Before;
  };
  std::vector<Step> Steps;
  llvm::DenseSet<const FunctionDecl *> Visited;
  bool DependsOnCaller = false;
  auto Enter = [&](const FunctionDecl *F, const CallEdge *Edge, int Before) {
    const FunctionDecl *Body = bodyOf(F);
    if (Body && !Harmless.contains(Body) && Visited.insert(Body).second)
      Steps.push_back({Body, Edge, Before});
  };
  for (const FunctionDecl *Target : Targets)
    Enter(Target, &From, -1);
  for (size_t Next = 0; Next < Steps.size(); ++Next) {
    const std::vector<CallEdge> &Calls = callsOf(*Steps[Next].F);
    std::vector<CallEdge> Leaves;
    llvm::copy_if(Calls, std::back_inserter(Leaves),
                  [](const CallEdge &Edge) { return Edge.Blocks != nullptr; });
    if (Leaves.size() > 1) {
      // Rather one that blocks whenever the function is called.
      FunctionView View(*Steps[Next].F, nullptr, nullptr);
      auto First = llvm::find_if(Leaves, [&](const CallEdge &Edge) {
        return !Edge.Call || View.isUnavoidable(*Edge.Call);
      });
      if (First != Leaves.end())
        std::rotate(Leaves.begin(), First, First + 1);
    }
    for (const CallEdge &Edge : Leaves) {
      BlockingChain Chain;
      Chain.Edges.push_back(Edge);
      for (int I = static_cast<int>(Next); I >= 0; I = Steps[I].Before) {
        CallEdge Copy = *Steps[I].Edge;
        Copy.Callee = Steps[I].F; // the overrider that it reaches
        Chain.Edges.push_back(std::move(Copy));
      }
      std::reverse(Chain.Edges.begin(), Chain.Edges.end());
      if (allowedAlong(Chain.Edges))
        return Chain;
      DependsOnCaller = true;
    }
    for (const CallEdge &Edge : Calls) {
      Enter(Edge.Callee, &Edge, static_cast<int>(Next));
      for (const FunctionDecl *O : Edge.Overriders)
        Enter(O, &Edge, static_cast<int>(Next));
    }
  }
  if (!DependsOnCaller)
    Harmless.insert(Visited.begin(), Visited.end());
  return std::nullopt;
}

/// A helper that blocks on some of its paths is a hazard. What is called on
/// some path far below (a logger that opens its file once) rarely is, nor what
/// runs once (a static local), nor what is called before the program ends (the
/// stack trace of a failure).
Confidence BlockingFacts::confidenceIn(const BlockingChain &Chain) {
  for (size_t I = 1; I < Chain.Edges.size(); ++I) {
    const CallEdge &Edge = Chain.Edges[I];
    const FunctionDecl *In = bodyOf(Chain.Edges[I - 1].Callee);
    if (!Edge.Call || !In)
      continue;
    FunctionView View(*In, nullptr, nullptr);
    constexpr size_t Near = 2;
    // To wait before the program ends is nobody's loss; to end it is.
    bool Ends = Chain.leaf().Exits;
    if (View.Once.contains(Edge.Call) ||
        (!Ends && !View.mayReturnAfter(*Edge.Call)) ||
        (I > Near && !View.isUnavoidable(*Edge.Call)))
      return Confidence::Possible;
  }
  return Confidence::Likely;
}

std::optional<BlockingChain> BlockingFacts::chain(const CallEdge &From) {
  if (From.Blocks)
    return BlockingChain{{From}, Confidence::Certain};
  auto TargetsOf = [](const CallEdge &Edge) {
    std::vector<const FunctionDecl *> Out = Edge.Overriders;
    if (bodyOf(Edge.Callee))
      Out.insert(Out.begin(), Edge.Callee);
    return Out;
  };
  std::optional<BlockingChain> Chain = chainFrom(From, TargetsOf(From));
  if (!Chain)
    return Chain;
  Chain->Sure = confidenceIn(*Chain);
  // `if (joinable()) join();` in an awaitable that was awaited joins nothing.
  if (From.IsDestructor && From.Callee)
    if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(From.Callee))
      if (Facts.types()
              .classify(
                  Facts.context().getCanonicalTagType(Destructor->getParent()))
              .mustBeAwaited())
        Chain->Sure = Confidence::Possible;
  // A virtual call blocks for sure only if whatever it may reach does.
  for (CallEdge &Edge : Chain->Edges)
    if (!Edge.Overriders.empty())
      for (const FunctionDecl *Target : TargetsOf(Edge))
        if (!chainFrom(Edge, {Target}))
          Chain->Sure = Confidence::Possible;
  return Chain;
}

} // namespace coro_tidy
