// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which types are tasks, and how they behave when they are made and dropped.
// Inferred from the coroutine promise ([dcl.fct.def.coroutine]) and from the
// awaitable members ([expr.await]); models add what types cannot say.

#ifndef CORO_TIDY_CHECKS_FACTS_TASK_TYPES_H
#define CORO_TIDY_CHECKS_FACTS_TASK_TYPES_H

#include "../models/model.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>

namespace coro_tidy {

struct TaskType {
  TypeKind Kind = TypeKind::None;
  StartKind Start = StartKind::Unknown;
  DropKind Drop = DropKind::Unknown;
  ConsumeKind Consume = ConsumeKind::Unknown;
  /// Has a promise type: functions that return it can be coroutines.
  bool IsCoroutineType = false;
  /// Code after `co_await` of this type runs on or off the loop.
  Where ResumesOn = Where::Unknown;
  /// The class is [[nodiscard]].
  bool NoDiscard = false;
  /// Carries an error, by its model.
  bool CarriesError = false;
  /// To await it only waits, by its model.
  bool Pauses = false;
  const LibraryModel *Library = nullptr;

  /// Must somebody await (or hand on) a value of this type?
  bool mustBeAwaited() const {
    return (Kind == TypeKind::Task || Kind == TypeKind::Awaitable) &&
           Drop != DropKind::Harmless;
  }
};

/// Has the class, or a base of it, a member of that name?
bool hasMember(const clang::CXXRecordDecl &Class, llvm::StringRef Name);

/// Not thread-safe; one a translation unit.
class TaskTypes {
public:
  TaskTypes(clang::ASTContext &Ctx, const ModelSet &Models)
      : Ctx(Ctx), Models(Models) {}

  /// References are looked through; dependent and incomplete types are None.
  const TaskType &classify(clang::QualType T);

  /// If T is a standard holder of tasks (optional, variant, pair, tuple,
  /// array, vector, ... of tasks, or a built-in array), the held task type.
  /// \p Handles asks for holders of spawn handles instead.
  const TaskType *heldTask(clang::QualType T, clang::QualType *Held = nullptr,
                           bool Handles = false);
  /// Like heldTask, for holders that can grow (vector, deque, list, ...).
  bool isGrowingHolder(clang::QualType T) const;

  /// The promise type of coroutines that return R, or null if none is known.
  const clang::CXXRecordDecl *promiseOf(clang::QualType R);

  /// Is this a generator that its consumer awaits, element by element?
  bool isAsyncGenerator(clang::QualType T);

  /// Is `co_await` of such a value void? Nothing if that cannot be told.
  std::optional<bool> awaitsToVoid(clang::QualType T);

  /// Does the promise forbid co_await, as generators do?
  static bool forbidsAwait(const clang::CXXRecordDecl &Promise);

private:
  TaskType infer(const clang::CXXRecordDecl &Class);
  const clang::CXXRecordDecl *
  promiseFromTraits(const clang::CXXRecordDecl &Class);
  void collectTraits();
  bool isAwaitable(const clang::CXXRecordDecl &Class);
  /// `operator co_await` at namespace scope for this class, or null.
  const clang::FunctionDecl *freeCoAwait(const clang::CXXRecordDecl &Class);
  ConsumeKind consumeOf(const clang::CXXRecordDecl &Class);

  clang::ASTContext &Ctx;
  const ModelSet &Models;
  llvm::DenseMap<const clang::CXXRecordDecl *, TaskType> Known;
  bool TraitsCollected = false;
  /// std::coroutine_traits, if the TU has it.
  clang::ClassTemplateDecl *Traits = nullptr;
};

} // namespace coro_tidy

#endif
