// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What checks may ask about the translation unit. Everything is computed on
// first use and kept. Not thread-safe; one a translation unit.

#ifndef CORO_TIDY_CHECKS_FACTS_TU_FACTS_H
#define CORO_TIDY_CHECKS_FACTS_TU_FACTS_H

#include "task_types.h"

#include "../models/model.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"

#include <deque>

namespace coro_tidy {

class FunctionView;
class Summarizer;
enum class ParameterFate : int;

class TUFacts {
public:
  TUFacts(clang::ASTContext &Ctx, const ModelSet &Models)
      : Ctx(Ctx), Models(Models), Types(Ctx, Models) {}

  clang::ASTContext &context() { return Ctx; }
  const ModelSet &models() const { return Models; }
  TaskTypes &types() { return Types; }

  /// The declarations that the analysis started from.
  llvm::ArrayRef<clang::Decl *> TopLevel;

  /// The calls of this TU's functions.
  Summarizer &calls() { return *Calls; }
  Summarizer *Calls = nullptr;

  /// The model of a function, from its attributes or a model file, or null.
  const FunctionModel *model(const clang::FunctionDecl &F) {
    auto All = models(F);
    return All.empty() ? nullptr : All.front();
  }
  /// All that is said of a function; several where the conditions differ.
  llvm::ArrayRef<const FunctionModel *> models(const clang::FunctionDecl &F);

  /// Where the compiler reported errors; null if that is not known.
  const std::vector<clang::SourceLocation> *Errors = nullptr;
  /// May a compiler error have removed code from this range?
  bool hasErrorsIn(clang::SourceRange Range) const;

  /// Is the function's name used other than to call it: its address is taken,
  /// it is handed on as a callable?
  bool isNamedAsValue(const clang::FunctionDecl &F);

  /// What fateOf (variable_uses.h) found out earlier; null if nothing.
  const ParameterFate *knownFate(const clang::ParmVarDecl &P) const {
    auto It = Fates.find(&P);
    return It == Fates.end() ? nullptr : &It->second;
  }
  void setFate(const clang::ParmVarDecl &P, ParameterFate Fate) {
    Fates.insert_or_assign(&P, Fate);
  }

  /// Is the code in a file that belongs to the system, not to the user?
  bool isSystem(clang::SourceLocation Loc) const {
    return Ctx.getSourceManager().isInSystemHeader(
        Ctx.getSourceManager().getExpansionLoc(Loc));
  }

  /// For isMadeForPool (loop_context.h).
  std::optional<llvm::DenseSet<const clang::FunctionDecl *>> MadeForPool;

private:
  const FunctionModel *attributeModel(const clang::FunctionDecl &F);

  clang::ASTContext &Ctx;
  const ModelSet &Models;
  TaskTypes Types;
  /// Models that an attribute and a model file make together.
  std::deque<FunctionModel> Merged;
  bool ValuesKnown = false;
  llvm::DenseSet<const clang::FunctionDecl *> NamedAsValue;
  llvm::DenseMap<const clang::ParmVarDecl *, ParameterFate> Fates;
  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::SmallVector<const FunctionModel *, 1>>
      Known;
};

/// Visits the functions with a body that this TU defines outside of system
/// headers, instantiations among them, in source order.
void forEachDefinition(
    const TUFacts &Facts,
    llvm::function_ref<void(const clang::FunctionDecl &)> Visit);

/// The function that an expression calls: CallExpr, CXXConstructExpr. Null
/// for calls through pointers and for dependent calls.
const clang::FunctionDecl *calleeOf(const clang::Expr &Call);

/// The written arguments of a call, without the object of a member operator.
llvm::ArrayRef<const clang::Expr *> argumentsOf(const clang::Expr &Call);

/// The object of a member call or member operator; null if there is none.
const clang::Expr *objectOf(const clang::Expr &Call);

/// Strips what surrounds a value without changing it: parentheses, implicit
/// casts, temporaries, cleanups, elided copies, `std::move` if asked for.
const clang::Expr *stripped(const clang::Expr *E, bool ThroughMove = false);

/// What a built-in assignment, increment or decrement writes to; null if the
/// statement is none.
const clang::Expr *writtenBy(const clang::Stmt &S);

/// The variable that an expression names, through std::move; null otherwise.
const clang::ValueDecl *namedVariable(const clang::Expr *E);

/// `std::move(x)` or a cast to an rvalue reference: x; null otherwise.
const clang::Expr *movedFrom(const clang::Expr *E);

/// Was the location expanded from a macro, at any depth, whose name the
/// predicate accepts?
bool isInMacro(clang::SourceLocation Loc, const clang::ASTContext &Ctx,
               llvm::function_ref<bool(llvm::StringRef)> Name);

} // namespace coro_tidy

#endif
