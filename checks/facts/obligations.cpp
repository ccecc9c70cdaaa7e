// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "obligations.h"

#include "names.h"
#include "path_facts.h"

#include "clang/AST/Attr.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

#include <map>

using namespace clang;

namespace coro_tidy {

static bool isStd(const FunctionDecl *F) { return F && F->isInStdNamespace(); }

const Expr *taskMadeBy(const Expr *Whole, TUFacts &Facts) {
  const Expr *E = stripped(Whole);
  if (!E || E->isTypeDependent())
    return nullptr;
  auto AnyOf = [&](auto &&Range) -> const Expr * {
    for (const Stmt *S : Range)
      if (const auto *Sub = dyn_cast_or_null<Expr>(S))
        if (const Expr *Made = taskMadeBy(Sub, Facts))
          return Made;
    return nullptr;
  };
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return AnyOf(std::array<const Stmt *, 2>{Choice->getTrueExpr(),
                                             Choice->getFalseExpr()});
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return AnyOf(List->children());
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
    return taskMadeBy(List->getSubExpr(), Facts);
  TaskTypes &Types = Facts.types();
  bool IsTask = Types.classify(E->getType()).mustBeAwaited();
  if (!IsTask && !Types.heldTask(E->getType()))
    return nullptr;
  if (const Expr *Source = movedFrom(E)) {
    // From a local that was made with a task; one that was born empty may
    // still be.
    const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(Source));
    return Var && Var->isLocalVarDecl() && !Var->getType()->isReferenceType() &&
                   Var->getInit()
               ? taskMadeBy(Var->getInit(), Facts)
               : nullptr;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return AnyOf(Construct->arguments());
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return nullptr;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && Operator->getOperator() == OO_Equal)
    return taskMadeBy(Operator->getArg(1), Facts); // a = b = f()
  if (!Call->isPRValue())
    return nullptr;
  // `when_all(...).get()`, `sync_wait(when_all(...))`: the tasks in the result
  // of a task that was waited for are done.
  if (!IsTask) {
    auto IsWaitedFor = [&](const Expr *Operand) {
      return Operand && Types.classify(Operand->getType()).mustBeAwaited();
    };
    if (IsWaitedFor(objectOf(*Call)) ||
        (!isStd(Call->getDirectCallee()) &&
         llvm::any_of(argumentsOf(*Call), IsWaitedFor)))
      return nullptr;
  }
  if (const FunctionDecl *F = Call->getDirectCallee()) {
    const FunctionModel *M = Facts.model(*F);
    if (M && (M->ReturnsReady || M->Spawns))
      return nullptr;
    // std::make_pair, std::exchange and the like only pass on.
    if (isStd(F))
      return AnyOf(Call->arguments());
  }
  return E;
}

namespace {

enum class Status : char { Empty, Pending, Met };

/// What a statement does to the tracked variable.
struct Event {
  enum Kind { Use, Assign, Fill } What = Use;
  /// Assign, Fill: the task that the variable holds from here on.
  const Expr *Made = nullptr;
};

struct Tracked {
  const ValueDecl *Var;
  const VarDecl *DeclaredBy; ///< the variable, or a binding's decomposition
  const TaskType *Task;
  bool IsHolder;
  const Expr *Initial; ///< task made by the initialiser, if any
};

/// Member functions of containers that add an element or look at the size.
enum class HolderCall { Fill, Look, Other };

HolderCall holderCall(llvm::StringRef Name) {
  return llvm::StringSwitch<HolderCall>(Name)
      .Cases({"push_back", "emplace_back", "push_front", "emplace_front",
              "push", "emplace", "insert", "try_emplace", "insert_or_assign"},
             HolderCall::Fill)
      .Cases({"size", "empty", "reserve", "capacity", "has_value",
              "shrink_to_fit", "max_size"},
             HolderCall::Look)
      .Default(HolderCall::Other);
}

class Search {
public:
  Search(FunctionView &View, TUFacts &Facts, const ObligationOptions &Options,
         const Tracked &T)
      : View(View), Facts(Facts), Options(Options), T(T) {}

  std::optional<BrokenObligation> run();

private:
  void collect(const Stmt *S);
  void classifyUse(const DeclRefExpr &Ref);
  bool isLook(const CXXMemberCallExpr &Call) const;
  bool locate();
  std::optional<BrokenObligation> explore();
  BrokenObligation broken(BrokenObligation::How Kind, const Expr *Origin);
  void explain(BrokenObligation &Out, llvm::ArrayRef<const CFGBlock *> Path);
  Event *eventAt(const Stmt *S);
  void noteLoopsAround(const Stmt &Use);

