// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "body_walk.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace coro_tidy {

void forEachEvaluatedChild(const Stmt &S, const ASTContext &Ctx,
                           llvm::function_ref<void(const Stmt *)> Visit) {
  auto Go = [&](const Stmt *Child) {
    if (Child)
      Visit(Child);
  };
  switch (S.getStmtClass()) {
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::RequiresExprClass:
  case Stmt::LambdaExprClass: // its captures are visited by the caller
  case Stmt::BlockExprClass:
    return;
  case Stmt::CXXTypeidExprClass: {
    const auto &Typeid = cast<CXXTypeidExpr>(S);
    return Go(!Typeid.isTypeOperand() && Typeid.isPotentiallyEvaluated()
                  ? Typeid.getExprOperand()
                  : nullptr);
  }
  case Stmt::CXXDefaultArgExprClass:
    return Go(cast<CXXDefaultArgExpr>(S).getExpr());
  case Stmt::CXXDefaultInitExprClass:
    return Go(cast<CXXDefaultInitExpr>(S).getExpr());
  case Stmt::CoroutineBodyStmtClass:
    return Go(cast<CoroutineBodyStmt>(S).getBody());
  case Stmt::CoreturnStmtClass:
    return Go(cast<CoreturnStmt>(S).getOperand());
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass:
    return Go(cast<CoroutineSuspendExpr>(S).getOperand());
  case Stmt::DependentCoawaitExprClass:
    return Go(cast<DependentCoawaitExpr>(S).getOperand());
  case Stmt::CXXForRangeStmtClass: {
    const auto &For = cast<CXXForRangeStmt>(S);
    Go(For.getInit());
    Go(For.getRangeInit());
    Go(For.getBeginStmt());
    Go(For.getEndStmt());
    Go(For.getCond());
    Go(For.getLoopVarStmt());
    Go(For.getBody());
    return Go(For.getInc());
  }
  case Stmt::IfStmtClass: {
    const auto &If = cast<IfStmt>(S);
    Go(If.getInit());
    if (!If.isConstexpr() || If.getCond()->isValueDependent() ||
        If.isConsteval()) {
      Go(If.getConditionVariableDeclStmt());
      if (!If.isConsteval())
        Go(If.getCond());
      Go(If.getThen());
      return Go(If.getElse());
    }
    if (auto Taken = If.getNondiscardedCase(Ctx))
      Go(*Taken);
    return;
  }
  case Stmt::PseudoObjectExprClass:
    return Go(cast<PseudoObjectExpr>(S).getResultExpr());
  case Stmt::GenericSelectionExprClass: {
    const auto &Selection = cast<GenericSelectionExpr>(S);
    return Go(Selection.isResultDependent() ? nullptr
                                            : Selection.getResultExpr());
  }
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return Go(cast<CXXRewrittenBinaryOperator>(S).getSemanticForm());
  case Stmt::OpaqueValueExprClass:
    return; // evaluated where it is bound
  case Stmt::InitListExprClass: {
    const auto &List = cast<InitListExpr>(S);
    const InitListExpr *Semantic =
        List.isSemanticForm() ? &List : List.getSemanticForm();
    for (const Stmt *Child : (Semantic ? Semantic : &List)->children())
      Go(Child);
    return;
  }
  default:
    for (const Stmt *Child : S.children())
      Go(Child);
  }
}

namespace {

/// The single walk over a body that fills a view.
class BodyWalk {
public:
  BodyWalk(FunctionView &View, const ASTContext &Ctx) : View(View), Ctx(Ctx) {}

