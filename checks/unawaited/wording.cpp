// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "wording.h"

#include "../facts/names.h"
#include "../facts/tu_facts.h"

#include "clang/Lex/Lexer.h"

using namespace clang;

namespace coro_tidy {

std::string subject(const Expr &Maker) {
  if (const FunctionDecl *F = calleeOf(Maker); F && isa<CallExpr>(Maker))
    return quotedName(*F) + " returns";
  if (isa<CallExpr>(Maker))
    return "this call returns";
  return "this expression makes";
}

std::string bodyOf(const Expr &Maker) {
  if (const FunctionDecl *F = calleeOf(Maker); F && isa<CallExpr>(Maker))
    if (quotedName(*F)[0] == '\'')
      return "the body of " + quotedName(*F);
  return "its body";
}

std::string lossOnDrop(DropKind Drop) {
  switch (Drop) {
  case DropKind::Detaches:
    return "it runs on unobserved, and its result and exception are lost";
  case DropKind::Cancels:
    return "dropping it cancels the work";
  case DropKind::Terminates:
    return "dropping it terminates the program";
  default:
    return "nothing waits for it, and its result and exception are lost";
  }
}

void addSkippingBranch(Finding &F, const BrokenObligation &B) {
  if (B.Condition)
    F.Notes.push_back(
        {B.Condition->getExprLoc(),
         std::string("the use is skipped when this condition is ") +
             (B.ConditionOutcome ? "true" : "false")});
}

void addAwait(Finding &F, const Expr &E, FunctionView &View) {
  if (!View.mayAwaitAt(E) || E.getBeginLoc().isMacroID() ||
      E.getEndLoc().isMacroID())
    return;
  const ASTContext &Ctx = View.owner().getASTContext();
  bool Loose = isa<BinaryOperator, AbstractConditionalOperator>(E);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
    Loose = Operator->isInfixBinaryOp();
  F.FixIts.push_back(FixItHint::CreateInsertion(
      E.getBeginLoc(), Loose ? "co_await (" : "co_await "));
  if (Loose)
    F.FixIts.push_back(FixItHint::CreateInsertion(
        Lexer::getLocForEndOfToken(E.getEndLoc(), 0, Ctx.getSourceManager(),
                                   Ctx.getLangOpts()),
        ")"));
}

} // namespace coro_tidy
