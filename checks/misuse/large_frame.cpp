// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-large-frame: a big local variable that lives across a suspension point
// is part of the coroutine frame, on the heap, once a suspended coroutine.

#include "../check.h"
#include "../facts/function_view.h"
#include "../facts/names.h"
#include "../facts/tu_facts.h"
#include "../facts/variable_paths.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coro_tidy {
namespace {

class LargeFrame : public Check {
public:
  explicit LargeFrame(const CheckOptions &Options) {
    llvm::StringRef(Options.get("Threshold")).getAsInteger(10, Threshold);
  }

  void check(FunctionView &View, TUFacts &Facts,
             const Reporter &Report) override {
    const FunctionDecl *F = View.function();
    if (!F || !View.isCoroutine() || F->isDependentContext())
      return;
    ASTContext &Ctx = Facts.context();
    for (const VarDecl *Var : View.Locals) {
      QualType T = Var->getType();
      if (!Var->hasLocalStorage() || T->isReferenceType() ||
          T->isDependentType() || T->isIncompleteType() || Var->isInvalidDecl())
        continue;
      uint64_t Size = Ctx.getTypeSizeInChars(T).getQuantity();
      const Expr *Await = Size > Threshold ? livesAcross(*Var, View) : nullptr;
      if (!Await)
        continue;
      Finding Out;
      Out.Check = "coro-large-frame";
      Out.Loc = Var->getLocation();
      Out.Range = Var->getSourceRange();
      Out.Message = quoted(Var->getNameAsString()) + " takes " +
                    std::to_string(Size) +
                    " bytes of the coroutine frame; every suspended " +
                    quotedName(*F) + " holds them on the heap";
      Out.Notes.push_back({Await->getBeginLoc(), "it lives across this "
                                                 "suspension point"});
      Report(std::move(Out));
    }
  }

private:
  /// A suspension point between the declaration and the end of its scope.
  static const Expr *livesAcross(const VarDecl &Var, FunctionView &View) {
    const SourceManager &SM = View.owner().getASTContext().getSourceManager();
    for (const Expr *Await : View.Awaits) {
      if (!SM.isBeforeInTranslationUnit(Var.getLocation(),
                                        Await->getBeginLoc()))
        continue;
      for (const Stmt *S = View.parents().getParent(Await); S;
           S = View.parents().getParent(S))
        if (isScopeOf(*S, Var))
          return Await;
    }
    return nullptr;
  }

  uint64_t Threshold = 0;
};

constexpr OptionInfo Options[] = {
    {"Threshold", "16384",
     "bytes that a local may take without being reported"},
};

llvm::Error verify(const CheckOptions &O) {
  uint64_t Bytes;
  if (O.get("Threshold").getAsInteger(10, Bytes))
    return llvm::createStringError(
        "coro-large-frame.Threshold is a number of bytes, not '" +
        O.get("Threshold") + "'");
  return llvm::Error::success();
}

} // namespace

extern const CheckInfo LargeFrameInfo;
const CheckInfo LargeFrameInfo = {
    "coro-large-frame",
    "misuse",
    "a big local variable that lives across a suspension point",
    /*OnByDefault=*/false,
    Options,
    makeCheck<LargeFrame>,
    verify};

} // namespace coro_tidy
