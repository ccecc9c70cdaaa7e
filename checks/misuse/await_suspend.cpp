// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-await-suspend: what must not happen while a coroutine is being
// suspended. Once its handle is with somebody else, it may be resumed and
// destroyed there ([expr.await]/5: it counts as suspended before await_suspend
// is called), and the awaiter lives in its frame.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"
#include "../facts/variable_paths.h"
#include "../facts/variable_uses.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace coro_tidy {
namespace {

bool isHandle(QualType T) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->getIdentifier() &&
         Class->getName() == "coroutine_handle" && Class->isInStdNamespace();
}

llvm::StringRef methodName(const CXXMemberCallExpr &Call) {
  const CXXMethodDecl *Method = Call.getMethodDecl();
  return Method && Method->getIdentifier() ? Method->getName() : "";
}

/// `h.resume()`, `h()`, `h.destroy()` on a std::coroutine_handle.
enum class HandleCall { None, Resume, Destroy, Promise };
HandleCall handleCall(const Expr &E) {
  const Expr *Object = objectOf(E);
  if (!Object || !isHandle(Object->getType()))
    return HandleCall::None;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
    return Operator->getOperator() == OO_Call ? HandleCall::Resume
                                              : HandleCall::None;
  const auto *Member = dyn_cast<CXXMemberCallExpr>(&E);
  llvm::StringRef Name = Member ? methodName(*Member) : "";
  return Name == "resume"                      ? HandleCall::Resume
         : Name == "destroy"                   ? HandleCall::Destroy
         : Name == "promise" || Name == "done" ? HandleCall::Promise
                                               : HandleCall::None;
}

/// Is this part of the awaiter itself: `this->x`, `x.y`, but not what a
/// pointer or reference of it leads to?
bool isOwn(const Expr *E) {
  E = stripped(E);
  if (E->getType()->isPointerType())
    return isa<CXXThisExpr>(E);
  while (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (Member->getMemberDecl()->getType()->isReferenceType())
      return false;
    const Expr *Base = stripped(Member->getBase());
    if (Member->isArrow() && !isa<CXXThisExpr>(Base))
      return false;
    E = Base;
  }
  return isa<CXXThisExpr>(E);
}

/// `child.promise().x.y`, `handle_.promise()`
bool leadsThroughPromise(const Expr &Whole) {
  const Expr *E = stripped(&Whole);
  while (const auto *Member = dyn_cast<MemberExpr>(E))
    E = stripped(Member->getBase());
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(E));
      Var && Var->getType()->isReferenceType() && Var->getInit())
    E = stripped(Var->getInit());
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  return Call && methodName(*Call) == "promise";
}

class Suspension : public PathClient {
public:
  Suspension(FunctionView &View, const ParmVarDecl &Handle)
      : View(View), Handle(Handle) {
    for (const LambdaExpr *Lambda : View.Lambdas)
      for (const LambdaCapture &Capture : Lambda->captures())
        if (Capture.capturesThis() || (Capture.capturesVariable() &&
                                       namesHandle(Capture.getCapturedVar())))
          Knowing.insert(Lambda);
    for (const VarDecl *Var : View.Locals)
      if (Var->getInit() &&
          Knowing.contains(stripped(Var->getInit(), /*ThroughMove=*/true)))
        KnowingVariables.insert(Var);
  }

  const Expr *Touch = nullptr;
  const Expr *Publication = nullptr;
  bool IsDestroy = false;

  PathState born() override { return {0}; }
  Step evaluates(const Stmt &S, PathState &Now) override;

private:
  bool namesHandle(const ValueDecl *Var) const {
    if (Var == &Handle)
      return true;
    const auto *Init = dyn_cast_or_null<VarDecl>(Var);
    return Init && Init->isInitCapture() && Init->getInit() &&
           namedVariable(Init->getInit()) == &Handle;
  }
  bool isHandshake(const Expr &This);
  bool handsOver(const Expr *Arg);
  bool keepsHandle() const;
  bool publishes(const Expr &Call);

  FunctionView &View;
  const ParmVarDecl &Handle;
  llvm::SmallPtrSet<const Expr *, 4> Knowing;
  llvm::SmallPtrSet<const VarDecl *, 2> KnowingVariables;
};

/// Does an argument lead to the coroutine: the handle, its address, `this`, or
/// a lambda that has captured one of them?
bool Suspension::handsOver(const Expr *Arg) {
  const Expr *E = stripped(Arg, /*ThroughMove=*/true);
  if (Knowing.contains(E) || isa<CXXThisExpr>(E))
    return true;
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(E)))
    return Var == &Handle || KnowingVariables.contains(Var);
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
    return (methodName(*Member) == "address" ||
            isa_and_nonnull<CXXConversionDecl>(Member->getMethodDecl())) &&
           namedVariable(Member->getImplicitObjectArgument()) == &Handle;
  // A wrapper made of one: std::function, a handle of another promise.
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() >= 1 &&
           llvm::any_of(Construct->arguments(),
                        [&](const Expr *A) { return handsOver(A); });
  return false;
}

