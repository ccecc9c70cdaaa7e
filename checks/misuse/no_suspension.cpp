// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-no-suspension: a coroutine that never suspends pays for a frame and
// makes its callers await for nothing.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

class NoSuspension : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    const FunctionDecl *F = View.function();
    // A lambda has the signature that its receiver wants.
    if (!F || !View.isCoroutine() || View.hasAwait() || View.lambda() ||
        F->isDependentContext() || F->getLocation().isMacroID() ||
        F->getTemplateSpecializationKind() == TSK_ExplicitSpecialization)
      return;
    // Another instantiation may await.
    if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
        Pattern && FunctionView(*Pattern, nullptr, nullptr).hasAwait())
      return;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
        Method && Method->isVirtual())
      return;
    const TaskType &Task = Facts.types().classify(F->getReturnType());
    if (Task.Kind != TypeKind::Task || isStub(View) || Facts.isNamedAsValue(*F))
      return;
    Finding Out;
    Out.Check = "coro-no-suspension";
    Out.Loc = F->getLocation();
    Out.Range = F->getLocation();
    Out.Message =
        quotedName(*F) +
        " never suspends; as a plain function it would need no frame, "
        "and its callers no co_await";
    Report(std::move(Out));
  }

private:
  /// Nothing but a throw, or nothing at all: to be written.
  static bool isStub(const FunctionView &View) {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(View.body());
    if (!Block || Block->body_empty())
      return true;
    const Stmt *First = Block->body_front();
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(First))
      First = Cleanups->getSubExpr();
    if (isa<CXXThrowExpr>(First))
      return true;
    const auto *Return = dyn_cast<CoreturnStmt>(First);
    return Return && !Return->getOperand();
  }
};

} // namespace

extern const CheckInfo NoSuspensionInfo;
const CheckInfo NoSuspensionInfo = {"coro-no-suspension",
                                    "misuse",
                                    "a coroutine that never suspends",
                                    /*OnByDefault=*/false,
                                    {},
                                    makeCheck<NoSuspension>,
                                    anyOptions};

} // namespace coro_tidy
