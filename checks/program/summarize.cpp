// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "summarize.h"

#include "report.h"

#include "../facts/call_conditions.h"
#include "../facts/names.h"
#include "../facts/readiness.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;

namespace coro_tidy {

llvm::ArrayRef<CallEdge> Summarizer::calls(FunctionView &View) {
  const FunctionDecl *F = View.function();
  auto [It, New] = OfViews.try_emplace(F);
  if (New || !F) {
    std::vector<CallEdge> Calls = Graph.calls(View);
    return OfViews[F] = std::move(Calls);
  }
  return It->second;
}

const Summarizer::Node &Summarizer::node(const FunctionDecl &Body) {
  auto It = Nodes.find(&Body);
  if (It != Nodes.end())
    return It->second;
  FunctionView View(Body, nullptr, nullptr);
  Node New;
  // What a coroutine does when it is called is its own findings' business.
  if (!View.isCoroutine()) {
    New.Calls = Graph.calls(View);
    New.Runs = Graph.runs(View);
  }
  return Nodes[&Body] = std::move(New);
}

bool Summarizer::isWantedLeaf(const CallEdge &Edge) const {
  return Edge.Leaf && Categories.contains(Edge.Leaf->Blocks);
}

/// May other TUs tell of what the call enters?
bool Summarizer::isOpenEnded(const CallEdge &Edge) const {
  return WholeProgram && (Edge.IsVirtual || !bodyOf(Edge.Callee));
}

/// The bodies in this TU that a call may enter.
static llvm::SmallVector<const FunctionDecl *, 2> targets(const CallEdge &Edge,
                                                          CallGraph &Graph) {
  llvm::SmallVector<const FunctionDecl *, 2> Out;
  if (const FunctionDecl *Body = bodyOf(Edge.Callee))
    Out.push_back(Body);
  if (Edge.IsVirtual)
    for (const CXXMethodDecl *O :
         Graph.overriders(*cast<CXXMethodDecl>(Edge.Callee)))
      if (const FunctionDecl *Body = bodyOf(O))
        Out.push_back(Body);
  return Out;
}

/// May the function reach a leaf, or a function that other TUs tell of?
bool Summarizer::mattersIn(const FunctionDecl &Start) {
  if (auto It = Matters.find(&Start); It != Matters.end())
    return It->second;
  llvm::DenseSet<const FunctionDecl *> Seen{&Start};
  llvm::SmallVector<const FunctionDecl *, 16> Work{&Start};
  while (!Work.empty()) {
    const FunctionDecl *F = Work.pop_back_val();
    for (const CallEdge &Edge : node(*F).Calls) {
      if (Edge.Leaf) {
        if (isWantedLeaf(Edge))
          return Matters[&Start] = true;
        continue;
      }
      if (isOpenEnded(Edge))
        return Matters[&Start] = true;
      for (const FunctionDecl *Target : targets(Edge, Graph)) {
        auto Known = Matters.find(Target);
        if (Known == Matters.end()) {
          if (Seen.insert(Target).second)
            Work.push_back(Target);
        } else if (Known->second) {
          return Matters[&Start] = true;
        }
      }
    }
  }
  for (const FunctionDecl *F : Seen)
    Matters[F] = false;
  return false;
}

bool Summarizer::matters(const CallEdge &Edge) {
  if (Edge.Leaf)
    return isWantedLeaf(Edge);
  if (isOpenEnded(Edge))
    return true;
  return llvm::any_of(targets(Edge, Graph), [&](const FunctionDecl *Target) {
    return mattersIn(*Target);
  });
}

void Summarizer::want(const FunctionDecl *F) {
  if (F && Wanted.insert(F).second)
    Todo.push_back(F);
}

void Summarizer::addRoot(const FunctionDecl &F, bool IsStrong) {
  if (const FunctionDecl *Body = bodyOf(&F)) {
    if (IsStrong)
      Strong.insert(Body);
    want(Body);
  }
}

std::optional<EdgeFacts> Summarizer::open(const CallEdge &Edge,
                                          FunctionView &In) {
  if (!matters(Edge))
    return std::nullopt;
  return describe(Edge, In);
}

/// Can another TU mean the same function by its name?
static bool isShared(const FunctionDecl &F) {
  if (!F.isExternallyVisible())
    return false;
  for (const DeclContext *DC = F.getDeclContext(); DC; DC = DC->getParent())
    if (DC->isFunctionOrMethod())
      return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return !Method || !Method->getParent()->isLambda();
}

StringId Summarizer::keyOf(const FunctionDecl &Any) {
  const FunctionDecl *F = Any.getCanonicalDecl();
  auto [It, New] = Keys.try_emplace(F, 0);
  if (!New)
    return It->second;
  llvm::SmallString<128> Usr;
  if (!isShared(*F) || index::generateUSRForDecl(F, Usr))
    Usr = ("#" + llvm::Twine(Keys.size())).str();
  return Keys[F] = Out.Strings.add(Usr);
}

StringId Summarizer::fileOf(FileID File) {
  auto [It, New] = Files.try_emplace(File, 0);
  if (New)
    It->second =
        Out.Strings.add(absolutePath(File, Facts.context().getSourceManager()));
  return It->second;
}

std::tuple<StringId, uint32_t, uint32_t>
Summarizer::placeOf(SourceLocation Loc) {
  const SourceManager &SM = Facts.context().getSourceManager();
  Loc = SM.getFileLoc(Loc);
  PresumedLoc At = SM.getPresumedLoc(Loc, /*UseLineDirectives=*/false);
  if (At.isInvalid())
    return {0, 0, 0};
  return {fileOf(SM.getFileID(Loc)), At.getLine(), At.getColumn()};
}

/// The parameter of the function that an argument hands on, through
/// conversions of durations to other units.
static const ParmVarDecl *handedOnParameter(const Expr *Arg,
                                            const FunctionView &In) {
  const Expr *Core = stripped(Arg, /*ThroughMove=*/true);
  while (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Core)) {
    if (Construct->getNumArgs() == 0)
      break;
    Core = stripped(Construct->getArg(0), /*ThroughMove=*/true);
  }
  const auto *P = dyn_cast_or_null<ParmVarDecl>(namedVariable(Core));
  return P && P->getDeclContext() == In.function() ? P : nullptr;
}

