// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-lost-exception: a promise that drops the exceptions of its coroutines,
// and a handler around a co_await that swallows a cancellation.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// A promise, or what promises are derived from.
bool isPromise(const CXXRecordDecl &Class) {
  return hasMember(Class, "initial_suspend") &&
         hasMember(Class, "final_suspend");
}

bool doesNothing(const Stmt *Body) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  return Block && llvm::all_of(Block->body(), [](const Stmt *S) {
           const auto *Return = dyn_cast<ReturnStmt>(S);
           return isa<NullStmt>(S) || (Return && !Return->getRetValue()) ||
                  (isa<CompoundStmt>(S) && doesNothing(S));
         });
}

class LostException : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    if (!Facts.context().getLangOpts().CXXExceptions)
      return;
    promise(View, Report);
    for (const Expr *Call : View.Calls)
      detached(*Call, View, Facts, Report);
    if (View.isCoroutine() && !View.Tries.empty())
      handlers(View, Facts, Report);
  }

private:
  void promise(FunctionView &View, const Reporter &Report);
  static void detached(const Expr &Call, FunctionView &View, TUFacts &Facts,
                       const Reporter &Report);
  void handlers(FunctionView &View, TUFacts &Facts, const Reporter &Report);
};

void LostException::promise(FunctionView &View, const Reporter &Report) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(View.function());
  if (!Method || !Method->getIdentifier() ||
      Method->getName() != "unhandled_exception" || Method->isVirtual() ||
      !isPromise(*Method->getParent()) || !doesNothing(View.body()))
    return;
  Finding F;
  F.Check = "coro-lost-exception";
  F.Sure = Confidence::Likely;
  F.Loc = Method->getLocation();
  F.Range = Method->getSourceRange();
  F.Message = "an exception that leaves a coroutine of this promise ends here, "
              "unseen; its awaiter goes on as if all were well";
  Report(std::move(F));
}

/// A throw that leaves the coroutine, in its own body; null if none is seen.
const CXXThrowExpr *escapingThrow(const Stmt &S, FunctionView &View) {
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(&S))
    return Throw->getSubExpr() && !View.enclosingTry(S) ? Throw : nullptr;
  const CXXThrowExpr *Found = nullptr;
  forEachEvaluatedChild(S, View.owner().getASTContext(),
                        [&](const Stmt *Child) {
                          if (!Found)
                            Found = escapingThrow(*Child, View);
                        });
  return Found;
}

/// The call of a coroutine, somewhere in an expression.
const FunctionDecl *coroutineCalledIn(const Stmt &S, TUFacts &Facts) {
  if (isa<LambdaExpr>(S))
    return nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    if (const FunctionDecl *F = Call->getDirectCallee()) {
      const FunctionDecl *Def = nullptr;
      if (Facts.types().classify(Call->getType()).Kind == TypeKind::Task &&
          F->hasBody(Def) && isa_and_nonnull<CoroutineBodyStmt>(Def->getBody()))
        return Def;
    }
  for (const Stmt *Child : S.children())
    if (Child)
      if (const FunctionDecl *F = coroutineCalledIn(*Child, Facts))
        return F;
  return nullptr;
}

/// `create_task(upload()).detach()`, where upload has a throw that nothing
/// catches.
void LostException::detached(const Expr &Call, FunctionView &View,
                             TUFacts &Facts, const Reporter &Report) {
  const FunctionDecl *F = isa<CallExpr>(Call) ? calleeOf(Call) : nullptr;
  const FunctionModel *M = F ? Facts.model(*F) : nullptr;
  // The token says it: co_spawn(executor, f(), detached).
  bool Detaches = M && (M->Detaches ||
                        (M->Drop != DropKind::Unknown &&
                         llvm::any_of(argumentsOf(Call), [&](const Expr *Arg) {
                           return Facts.types().classify(Arg->getType()).Kind ==
                                  TypeKind::Detached;
                         })));
  if (!Detaches || !View.isReachable(Call))
    return;
  const FunctionDecl *Started = coroutineCalledIn(Call, Facts);
  if (!Started || Started->isDependentContext() ||
      Facts.hasErrorsIn(Started->getSourceRange()))
    return;
  FunctionView Body(*Started, nullptr, nullptr);
  const CXXThrowExpr *Throw = escapingThrow(*Body.body(), Body);
  if (!Throw || !Body.isReachable(*Throw))
    return;
  Finding Out;
  Out.Check = "coro-lost-exception";
  Out.Sure = Confidence::Likely;
  Out.Loc = Call.getBeginLoc();
  Out.Range = Call.getSourceRange();
  Out.Message = quotedName(*Started) +
                " can throw, and it is detached here: nobody learns of the "
                "exception";
  Out.Notes.push_back({Throw->getBeginLoc(), "thrown here, and not caught"});
  Report(std::move(Out));
}