  FunctionView &View;
  TUFacts &Facts;
  const ObligationOptions &Options;
  const Tracked &T;
  llvm::DenseMap<const Stmt *, Event> Events;
  llvm::DenseSet<const Stmt *> Seen;
  /// Loops in which the variable is used.
  llvm::DenseSet<const Stmt *> UsingLoops;
  bool AnyUse = false;
  const Expr *FirstMade = nullptr;
};

void Search::collect(const Stmt *S) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
      Ref && Ref->getDecl() == T.Var)
    classifyUse(*Ref);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      if (Init)
        collect(Init);
    // Structured bindings and references are captured without an expression
    // of their own in some forms.
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCapturedVar() == T.Var) {
        Events[S] = {};
        AnyUse = true;
      }
    return;
  }
  forEachEvaluatedChild(*S, Facts.context(),
                        [&](const Stmt *Child) { collect(Child); });
}

/// A look at a task leaves the obligation: `if (t.valid())`.
bool Search::isLook(const CXXMemberCallExpr &Call) const {
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

void Search::classifyUse(const DeclRefExpr &Ref) {
  const ParentMap &Parents = View.parents();
  const Stmt *E = &Ref, *P = Parents.getParent(E);
  while (P && (isa<ParenExpr>(P) || isa<ImplicitCastExpr>(P))) {
    E = P;
    P = Parents.getParent(P);
  }
  // A cast to an rvalue moves nothing by itself.
  const Stmt *Whole = E;
  while (const auto *Cast = dyn_cast_or_null<Expr>(Parents.getParent(Whole))) {
    if (!isa<ParenExpr, ImplicitCastExpr>(Cast) && !movedFrom(Cast))
      break;
    Whole = Cast;
  }
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(P))
    if (const auto *Call =
            dyn_cast_or_null<CXXMemberCallExpr>(Parents.getParent(P));
        Call && Call->getCallee()->IgnoreParens() == Member) {
      if (isLook(*Call))
        return;
      if (T.IsHolder && Member->getMemberDecl()->getIdentifier())
        switch (holderCall(Member->getMemberDecl()->getName())) {
        case HolderCall::Look:
          return;
        case HolderCall::Fill: {
          const Expr *Made = nullptr;
          for (const Expr *Arg : Call->arguments())
            if (!Made)
              Made = taskMadeBy(Arg, Facts);
          // `auto &t = v.emplace_back(f());` goes on to use the element.
          bool IsStatement = llvm::any_of(
              View.Discards, [&](const Discarded &D) { return D.E == Call; });
          if (Made && !IsStatement)
            break;
          if (Made) {
            Events[Call] = {Event::Fill, Made};
            FirstMade = FirstMade ? FirstMade : Made;
          }
          return;
        }
        case HolderCall::Other:
          break;
        }
    }
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(P)) {
    if (Operator->getOperator() == OO_Equal &&
        Operator->getArg(0)->IgnoreParenImpCasts() == &Ref) {
      if (namedVariable(Operator->getArg(1)) == T.Var)
        return; // moved onto itself
      const Expr *Made = taskMadeBy(Operator->getArg(1), Facts);
      Events[Operator] = {Event::Assign, Made};
      FirstMade = FirstMade ? FirstMade : Made;
      return;
    }
    if (Operator->isComparisonOp())
      return;
  }
  for (const Discarded &D : View.Discards)
    if (D.E == &Ref || D.E == Whole)
      if (!D.OnPurpose || Options.StrictVoid)
        return;
  Events[&Ref] = {};
  AnyUse = true;
}

Event *Search::eventAt(const Stmt *S) {
  auto It = Events.find(S);
  return It == Events.end() ? nullptr : &It->second;
}