  void visit(const Stmt *S) {
    if (!S)
      return;
    noteDiscards(*S);
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      return declarations(*Declaration);
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      View.Lambdas.push_back(Lambda);
      for (const Expr *Init : Lambda->capture_inits())
        visit(Init);
      return;
    }
    if (isa<CallExpr, CXXConstructExpr, CXXNewExpr>(S)) {
      // Arguments are evaluated before the call.
      const auto *Call = cast<Expr>(S);
      Enclosing.push_back(Call);
      children(*S);
      Enclosing.pop_back();
      if (CompilerEvaluated)
        return;
      View.Calls.push_back(Call);
      if (StaticInitialisers)
        View.Once.insert(Call);
      if (DefaultArguments)
        View.InDefaultArgument[Call] = UsedAt;
      return;
    }
    if (isa<CXXDefaultArgExpr>(S)) {
      if (!DefaultArguments++ && !Enclosing.empty())
        UsedAt = Enclosing.back()->getBeginLoc();
      children(*S);
      --DefaultArguments;
      return;
    }
    if (const auto *Constant = dyn_cast<ConstantExpr>(S);
        Constant && Constant->isImmediateInvocation())
      return; // of a consteval function
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (isa<VarDecl, BindingDecl>(Ref->getDecl()))
        View.References[Ref->getDecl()].push_back(Ref);
      return;
    }
    if (const auto *Try = dyn_cast<CXXTryStmt>(S))
      View.Tries.push_back(Try);
    if (const auto *Block = dyn_cast<StmtExpr>(S))
      InStmtExpr.insert(Block->getSubStmt());
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(S))
      if (Temporary->getStorageDuration() == SD_FullExpression)
        View.Temporaries.push_back(Temporary);
    if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S))
      View.Deletes.push_back(Delete);
    if (const auto *Return = dyn_cast<ReturnStmt>(S))
      if (Return->getRetValue())
        View.Returned.push_back(Return->getRetValue());
    if (const auto *Return = dyn_cast<CoreturnStmt>(S))
      if (Return->getOperand())
        View.Returned.push_back(Return->getOperand());
    if (isa<CoawaitExpr, CoyieldExpr, DependentCoawaitExpr>(S))
      View.Awaits.push_back(cast<Expr>(S));
    if (const auto *For = dyn_cast<CXXForRangeStmt>(S))
      View.RangeLoops.push_back(For);
    if (const auto *Handler = dyn_cast<CXXCatchStmt>(S);
        Handler && Handler->getExceptionDecl())
      View.Locals.push_back(Handler->getExceptionDecl());
    children(*S);
  }