/// The class of that qualified name, if the TU defines it.
const CXXRecordDecl *findClass(ASTContext &Ctx, llvm::StringRef Qualified) {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Qualified.split(Parts, "::");
  const DeclContext *In = Ctx.getTranslationUnitDecl();
  for (llvm::StringRef Part : Parts) {
    const DeclContext *Next = nullptr;
    for (const NamedDecl *D : In->lookup(&Ctx.Idents.get(Part)))
      if (const auto *Inner = dyn_cast<DeclContext>(D))
        Next = Inner->getPrimaryContext();
    if (!Next)
      return nullptr;
    In = Next;
  }
  const auto *Class = dyn_cast<CXXRecordDecl>(In);
  return Class ? Class->getDefinition() : nullptr;
}

struct Catches {
  enum { Nothing, Cancellation, More } What = Nothing;
  const CXXRecordDecl *Cancelled = nullptr;
};

/// Does the handler take the cancellation, by its type or by a base of it?
Catches catches(const CXXCatchStmt &Handler,
                llvm::ArrayRef<const CXXRecordDecl *> Cancellations) {
  if (!Handler.getExceptionDecl())
    return {Catches::More, Cancellations.front()};
  const CXXRecordDecl *Caught =
      Handler.getCaughtType().getNonReferenceType()->getAsCXXRecordDecl();
  for (const CXXRecordDecl *Cancelled : Cancellations) {
    if (Caught && declaresSameEntity(Caught, Cancelled))
      return {Catches::Cancellation, Cancelled};
    if (Caught && Caught->hasDefinition() &&
        Cancelled->isDerivedFrom(Caught->getDefinition()))
      return {Catches::More, Cancelled};
  }
  return {};
}

/// What a handler does with the exception that it took.
struct Treatment {
  bool Keeps = false;       ///< rethrows, stores, or asks for it
  bool ThrowsOther = false; ///< in its place
};
Treatment treatmentOf(const Stmt &S, const ASTContext &Ctx) {
  Treatment Out;
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(&S))
    (Throw->getSubExpr() ? Out.ThrowsOther : Out.Keeps) = true;
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    if (const FunctionDecl *F = Call->getDirectCallee())
      Out.Keeps |=
          F->isNoReturn() || (F->isInStdNamespace() && F->getIdentifier() &&
                              (F->getName() == "current_exception" ||
                               F->getName() == "throw_with_nested" ||
                               F->getName() == "rethrow_exception"));
  forEachEvaluatedChild(S, Ctx, [&](const Stmt *Child) {
    Treatment Inner = treatmentOf(*Child, Ctx);
    Out.Keeps |= Inner.Keeps;
    Out.ThrowsOther |= Inner.ThrowsOther;
  });
  return Out;
}

bool hasAwait(const Stmt &S, const ASTContext &Ctx) {
  if (isa<CoawaitExpr>(S))
    return true;
  bool Found = false;
  forEachEvaluatedChild(S, Ctx, [&](const Stmt *Child) {
    Found = Found || hasAwait(*Child, Ctx);
  });
  return Found;
}

void LostException::handlers(FunctionView &View, TUFacts &Facts,
                             const Reporter &Report) {
  ASTContext &Ctx = Facts.context();
  const TaskType &Task =
      Facts.types().classify(View.function()->getReturnType());
  if (!Task.Library)
    return;
  llvm::SmallVector<const CXXRecordDecl *, 2> Cancellations;
  for (const std::string &Name : Task.Library->Cancellation)
    if (const CXXRecordDecl *Class = findClass(Ctx, Name))
      Cancellations.push_back(Class);
  if (Cancellations.empty())
    return;
  for (const CXXTryStmt *Try : View.Tries) {
    // EXPECT_THROW and its kin are meant to swallow.
    if (!hasAwait(*Try->getTryBlock(), Ctx) ||
        isInMacro(Try->getBeginLoc(), Ctx, [](llvm::StringRef Macro) {
          return Macro.contains("THROW");
        }))
      continue;
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
      const CXXCatchStmt &Handler = *Try->getHandler(I);
      Catches Takes = catches(Handler, Cancellations);
      if (Takes.What == Catches::Nothing)
        continue;
      if (Takes.What == Catches::Cancellation)
        break; // somebody thought of it
      Treatment How = treatmentOf(*Handler.getHandlerBlock(), Ctx);
      bool GoesOn = View.mayAwaitAfter(Handler);
      if (How.Keeps || (!How.ThrowsOther && !GoesOn))
        break;
      Finding F;
      F.Check = "coro-lost-exception";
      F.Sure = Confidence::Likely;
      F.Loc = Handler.getBeginLoc();
      F.Range = Handler.getCatchLoc();
      F.Message =
          "this handler takes '" + modelName(*Takes.Cancelled) + "' too, and " +
          (How.ThrowsOther
               ? "throws something else; a cancelled task looks like a failed "
                 "one"
               : "the coroutine goes on to its next co_await; it cannot be "
                 "cancelled here");
      Report(std::move(F));
      break;
    }
  }
}

} // namespace

extern const CheckInfo LostExceptionInfo;
const CheckInfo LostExceptionInfo = {
    "coro-lost-exception",
    "misuse",
    "an exception that nobody sees: dropped by a promise, or a swallowed "
    "cancellation",
    /*OnByDefault=*/true,
    {},
    makeCheck<LostException>,
    anyOptions};

} // namespace coro_tidy