/// `for (int i = 0; i < 4; ++i)`: is the body entered for sure?
static bool isEntered(const Stmt &Loop, const ASTContext &Ctx) {
  const auto *For = dyn_cast<ForStmt>(&Loop);
  const auto *Init = For ? dyn_cast_or_null<DeclStmt>(For->getInit()) : nullptr;
  const auto *Compare =
      For ? dyn_cast_or_null<BinaryOperator>(For->getCond()) : nullptr;
  if (!Init || !Init->isSingleDecl() || !Compare ||
      !Compare->isRelationalOp() || Compare->getLHS()->isValueDependent() ||
      Compare->getRHS()->isValueDependent())
    return false;
  const auto *Counter = dyn_cast<VarDecl>(Init->getSingleDecl());
  Expr::EvalResult Start, Bound;
  if (!Counter || !Counter->getInit() ||
      namedVariable(Compare->getLHS()) != Counter ||
      !Counter->getInit()->EvaluateAsInt(Start, Ctx) ||
      !Compare->getRHS()->EvaluateAsInt(Bound, Ctx))
    return false;
  int64_t From = Start.Val.getInt().getExtValue(),
          To = Bound.Val.getInt().getExtValue();
  switch (Compare->getOpcode()) {
  case BO_LT:
    return From < To;
  case BO_LE:
    return From <= To;
  case BO_GT:
    return From > To;
  default:
    return From >= To;
  }
}

/// A loop that uses a container runs as often as the container has elements:
/// the way around its body is the way of an empty container. So it is with a
/// loop that is entered for sure.
void Search::noteLoopsAround(const Stmt &Use) {
  auto Declares = [&](const Stmt *S) {
    const auto *D = dyn_cast<DeclStmt>(S);
    return D && llvm::is_contained(D->decls(), T.DeclaredBy);
  };
  for (const Stmt *S = View.parents().getParent(&Use); S;
       S = View.parents().getParent(S)) {
    // Outside of the block that declares it, the variable is another.
    if (isa<CompoundStmt>(S) && llvm::any_of(S->children(), Declares))
      return;
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S) &&
        (T.IsHolder || isEntered(*S, Facts.context())))
      UsingLoops.insert(S);
  }
}

/// Every event must stand in the graph, or paths would look free of it.
bool Search::locate() {
  const CFG *Graph = View.cfg();
  if (!Graph)
    return false;
  for (const CFGBlock *Block : *Graph)
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>())
        Seen.insert(S->getStmt());
  return llvm::all_of(Events,
                      [&](auto &Entry) { return Seen.contains(Entry.first); });
}

BrokenObligation Search::broken(BrokenObligation::How Kind,
                                const Expr *Origin) {
  BrokenObligation Out;
  Out.Kind = Kind;
  Out.Variable = T.Var;
  Out.Task = T.Task;
  Out.IsHolder = T.IsHolder;
  Out.Origin = Origin;
  return Out;
}

/// Assertion macros leave the function where a test fails.
static bool isMacroExit(const BrokenObligation &Found) {
  return Found.Kind == BrokenObligation::How::SomePath && Found.Condition &&
         Found.Condition->getExprLoc().isMacroID();
}

std::optional<BrokenObligation> Search::run() {
  FirstMade = T.Initial;
  collect(View.body());
  if (!FirstMade)
    return std::nullopt;
  if (!locate())
    return std::nullopt;
  for (const auto &Entry : Events)
    if (Entry.second.What == Event::Use)
      noteLoopsAround(*Entry.first);
  return explore();
}

/// Names the branch after which no use can be reached any more.
void Search::explain(BrokenObligation &Out,
                     llvm::ArrayRef<const CFGBlock *> Path) {
  llvm::DenseSet<const CFGBlock *> Reaches;
  llvm::SmallVector<const CFGBlock *, 16> Work;
  for (const CFGBlock *Block : *View.cfg())
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>())
        if (Event *E = eventAt(S->getStmt()); E && E->What == Event::Use)
          if (Reaches.insert(Block).second)
            Work.push_back(Block);
  auto Declares = [&](const CFGBlock &Block) {
    return llvm::any_of(Block, [&](const CFGElement &Element) {
      auto S = Element.getAs<CFGStmt>();
      const auto *D = S ? dyn_cast<DeclStmt>(S->getStmt()) : nullptr;
      return D && llvm::is_contained(D->decls(), T.DeclaredBy);
    });
  };
  // Not across the declaration: that is the next iteration's variable.
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (!Declares(*Block))
      for (const CFGBlock *Pred : Block->preds())
        if (Pred && Reaches.insert(Pred).second)
          Work.push_back(Pred);
  }
  for (size_t I = 0; I + 1 < Path.size(); ++I) {
    if (!Reaches.contains(Path[I]) || Reaches.contains(Path[I + 1]))
      continue;
    Out.Condition = dyn_cast_or_null<Expr>(Path[I]->getLastCondition());
    Out.ConditionOutcome =
        Path[I]->succ_size() == 2 && *Path[I]->succ_begin() == Path[I + 1];
    if (Path[I]->succ_size() != 2)
      Out.Condition = nullptr; // a switch
    return;
  }
}