private:
  void children(const Stmt &S) {
    forEachEvaluatedChild(S, Ctx, [&](const Stmt *Child) { visit(Child); });
  }

  void declarations(const DeclStmt &S) {
    for (const Decl *D : S.decls()) {
      if (const auto *Var = dyn_cast<VarDecl>(D)) {
        if (!Var->isImplicit())
          View.Locals.push_back(Var);
        StaticInitialisers += Var->isStaticLocal();
        CompilerEvaluated += Var->isConstexpr();
        visit(Var->getInit());
        CompilerEvaluated -= Var->isConstexpr();
        StaticInitialisers -= Var->isStaticLocal();
      } else if (const auto *Class = dyn_cast<CXXRecordDecl>(D)) {
        if (!Class->isInjectedClassName())
          for (const Decl *Member : Class->decls())
            if (const auto *Method = dyn_cast<FunctionDecl>(Member);
                Method && Method->doesThisDeclarationHaveABody())
              View.LocalFunctions.push_back(Method);
      }
    }
  }

  /// The positions in which the value of an expression goes nowhere.
  void noteDiscards(const Stmt &S) {
    auto Statement = [&](const Stmt *Child) {
      if (const auto *E = dyn_cast_or_null<Expr>(Child))
        discard(E);
    };
    switch (S.getStmtClass()) {
    case Stmt::CompoundStmtClass:
      for (const Stmt *Child : cast<CompoundStmt>(S).body())
        if (!isStmtExprResult(S, Child))
          Statement(Child);
      return;
    case Stmt::IfStmtClass: {
      const auto &If = cast<IfStmt>(S);
      Statement(If.getInit());
      if (If.isConstexpr() && !If.isConsteval() &&
          !If.getCond()->isValueDependent()) {
        if (auto Taken = If.getNondiscardedCase(Ctx))
          Statement(*Taken);
        return;
      }
      Statement(If.getThen());
      return Statement(If.getElse());
    }
    case Stmt::SwitchStmtClass:
      Statement(cast<SwitchStmt>(S).getInit());
      return Statement(cast<SwitchStmt>(S).getBody());
    case Stmt::WhileStmtClass:
      return Statement(cast<WhileStmt>(S).getBody());
    case Stmt::DoStmtClass:
      return Statement(cast<DoStmt>(S).getBody());
    case Stmt::ForStmtClass:
      Statement(cast<ForStmt>(S).getInit());
      Statement(cast<ForStmt>(S).getInc());
      return Statement(cast<ForStmt>(S).getBody());
    case Stmt::CXXForRangeStmtClass:
      Statement(cast<CXXForRangeStmt>(S).getInit());
      return Statement(cast<CXXForRangeStmt>(S).getBody());
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass:
      return Statement(cast<SwitchCase>(S).getSubStmt());
    case Stmt::LabelStmtClass:
      return Statement(cast<LabelStmt>(S).getSubStmt());
    case Stmt::AttributedStmtClass:
      return Statement(cast<AttributedStmt>(S).getSubStmt());
    case Stmt::BinaryOperatorClass:
      if (cast<BinaryOperator>(S).getOpcode() == BO_Comma)
        discard(cast<BinaryOperator>(S).getLHS());
      return;
    default:
      if (const auto *Cast = dyn_cast<ExplicitCastExpr>(&S))
        if (Cast->getCastKind() == CK_ToVoid &&
            !Cast->getBeginLoc().isInvalid())
          discard(Cast->getSubExpr(), /*OnPurpose=*/true);
      if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&S))
        if (Call->getOperator() == OO_Equal && Call->getNumArgs() == 2)
          if (isStdIgnore(Call->getArg(0)))
            discard(Call->getArg(1), /*OnPurpose=*/true);
    }
  }

  /// The value of `({ ...; e; })` is that of e, which is discarded only if
  /// the whole is.
  bool isStmtExprResult(const Stmt &Block, const Stmt *Child) const {
    return InStmtExpr.count(&Block) &&
           cast<CompoundStmt>(Block).body_back() == Child;
  }

  static bool isStdIgnore(const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return Ref && Ref->getDecl()->getName() == "ignore" &&
           Ref->getDecl()->isInStdNamespace();
  }

  /// Follows a discarded expression to the operands that are discarded too.
  void discard(const Expr *E, bool OnPurpose = false) {
    E = E->IgnoreParens();
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
      return discard(Cleanups->getSubExpr(), OnPurpose);
    if (const auto *Comma = dyn_cast<BinaryOperator>(E);
        Comma && Comma->getOpcode() == BO_Comma)
      return discard(Comma->getRHS(), OnPurpose); // left: by noteDiscards
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
      discard(Choice->getTrueExpr(), OnPurpose);
      return discard(Choice->getFalseExpr(), OnPurpose);
    }
    if (const auto *Block = dyn_cast<StmtExpr>(E)) {
      const CompoundStmt *Body = Block->getSubStmt();
      if (!Body->body_empty())
        if (const auto *Last = dyn_cast<Expr>(Body->body_back()))
          discard(Last, OnPurpose);
      return;
    }
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      return discard(Temporary->getSubExpr(), OnPurpose);
    if (const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(E))
      return discard(Temporary->getSubExpr(), OnPurpose);
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E))
      return discard(Cast->getSubExpr(), OnPurpose);
    if (isa<CStyleCastExpr, CXXStaticCastExpr, CXXFunctionalCastExpr>(E) &&
        cast<CastExpr>(E)->getCastKind() == CK_ToVoid)
      return; // noteDiscards sees it when the walk comes to it
    View.Discards.push_back({E, OnPurpose});
  }

  FunctionView &View;
  const ASTContext &Ctx;
  llvm::SmallPtrSet<const Stmt *, 4> InStmtExpr;
  llvm::SmallVector<const Expr *, 8> Enclosing;
  unsigned DefaultArguments = 0;
  unsigned StaticInitialisers = 0;
  unsigned CompilerEvaluated = 0;
  SourceLocation UsedAt;
};

} // namespace

void walkBody(FunctionView &View, const Stmt *Body, const ASTContext &Ctx) {
  BodyWalk Walk(View, Ctx);
  if (const auto *Constructor =
          dyn_cast_or_null<CXXConstructorDecl>(View.function()))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      Walk.visit(Init->getInit());
  Walk.visit(Body);
}

} // namespace coro_tidy