std::vector<ArgumentFact>
Summarizer::describeArguments(const CallEdge &Edge, const FunctionView &In) {
  std::vector<ArgumentFact> Facts;
  if (Edge.Leaf || Edge.IsCallable || Edge.IsDestructor || !Edge.Call)
    return Facts;
  llvm::ArrayRef<const Expr *> Args = argumentsOf(*Edge.Call);
  for (uint32_t I = 0; I < Args.size(); ++I) {
    ArgumentFact Fact;
    Fact.Index = I;
    if (const ParmVarDecl *P = handedOnParameter(Args[I], In)) {
      Fact.Parameter = P->getFunctionScopeIndex();
    } else if (isMadeReady(*Args[I], In, this->Facts)) {
      Fact.IsReady = true;
    } else if (auto Constant = constantOf(*Args[I], this->Facts.context())) {
      Fact.IsZero = Constant->IsZero;
      Fact.Value = Constant->Value;
    } else {
      continue;
    }
    Facts.push_back(Fact);
  }
  return Facts;
}

LeafFacts Summarizer::describeLeaf(const CallEdge &Edge,
                                   const FunctionView &In) {
  LeafFacts Leaf;
  const FunctionModel &M = *Edge.Leaf;
  Leaf.Name = Out.Strings.add(nameOf(Edge));
  Leaf.Category = Out.Strings.add(M.Blocks);
  Leaf.IsMarked = M.Marked;
  Leaf.InResultDestructor = M.InResultDestructor;
  if (Edge.IsCallable || !Edge.Call)
    return Leaf;
  if (const Expr *Awaited = waitedFor(*Edge.Call))
    if (const ParmVarDecl *P = handedOnParameter(Awaited, In))
      if (!M.AfterCheck.empty())
        Leaf.Unless.push_back(
            {P->getFunctionScopeIndex(), ParameterTest::Kind::IsReady, 0});
  llvm::ArrayRef<const Expr *> Args = argumentsOf(*Edge.Call);
  for (const CallCondition &C : M.Unless) {
    if (C.Argument < 0 || static_cast<size_t>(C.Argument) >= Args.size() ||
        !(C.IsZero || C.HasBits || C.Equals))
      continue;
    const ParmVarDecl *P = handedOnParameter(Args[C.Argument], In);
    if (!P)
      continue;
    ParameterTest Test;
    Test.Parameter = P->getFunctionScopeIndex();
    Test.Test = C.IsZero    ? ParameterTest::Kind::IsZero
                : C.HasBits ? ParameterTest::Kind::HasBits
                            : ParameterTest::Kind::Equals;
    Test.Value = C.HasBits ? *C.HasBits : C.Equals ? *C.Equals : 0;
    Leaf.Unless.push_back(Test);
  }
  return Leaf;
}

