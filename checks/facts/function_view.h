// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function definition, or one initialiser outside of functions, as checks
// see it. The lists are filled by a single
// walk over the body; lambdas inside are views of their own. What few checks
// need (the CFG, parents) is made on first use.

#ifndef CORO_TIDY_CHECKS_FACTS_FUNCTION_VIEW_H
#define CORO_TIDY_CHECKS_FACTS_FUNCTION_VIEW_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

#include "llvm/ADT/DenseSet.h"

#include <memory>
#include <vector>

namespace coro_tidy {

/// An expression whose value is thrown away where it stands.
struct Discarded {
  const clang::Expr *E;
  /// Through a cast to void or an assignment to std::ignore, on purpose.
  bool OnPurpose = false;
};

/// What each evaluated statement of a body stands in. Not clang's ParentMap,
/// which goes into what a co_await shares among its parts once a part, and so
/// takes exponential time for nested ones.
class StmtParents {
public:
  StmtParents(const clang::Stmt *Body, const clang::ASTContext &Ctx);
  const clang::Stmt *getParent(const clang::Stmt *S) const {
    return Parents.lookup(S);
  }

private:
  void add(const clang::Stmt &S, const clang::ASTContext &Ctx);
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> Parents;
};

class FunctionView {
public:
  /// \p Lambda is the expression that made the closure, for call operators.
  FunctionView(const clang::FunctionDecl &F, const clang::LambdaExpr *Lambda,
               FunctionView *Enclosing);
  /// The initialiser of a namespace-scope variable, a member or a parameter.
  FunctionView(const clang::NamedDecl &Owner, const clang::Expr &Initialiser);
  FunctionView(const FunctionView &) = delete;

  /// Null for an initialiser.
  const clang::FunctionDecl *function() const {
    return llvm::dyn_cast<clang::FunctionDecl>(&Owner);
  }
  /// The function, or what the initialiser initialises.
  const clang::NamedDecl &owner() const { return Owner; }
  const clang::LambdaExpr *lambda() const { return Lambda; }
  /// The function that a lambda or local class stands in, or null.
  FunctionView *enclosing() const { return Enclosing; }
  /// The body as written, without the coroutine's implicit parts.
  const clang::Stmt *body() const { return Body; }
  bool isCoroutine() const { return Coroutine; }
  bool hasAwait() const { return !Awaits.empty(); }

  /// Does it use co_yield and no co_await?
  bool onlyYields() const;

  /// Type that the promise is of; null if none or dependent.
  const clang::CXXRecordDecl *promise() const { return Promise; }

  // In source order. Unevaluated operands and discarded branches of
  // `if constexpr` are left out; so are bodies of lambdas.
  std::vector<Discarded> Discards;
  /// CallExpr, CXXConstructExpr and CXXNewExpr, as evaluated in this function.
  std::vector<const clang::Expr *> Calls;
  /// Local variables, structured bindings' included; not parameters.
  std::vector<const clang::VarDecl *> Locals;
  std::vector<const clang::LambdaExpr *> Lambdas;
  /// Temporaries that die at the end of their full-expression.
  std::vector<const clang::MaterializeTemporaryExpr *> Temporaries;
  std::vector<const clang::CXXDeleteExpr *> Deletes;
  /// Operands of return and co_return.
  std::vector<const clang::Expr *> Returned;
  std::vector<const clang::CXXForRangeStmt *> RangeLoops;
  /// co_await and co_yield as written.
  std::vector<const clang::Expr *> Awaits;
  /// Calls in initialisers of static locals, which run once.
  llvm::DenseSet<const clang::Expr *> Once;
  /// Calls in default arguments, and where the call that uses them stands.
  llvm::DenseMap<const clang::Expr *, clang::SourceLocation> InDefaultArgument;
  /// Where each local variable, parameter and structured binding is named;
  /// captures of lambdas included, their bodies not.
  llvm::ArrayRef<const clang::DeclRefExpr *>
  referencesTo(const clang::ValueDecl &Var) const {
    auto It = References.find(&Var);
    if (It == References.end())
      return {};
    return It->second;
  }
  using ReferenceMap =
      llvm::DenseMap<const clang::ValueDecl *,
                     llvm::SmallVector<const clang::DeclRefExpr *, 4>>;
  ReferenceMap References;
  std::vector<const clang::CXXTryStmt *> Tries;
  /// Functions of local classes.
  std::vector<const clang::FunctionDecl *> LocalFunctions;

  /// Null if clang cannot build one (broken code).
  const clang::CFG *cfg();
  const StmtParents &parents();

  /// May `co_await` be written at this expression ([expr.await]/2,
  /// [dcl.fct.def.coroutine]/3)?
  bool mayAwaitAt(const clang::Expr &E);

  /// The innermost `try` whose block (not whose handlers) the statement
  /// stands in, within this function; null if there is none.
  const clang::CXXTryStmt *enclosingTry(const clang::Stmt &S);

  /// Does the statement stand under a condition that only one iteration of the
  /// loop around it meets: `if (i == 50)`?
  bool isAtOneIteration(const clang::Stmt &S);

  /// The innermost loop around a statement, within this function, or null.
  const clang::Stmt *enclosingLoop(const clang::Stmt &S);

  /// Can control flow come to the expression? True where that is unknown.
  bool isReachable(const clang::Expr &E);

  /// Does every way through the function, but those that throw or never
  /// return, evaluate the expression? True where that is unknown.
  bool isUnavoidable(const clang::Expr &E);

  /// Can a co_await come after the end of a handler?
  bool mayAwaitAfter(const clang::CXXCatchStmt &Handler);

  /// Can control reach the closing brace of the body without a return? Paths
  /// that throw or never return do not. False where that is unknown.
  bool mayFlowOffEnd();

  /// Does the function ever return after it evaluated the expression? True
  /// where that is unknown.
  bool mayReturnAfter(const clang::Expr &E);

  /// The block of the CFG that evaluates the expression; null if there is none.
  const clang::CFGBlock *blockOf(const clang::Expr &E);

  /// Is the expression's value thrown away, on purpose or not?
  bool isDiscarded(const clang::Expr &E) const;

private:
  void findWaysOut();
  const clang::NamedDecl &Owner;
  const clang::LambdaExpr *Lambda = nullptr;
  FunctionView *Enclosing = nullptr;
  const clang::Stmt *Body = nullptr;
  bool Coroutine = false;
  const clang::CXXRecordDecl *Promise = nullptr;
  std::unique_ptr<clang::CFG> Graph;
  bool GraphBuilt = false;
  llvm::DenseMap<const clang::Stmt *, const clang::CFGBlock *> Blocks;
  bool BlocksKnown = false;
  llvm::DenseSet<const clang::CFGBlock *> Unavoidable, Returning;
  bool WaysOutKnown = false;
  std::unique_ptr<StmtParents> Parents;
  llvm::DenseSet<const clang::Stmt *> Unreachable;
  bool UnreachableKnown = false;
};

/// Are expressions of this statement not evaluated, or is it one of clang's
/// bookkeeping nodes whose children stand elsewhere too? Calls \p Visit with
/// the children that run as part of the function, in evaluation order where
/// the grammar says so.
void forEachEvaluatedChild(const clang::Stmt &S, const clang::ASTContext &Ctx,
                           llvm::function_ref<void(const clang::Stmt *)> Visit);

} // namespace coro_tidy

#endif
