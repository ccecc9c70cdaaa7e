// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-ignored-result: the task was awaited, but what it says about errors is
// thrown away.

#include "wording.h"

#include "../check.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// A class or enumeration that must not be overlooked.
bool carriesError(QualType T, TUFacts &Facts) {
  const TaskType &Type = Facts.types().classify(T);
  if (Type.mustBeAwaited() || Type.Kind == TypeKind::Handle)
    return false; // other checks'
  if (Type.CarriesError)
    return true;
  const TagDecl *Tag = T->getAsTagDecl();
  if (!Tag)
    return false;
  if (Tag->hasAttr<WarnUnusedResultAttr>())
    return true;
  const auto *Class = dyn_cast<CXXRecordDecl>(Tag);
  const CXXRecordDecl *Pattern =
      Class ? Class->getTemplateInstantiationPattern() : nullptr;
  return Pattern && Pattern->hasAttr<WarnUnusedResultAttr>();
}

class IgnoredResult : public Check {
public:
  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    for (const Discarded &D : View.Discards) {
      const auto *Await = dyn_cast<CoawaitExpr>(stripped(D.E));
      if (!Await || D.OnPurpose || !carriesError(Await->getType(), Facts) ||
          !View.isReachable(*Await))
        continue;
      Finding F;
      F.Check = "coro-ignored-result";
      F.Loc = D.E->getBeginLoc();
      F.Range = D.E->getSourceRange();
      F.Message = "the '" + displayType(Await->getType(), Facts.context()) +
                  "' that this co_await gives is thrown away; if it says that "
                  "the operation failed, nobody knows";
      Report(std::move(F));
    }
  }
};

} // namespace

extern const CheckInfo IgnoredResultInfo;
const CheckInfo IgnoredResultInfo = {
    "coro-ignored-result",
    "unawaited",
    "the awaited result carries an error, and is thrown away",
    /*OnByDefault=*/false,
    {},
    makeCheck<IgnoredResult>,
    anyOptions};

} // namespace coro_tidy
