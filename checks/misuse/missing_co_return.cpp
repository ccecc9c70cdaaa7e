// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-missing-co-return: a coroutine that flows off its end although its
// promise wants a value ([stmt.return.coroutine]/3: undefined behaviour), and
// a function that promises a task and makes none.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// The only statement of a function's body, if it is a throw.
const CXXThrowExpr *onlyThrow(const Stmt *Body) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  while (Block && Block->size() == 1 && isa<CompoundStmt>(Block->body_front()))
    Block = cast<CompoundStmt>(Block->body_front());
  if (!Block || Block->body_empty())
    return nullptr;
  const auto *Last = dyn_cast<Expr>(Block->body_back());
  if (const auto *Cleanups = dyn_cast_or_null<ExprWithCleanups>(Last))
    Last = Cleanups->getSubExpr();
  return dyn_cast_or_null<CXXThrowExpr>(Last);
}

class MissingCoReturn : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    const FunctionDecl *F = View.function();
    if (!F || F->isDependentContext() ||
        !isa_and_nonnull<CompoundStmt>(View.body()) ||
        Facts.hasErrorsIn(F->getSourceRange()))
      return;
    if (View.isCoroutine())
      coroutine(View, Report);
    else
      function(View, Facts, Report);
  }

private:
  void coroutine(FunctionView &View, const Reporter &Report);
  void function(FunctionView &View, TUFacts &Facts, const Reporter &Report);
};

Finding at(SourceLocation Loc, std::string Message) {
  Finding F;
  F.Check = "coro-missing-co-return";
  F.Loc = Loc;
  F.Range = Loc;
  F.Message = std::move(Message);
  return F;
}

void MissingCoReturn::coroutine(FunctionView &View, const Reporter &Report) {
  if (!View.promise() || hasMember(*View.promise(), "return_void") ||
      !View.mayFlowOffEnd())
    return;
  Report(at(View.body()->getEndLoc(),
            std::string("a path of this coroutine ends without co_return, but "
                        "its promise ") +
                (hasMember(*View.promise(), "return_value")
                     ? "wants a value"
                     : "has no return_void") +
                "; flowing off the end is undefined behaviour"));
}

void MissingCoReturn::function(FunctionView &View, TUFacts &Facts,
                               const Reporter &Report) {
  const FunctionDecl &F = *View.function();
  if (!F.getReturnType()->isRecordType())
    return;
  const TaskType &Task = Facts.types().classify(F.getReturnType());
  if ((Task.Kind != TypeKind::Task && Task.Kind != TypeKind::Detached) ||
      !Task.IsCoroutineType || F.hasAttr<CoroWrapperAttr>())
    return;
  // A wrapper gives back somebody's task.
  if (!View.Returned.empty() && !View.mayFlowOffEnd())
    return;
  if (View.mayFlowOffEnd())
    return Report(at(View.body()->getEndLoc(),
                     "this function promises a task and flows off its end; "
                     "without a co_return it is no coroutine, and this is "
                     "undefined behaviour"));
  if (const CXXThrowExpr *Throw = onlyThrow(View.body())) {
    Finding Out = at(Throw->getBeginLoc(),
                     "without a co_ keyword this is no coroutine: it throws "
                     "when it is called, not when its task is awaited");
    Out.Range = Throw->getSourceRange();
    // Who calls a lambda that starts at once (`.then(...)`) expects both.
    Out.Sure = View.lambda() && Task.Start == StartKind::Eager
                   ? Confidence::Possible
                   : Confidence::Likely;
    Report(std::move(Out));
  }
}

} // namespace

extern const CheckInfo MissingCoReturnInfo;
const CheckInfo MissingCoReturnInfo = {
    "coro-missing-co-return",
    "misuse",
    "a coroutine that ends without the value its promise wants, or a function "
    "that promises a task and makes none",
    /*OnByDefault=*/true,
    {},
    makeCheck<MissingCoReturn>,
    anyOptions};

} // namespace coro_tidy