/// `handle_ = h;`
bool Suspension::keepsHandle() const {
  return llvm::any_of(View.Calls, [&](const Expr *Call) {
    const auto *Assign = dyn_cast<CXXOperatorCallExpr>(Call);
    return Assign && Assign->getOperator() == OO_Equal &&
           isOwn(Assign->getArg(0)) &&
           namedVariable(Assign->getArg(1)) == &Handle;
  });
}

bool Suspension::publishes(const Expr &Call) {
  if (Call.isTypeDependent())
    return false;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&Call)) {
    // Threads start when they are made.
    std::string Name = modelName(*Construct->getConstructor()->getParent());
    if (Name != "std::thread" && Name != "std::jthread")
      return false;
  } else if (!isa<CallExpr>(Call) || movedFrom(&Call) ||
             handleCall(Call) != HandleCall::None) {
    return false;
  }
  const FunctionDecl *F = calleeOf(Call);
  if (!F && !isa<CXXConstructExpr>(Call))
    return false;
  const Expr *Object = objectOf(Call);
  // Kept in the awaiter, or in a local, it is with nobody else.
  if (Object && (isOwn(Object) || isHandle(Object->getType())))
    return false;
  if (Object)
    if (const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(Object));
        Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType() &&
        !Var->getType()->isPointerType() && !isa<ParmVarDecl>(Var) &&
        !(Var->getType()->getAsCXXRecordDecl() &&
          objectOf(Call)->getType()->isPointerType()) &&
        !isa<CXXOperatorCallExpr>(stripped(Object)))
      return false;
  // Only the outcome says whether it was taken: compare_exchange, or a call
  // that may fail to start.
  if (Call.getType()->isScalarType() && !View.isDiscarded(Call))
    return false;
  if (F && F->isInStdNamespace() && !isa<CXXMethodDecl>(F))
    return false; // std::exchange, std::move and their kin
  // `child.promise().continuation = h`, `child.promise().set(h)`: the child is
  // resumed by who stores it there, later.
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
      Operator && Operator->isAssignmentOp())
    return false;
  if (Object && leadsThroughPromise(*Object))
    return false;
  // A guard that a local variable holds.
  for (const VarDecl *Var : View.Locals)
    if (Var->getInit() && stripped(Var->getInit()) == &Call &&
        Call.getType()->isRecordType())
      return false;
  if (F && isHandle(Call.getType()) && F->isInStdNamespace())
    return false; // coroutine_handle<>::from_address(...)
  return llvm::any_of(argumentsOf(Call), [&](const Expr *Arg) {
    if (!handsOver(Arg))
      return false;
    // A logger prints the address.
    const ParmVarDecl *P = parameterFor(Call, *Arg);
    // Without the handle in it, the awaiter leads nowhere.
    if (isa<CXXThisExpr>(stripped(Arg)) && !keepsHandle())
      return false;
    return !Arg->getType()->isPointerType() ||
           (P && !(P->getType()->isPointerType() &&
                   P->getType()->getPointeeType().isConstQualified()));
  });
}

/// An atomic that both sides set tells who resumes; a mutex that is unlocked
/// by hand keeps the other side out.
bool Suspension::isHandshake(const Expr &This) {
  if (const auto *Member =
          dyn_cast_or_null<MemberExpr>(View.parents().getParent(&This)))
    if (const CXXRecordDecl *Class = Member->getType()->getAsCXXRecordDecl();
        Class && Class->isInStdNamespace() && Class->getIdentifier() &&
        Class->getName().starts_with("atomic"))
      return true;
  return llvm::any_of(View.Calls, [](const Expr *Call) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    return Member && methodName(*Member) == "unlock";
  });
}

PathClient::Step Suspension::evaluates(const Stmt &S, PathState &Now) {
  const auto *E = dyn_cast<Expr>(&S);
  if (!E)
    return GoesOn;
  if (Now.Status) {
    bool IsTouch = isa<CXXThisExpr>(E) && !isHandshake(*E);
    if (HandleCall Call = handleCall(*E); Call != HandleCall::None)
      IsTouch = namedVariable(objectOf(*E)) == &Handle;
    if (!IsTouch)
      return GoesOn;
    Touch = E;
    Publication = Now.Origin;
    IsDestroy = handleCall(*Now.Origin) == HandleCall::Destroy;
    return Found;
  }
  if (handleCall(*E) == HandleCall::Destroy
          ? namedVariable(objectOf(*E)) == &Handle
          : publishes(*E))
    Now = {1, E};
  return GoesOn;
}

class AwaitSuspend : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(View.function());
    if (View.isCoroutine())
      destroysItself(View, Report);
    if (!Method || !Method->getIdentifier() || Method->isDependentContext() ||
        Method->getParent()->isLambda())
      return;
    if (Method->getName() == "await_suspend" && Method->getNumParams() == 1 &&
        isHandle(Method->getParamDecl(0)->getType())) {
      resumes(View, Report);
      touches(View, Facts, *Method->getParamDecl(0), Report);
    } else {
      destroysPromise(View, *Method, Report);
    }
  }