/// Walks all paths from each declaration of the variable, with what the
/// branches taken say about later branches.
std::optional<BrokenObligation> Search::explore() {
  const CFG &Graph = *View.cfg();
  PathConditions Conditions(Facts, T.Var, Graph);
  struct State {
    const CFGBlock *Block;
    unsigned Index;
    Status S;
    const Expr *Origin;
    const Expr *AssignedBy;
    PathFacts Known;
    int From;
  };
  std::vector<State> States;
  std::map<std::tuple<unsigned, Status, const Expr *, PathFacts>, char> Visited;
  auto Enter = [&](const State &Now, const CFGBlock *Block, Status S,
                   PathFacts Known, int From) {
    if (Visited.try_emplace({Block->getBlockID(), S, Now.Origin, Known}, 1)
            .second)
      States.push_back(
          {Block, 0, S, Now.Origin, Now.AssignedBy, std::move(Known), From});
  };
  for (const CFGBlock *Block : Graph)
    for (unsigned I = 0; I < Block->size(); ++I)
      if (auto S = (*Block)[I].getAs<CFGStmt>())
        if (const auto *Declaration = dyn_cast<DeclStmt>(S->getStmt()))
          if (llvm::is_contained(Declaration->decls(), T.DeclaredBy))
            States.push_back(
                {Block, I, Status::Empty, nullptr, nullptr, {}, -1});

  std::optional<BrokenObligation> Found;
  auto Drop = [&](const State &Now, size_t At) {
    Found = broken(AnyUse ? BrokenObligation::How::SomePath
                          : BrokenObligation::How::Never,
                   Now.Origin);
    Found->AssignedBy = Now.AssignedBy;
    llvm::SmallVector<const CFGBlock *, 16> Path;
    for (int I = At; I >= 0; I = States[I].From)
      Path.push_back(States[I].Block);
    std::reverse(Path.begin(), Path.end());
    Path.push_back(&Graph.getExit());
    explain(*Found, Path);
  };
  constexpr size_t MostStates = 20000;
  for (size_t Next = 0; Next < States.size() && !Found; ++Next) {
    if (States.size() > MostStates)
      return std::nullopt;
    State Now = States[Next]; // States grows below
    bool Ends = false;
    for (unsigned I = Now.Index; I < Now.Block->size() && !Ends && !Found;
         ++I) {
      auto Element = (*Now.Block)[I].getAs<CFGStmt>();
      if (!Element)
        continue;
      const Stmt *S = Element->getStmt();
      Conditions.apply(*S, Now.Known);
      // A path that throws has other troubles than an un-awaited task.
      if (isa<CXXThrowExpr>(S))
        Ends = true;
      if (const auto *Declaration = dyn_cast<DeclStmt>(S);
          Declaration &&
          llvm::is_contained(Declaration->decls(), T.DeclaredBy)) {
        if (Now.From >= 0 || I != Now.Index) {
          // The variable died at the end of the previous iteration; that
          // life is over, and the next is explored from its own start.
          if (Now.S == Status::Pending)
            Drop(Now, Next);
          Ends = true;
          continue;
        }
        Now.S = T.Initial ? Status::Pending : Status::Empty;
        Now.Origin = T.Initial;
        continue;
      }
      Event *E = eventAt(S);
      if (!E)
        continue;
      switch (E->What) {
      case Event::Use:
        Now.S = Status::Met;
        break;
      case Event::Fill:
        Now.S = Status::Pending;
        Now.Origin = Now.Origin ? Now.Origin : E->Made;
        break;
      case Event::Assign:
        if (Now.S == Status::Pending) {
          Found = broken(BrokenObligation::How::Overwritten, Now.Origin);
          Found->By = cast<Expr>(S);
        }
        Now.S = E->Made ? Status::Pending : Status::Empty;
        Now.Origin = E->Made;
        Now.AssignedBy = cast<Expr>(S);
        break;
      }
    }
    if (Ends || Found || Now.Block->hasNoReturnElement())
      continue;
    if (Now.Block == &Graph.getExit()) {
      if (Now.S == Status::Pending)
        Drop(Now, Next);
      continue;
    }
    unsigned Outcome = 0;
    for (const CFGBlock *Succ : Now.Block->succs()) {
      unsigned This = Outcome++;
      if (!Succ)
        continue;
      PathFacts Known = Now.Known;
      Status S = Now.S;
      if (Now.Block->succ_size() == 2)
        switch (Conditions.branch(*Now.Block, This == 0, Known)) {
        case PathConditions::Impossible:
          continue;
        case PathConditions::VariableEmpty:
          S = Status::Met;
          break;
        case PathConditions::Possible:
          break;
        }
      if (This == 1 && UsingLoops.contains(Now.Block->getTerminatorStmt()))
        S = Status::Met;
      if (Now.Block->getLoopTarget())
        Conditions.forgetShared(Known);
      Enter(Now, Succ, S, std::move(Known), static_cast<int>(Next));
    }
  }
  return Found;
}

