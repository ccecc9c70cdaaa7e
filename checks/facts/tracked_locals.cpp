// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tracked_locals.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// Collects the locals whose type says that they hold tasks.
class Collector {
public:
  Collector(FunctionView &View, TUFacts &Facts,
            const ObligationOptions &Options)
      : View(View), Facts(Facts), Options(Options) {}

  std::vector<TrackedLocal> run();

private:
  void add(const Entity &What, const VarDecl *By, const Expr *Made);
  void local(const VarDecl &Var);
  void members(const VarDecl &Var);
  void closure(const VarDecl &Var);
  void bindings(const DecompositionDecl &Var, const Expr *Made);

  FunctionView &View;
  TUFacts &Facts;
  const ObligationOptions &Options;
  /// `for (auto &&t : make_tasks())`: the range makes what the variable names.
  llvm::DenseMap<const VarDecl *, const Expr *> Ranges;
  std::vector<TrackedLocal> Out;
};

void Collector::add(const Entity &What, const VarDecl *By, const Expr *Made) {
  TaskTypes &Types = Facts.types();
  bool Handles = Options.What == Owed::Handle;
  const TaskType *Task = &Types.classify(What.type());
  bool IsHolder = false;
  bool IsOwed = Handles ? Task->Kind == TypeKind::Handle ||
                              (Made && Facts.context().hasSameUnqualifiedType(
                                           What.type(), Made->getType()))
                        : Task->mustBeAwaited();
  if (!IsOwed) {
    Task = Types.heldTask(What.type(), nullptr, Handles);
    IsHolder = Task;
  }
  if (!Task)
    return;
  // [[maybe_unused]] says that an eager task may run by itself; a lazy one
  // cannot.
  if (By->hasAttr<UnusedAttr>() && !Options.StrictVoid &&
      Task->Start != StartKind::Lazy)
    return;
  Out.push_back({What, By, Task, IsHolder, Made});
}

/// `auto run = [t = f()] { ... };`, which nobody calls.
void Collector::closure(const VarDecl &Var) {
  const auto *Lambda =
      Var.getInit() ? dyn_cast<LambdaExpr>(stripped(Var.getInit())) : nullptr;
  if (!Lambda)
    return;
  for (const LambdaCapture &Capture : Lambda->captures()) {
    const auto *Captured = Lambda->isInitCapture(&Capture)
                               ? dyn_cast<VarDecl>(Capture.getCapturedVar())
                               : nullptr;
    const Expr *Made =
        Captured ? taskMadeBy(Captured->getInit(), Facts) : nullptr;
    const TaskType &Task =
        Facts.types().classify(Captured ? Captured->getType() : QualType());
    if (Made && Task.Start == StartKind::Lazy && Task.IsCoroutineType)
      return Out.push_back({{&Var}, &Var, &Task, false, Made, true});
  }
}

/// A call's result that is a class of tasks: its members are awaited one by
/// one.
void Collector::members(const VarDecl &Var) {
  const CXXRecordDecl *Class = Var.getType()->getAsCXXRecordDecl();
  if (!Class || !(Class = Class->getDefinition()) || Class->isLambda() ||
      Class->isUnion() || Class->isInStdNamespace() ||
      Class->hasUserDeclaredDestructor() || !Var.getInit() ||
      Var.getType()->isReferenceType() ||
      Facts.types().classify(Var.getType()).Kind != TypeKind::None)
    return;
  const Expr *Init = stripped(Var.getInit());
  const auto *List = dyn_cast<InitListExpr>(Init);
  const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
  bool IsCall = isa<CallExpr>(Init) && Init->isPRValue() && !movedFrom(Init);
  bool IsEmpty = Construct && Construct->getNumArgs() == 0;
  if (!IsCall && !List && !IsEmpty)
    return;
  unsigned Index = 0;
  for (const FieldDecl *Field : Class->fields()) {
    unsigned At = Index++;
    const TaskType &Task = Facts.types().classify(Field->getType());
    if (Task.Kind != TypeKind::Task || !Task.mustBeAwaited() ||
        Field->getType()->isReferenceType())
      continue;
    const Expr *Made = IsCall ? Init
                       : List && At < List->getNumInits()
                           ? taskMadeBy(List->getInit(At), Facts, Options.What)
                           : nullptr;
    if (Made || IsEmpty)
      add({&Var, Field}, &Var, Made);
  }
}

void Collector::bindings(const DecompositionDecl &Var, const Expr *Made) {
  // A class of the user's that holds tasks, as a call returns it.
  const Expr *Init = Var.getInit() ? stripped(Var.getInit()) : nullptr;
  if (!Made && Init && isa<CallExpr>(Init) && Init->isPRValue() &&
      !movedFrom(Init) && Options.What == Owed::Await)
    Made = Init;
  for (const BindingDecl *Binding : Var.bindings())
    if (Made && !Binding->getType().isNull())
      add({Binding}, &Var, Made);
}

void Collector::local(const VarDecl &Var) {
  if (!Var.hasLocalStorage() || Var.getType()->isDependentType() ||
      Var.isExceptionVariable() || Var.isInvalidDecl())
    return;
  const Expr *Made = taskMadeBy(Var.getInit(), Facts, Options.What);
  if (auto It = Ranges.find(&Var); It != Ranges.end())
    Made = It->second;
  // A reference holds a task only where it extends a temporary's life.
  if (Var.getType()->isReferenceType() && !Made)
    return;
  if (const auto *Decomposition = dyn_cast<DecompositionDecl>(&Var))
    return bindings(*Decomposition, Made);
  // An awaitable object that is built in place (an event, a timer) is no
  // result that somebody owes an await.
  add({&Var}, &Var, Made);
  if (Options.What != Owed::Await)
    return;
  members(Var);
  closure(Var);
}

std::vector<TrackedLocal> Collector::run() {
  for (const CXXForRangeStmt *For : View.RangeLoops)
    if (const Expr *Made = taskMadeBy(For->getRangeInit(), Facts, Options.What))
      Ranges[For->getLoopVariable()] = Made;
    // A generator of tasks makes one for each iteration.
    else if (const Expr *Range = stripped(For->getRangeInit());
             Options.What == Owed::Await && isa<CallExpr>(Range) &&
             Range->isPRValue() &&
             Facts.types().classify(Range->getType()).Kind ==
                 TypeKind::Generator &&
             !For->getLoopVariable()->getType()->isReferenceType())
      Ranges[For->getLoopVariable()] = Range;
  for (const VarDecl *Var : View.Locals)
    local(*Var);
  return std::move(Out);
}

} // namespace

std::vector<TrackedLocal> trackedLocals(FunctionView &View, TUFacts &Facts,
                                        const ObligationOptions &Options) {
  return Collector(View, Facts, Options).run();
}

} // namespace coro_tidy