private:
  void resumes(FunctionView &View, const Reporter &Report);
  void touches(FunctionView &View, TUFacts &Facts, const ParmVarDecl &Handle,
               const Reporter &Report);
  void destroysItself(FunctionView &View, const Reporter &Report);
  void destroysPromise(FunctionView &View, const CXXMethodDecl &Method,
                       const Reporter &Report);
};

Finding at(const Expr &E, std::string Message) {
  Finding F;
  F.Check = "coro-await-suspend";
  F.Sure = Confidence::Likely;
  F.Loc = E.getBeginLoc();
  F.Range = E.getSourceRange();
  F.Message = std::move(Message);
  return F;
}

void AwaitSuspend::resumes(FunctionView &View, const Reporter &Report) {
  const ParmVarDecl *Handle = View.function()->getParamDecl(0);
  for (const Expr *Call : View.Calls) {
    // Several children cannot all be returned.
    if (handleCall(*Call) != HandleCall::Resume || !View.isReachable(*Call) ||
        View.enclosingLoop(*Call))
      continue;
    Report(
        at(*Call,
           namedVariable(objectOf(*Call)) == Handle
               ? "the coroutine is resumed inside of its own await_suspend, "
                 "on top of this stack; return false instead"
               : "a coroutine is resumed inside of await_suspend, on top of "
                 "this stack; return its handle instead (symmetric transfer), "
                 "or a long chain overflows the stack"));
  }
}

void AwaitSuspend::touches(FunctionView &View, TUFacts &Facts,
                           const ParmVarDecl &Handle, const Reporter &Report) {
  Suspension Followed(View, Handle);
  if (!followPaths(View, Facts, Handle, nullptr, Followed) || !Followed.Touch)
    return;
  const Expr *Touch = Followed.Touch;
  // Implicit `this` stands where the member does.
  Finding F =
      at(*Touch, std::string(isa<CXXThisExpr>(Touch) ? "the awaiter"
                                                     : "the coroutine") +
                     " is used after " +
                     (Followed.IsDestroy
                          ? "the coroutine was destroyed; it lived in the frame"
                          : "the coroutine was handed over; whoever has it may "
                            "have resumed and destroyed it"));
  F.Notes.push_back({Followed.Publication->getExprLoc(),
                     Followed.IsDestroy ? "destroyed here" : "handed over here",
                     /*IsEarlier=*/true});
  Report(std::move(F));
}

/// `auto self = co_await own_handle(); self.destroy();`
void AwaitSuspend::destroysItself(FunctionView &View, const Reporter &Report) {
  for (const Expr *Call : View.Calls) {
    if (handleCall(*Call) != HandleCall::Destroy)
      continue;
    const auto *Var = dyn_cast_or_null<VarDecl>(namedVariable(objectOf(*Call)));
    const auto *Await = Var && Var->getInit()
                            ? dyn_cast<CoawaitExpr>(stripped(Var->getInit()))
                            : nullptr;
    if (Await && isHandle(Await->getType()))
      Report(at(*Call, "a coroutine destroys itself while it runs; only a "
                       "suspended coroutine may be destroyed"));
  }
}

/// `handle::from_promise(*this).destroy()` where the coroutine still runs.
void AwaitSuspend::destroysPromise(FunctionView &View,
                                   const CXXMethodDecl &Method,
                                   const Reporter &Report) {
  llvm::StringRef Name = Method.getName();
  if (Name != "return_void" && Name != "return_value" &&
      Name != "unhandled_exception" && Name != "yield_value")
    return;
  for (const Expr *Call : View.Calls) {
    if (handleCall(*Call) != HandleCall::Destroy)
      continue;
    const auto *From = dyn_cast<CallExpr>(stripped(objectOf(*Call)));
    const FunctionDecl *F = From ? From->getDirectCallee() : nullptr;
    const auto *Star = From && From->getNumArgs() == 1
                           ? dyn_cast<UnaryOperator>(stripped(From->getArg(0)))
                           : nullptr;
    if (F && F->getIdentifier() && F->getName() == "from_promise" && Star &&
        Star->getOpcode() == UO_Deref &&
        isa<CXXThisExpr>(stripped(Star->getSubExpr())))
      Report(at(*Call, "the promise destroys its coroutine while it runs; it "
                       "has yet to come to its final suspension point"));
  }
}

} // namespace

extern const CheckInfo AwaitSuspendInfo;
const CheckInfo AwaitSuspendInfo = {
    "coro-await-suspend",
    "misuse",
    "a coroutine touched, resumed or destroyed where it is being suspended",
    /*OnByDefault=*/true,
    {},
    makeCheck<AwaitSuspend>,
    anyOptions};

} // namespace coro_tidy