/// The locals whose type says that they hold tasks.
std::vector<Tracked> trackedLocals(FunctionView &View, TUFacts &Facts,
                                   const ObligationOptions &Options) {
  TaskTypes &Types = Facts.types();
  std::vector<Tracked> Out;
  // `for (auto &&t : make_tasks())`: the range makes what the variable names.
  llvm::DenseMap<const VarDecl *, const Expr *> Ranges;
  for (const CXXForRangeStmt *For : View.RangeLoops)
    if (const Expr *Made = taskMadeBy(For->getRangeInit(), Facts))
      Ranges[For->getLoopVariable()] = Made;
  auto Add = [&](const ValueDecl *Var, const VarDecl *By, const Expr *Made) {
    QualType T = Var->getType().getNonReferenceType();
    const TaskType &Task = Types.classify(T);
    const TaskType *Held = nullptr;
    if (!Task.mustBeAwaited() && !(Held = Types.heldTask(T)))
      return;
    // [[maybe_unused]] says that an eager task may run by itself; a lazy one
    // cannot.
    if (By->hasAttr<UnusedAttr>() && !Options.StrictVoid &&
        (Held ? *Held : Task).Start != StartKind::Lazy)
      return;
    Out.push_back({Var, By, Held ? Held : &Task, Held != nullptr, Made});
  };
  for (const VarDecl *Var : View.Locals) {
    if (!Var->hasLocalStorage() || Var->getType()->isDependentType() ||
        Var->isExceptionVariable() || Var->isInvalidDecl())
      continue;
    const Expr *Made = taskMadeBy(Var->getInit(), Facts);
    if (auto It = Ranges.find(Var); It != Ranges.end())
      Made = It->second;
    // A reference holds a task only where it extends a temporary's life.
    if (Var->getType()->isReferenceType() && !Made)
      continue;
    if (const auto *Decomposition = dyn_cast<DecompositionDecl>(Var)) {
      // A class of the user's that holds tasks, as a call returns it.
      const Expr *Init = Var->getInit() ? stripped(Var->getInit()) : nullptr;
      if (!Made && Init && isa<CallExpr>(Init) && Init->isPRValue() &&
          !movedFrom(Init))
        Made = Init;
      for (const BindingDecl *Binding : Decomposition->bindings())
        if (Made && !Binding->getType().isNull())
          Add(Binding, Var, Made);
      continue;
    }
    // An awaitable object that is built in place (an event, a timer) is no
    // result that somebody owes an await.
    Add(Var, Var, Made);
  }
  return Out;
}

} // namespace

std::vector<BrokenObligation>
brokenObligations(FunctionView &View, TUFacts &Facts,
                  const ObligationOptions &Options) {
  std::vector<BrokenObligation> Out;
  // Where code did not compile, uses may be missing from the tree.
  if (Facts.hasErrorsIn(View.owner().getSourceRange()))
    return Out;
  for (const Tracked &T : trackedLocals(View, Facts, Options)) {
    auto Found = Search(View, Facts, Options, T).run();
    // Being kept until the end of the scope is a use of a task that its
    // destruction cancels: it runs in the background meanwhile.
    if (Found && Found->Kind == BrokenObligation::How::Never &&
        T.Task->Drop == DropKind::Cancels && View.hasAwait())
      continue;
    if (Found && !isMacroExit(*Found))
      Out.push_back(*Found);
  }
  return Out;
}

} // namespace coro_tidy