EdgeFacts Summarizer::describe(const CallEdge &Edge, FunctionView &In) {
  EdgeFacts Facts;
  Facts.Kind = Edge.IsDestructor ? CallKind::Destructor
               : Edge.IsCallable ? CallKind::Callable
                                 : CallKind::Call;
  Facts.IsVirtual = Edge.IsVirtual;
  Facts.Loc = Edge.Loc;
  std::tie(Facts.File, Facts.Line, Facts.Column) = placeOf(Edge.Loc);
  Facts.Name = Out.Strings.add(nameOf(Edge));
  if (Edge.RunBy) {
    Facts.RunBy = keyOf(*Edge.RunBy);
    Facts.RunByParameter = Edge.RunByParameter;
    want(bodyOf(Edge.RunBy));
  }
  if (Edge.Leaf) {
    Facts.Leaf = describeLeaf(Edge, In);
    return Facts;
  }
  Facts.Callee = keyOf(*Edge.Callee);
  Facts.Arguments = describeArguments(Edge, In);
  for (const FunctionDecl *Target : targets(Edge, Graph))
    want(Target);
  return Facts;
}

/// Declared outside of the main file, for others to call.
static bool isPublic(const FunctionDecl &F) {
  const SourceManager &SM = F.getASTContext().getSourceManager();
  if (!F.isExternallyVisible() || F.getAccess() == AS_private ||
      isa<CXXDestructorDecl>(F))
    return false;
  return llvm::any_of(F.redecls(), [&](const FunctionDecl *D) {
    return !SM.isInMainFile(SM.getExpansionLoc(D->getLocation()));
  });
}

FunctionFacts Summarizer::describe(const FunctionDecl &Body) {
  FunctionFacts F;
  F.Key = keyOf(Body);
  F.Name = Out.Strings.add(quotedName(Body));
  if (isPublic(Body))
    F.ModelName = Out.Strings.add(modelName(Body));
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Body))
    for (const CXXMethodDecl *Up : overriddenBy(*Method))
      F.Overrides.push_back(keyOf(*Up));
  F.IsStrong = Strong.contains(&Body);
  const Node &N = node(Body);
  for (const RunParameter &R : N.Runs) {
    RunFact Fact{R.Parameter, 0, R.ToParameter};
    if (R.To) {
      Fact.To = keyOf(*R.To);
      want(bodyOf(R.To));
    }
    F.Runs.push_back(Fact);
  }
  std::vector<CallEdge> Kept;
  llvm::copy_if(N.Calls, std::back_inserter(Kept),
                [&](const CallEdge &Edge) { return matters(Edge); });
  if (Kept.empty())
    return F;
  FunctionView View(Body, nullptr, nullptr);
  for (const CallEdge &Edge : Kept) {
    EdgeFacts E = describe(Edge, View);
    if (const Expr *At = Edge.Call ? Edge.Call : Edge.Anchor) {
      E.IsOnce = View.Once.contains(At);
      E.MayReturnAfter = View.mayReturnAfter(*At);
      E.IsUnavoidable = View.isUnavoidable(*At);
    }
    F.Edges.push_back(std::move(E));
  }
  return F;
}

ProgramFacts Summarizer::take() {
  while (!Todo.empty()) {
    const FunctionDecl *Body = Todo.front();
    Todo.pop_front();
    FunctionFacts F = describe(*Body);
    const auto *Method = dyn_cast<CXXMethodDecl>(Body);
    // That an overrider does not block counts, too, and that another program's
    // function of the same name does not.
    if (!F.Edges.empty() || !F.Runs.empty() || Strong.contains(Body) ||
        (Method && Method->isVirtual()))
      Out.Functions.push_back(std::move(F));
  }
  return std::move(Out);
}

} // namespace coro_tidy
