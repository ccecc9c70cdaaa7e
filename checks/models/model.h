// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Models: what the types of a library cannot say about it, as data. One YAML
// file a library in this folder, embedded at build time; users add their own
// with --model. docs/models.md describes the format.

#ifndef CORO_TIDY_CHECKS_MODELS_MODEL_H
#define CORO_TIDY_CHECKS_MODELS_MODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace coro_tidy {

/// What kind of value a type is, for the obligations of who holds it.
enum class TypeKind {
  Task,      ///< must be awaited (or spawned, returned, ...)
  Awaitable, ///< does something only when awaited
  Generator, ///< pulled by its consumer
  Detached,  ///< runs by itself; nothing to await
  Handle,    ///< names work that was launched elsewhere
  Marker,    ///< a parameter of this type says that the call is detached
  Scope,     ///< a task group: what is spawned in it must be joined
  Loop,      ///< an event loop
  Pool,      ///< threads off the event loop, or an executor of such
  Holder,    ///< holds values of its template arguments
  None,      ///< not a task, whatever its members look like
};

/// Whether the body runs before the first await.
enum class StartKind { Unknown, Lazy, Eager };

/// How often a task may be awaited.
enum class ConsumeKind {
  Unknown,
  Once,
  Many,
  ByMove, ///< many times, until an rvalue is awaited: that takes the result
};

/// What becomes of a task that is destroyed before it was awaited.
enum class DropKind {
  Unknown,
  NeverRuns,  ///< the body never runs
  Detaches,   ///< the body runs on; result and exception are lost
  Cancels,    ///< the work is cancelled
  Terminates, ///< the program ends
  Harmless,   ///< the library gives dropping a meaning
};

/// Where a callable given to a function, or the code after an await, runs.
enum class Where { Unknown, Here, Elsewhere };

struct TypeModel {
  std::vector<std::string> Names;
  TypeKind Kind = TypeKind::Task;
  StartKind Start = StartKind::Unknown;
  DropKind Drop = DropKind::Unknown;
  ConsumeKind Consume = ConsumeKind::Unknown;
  /// After this type is awaited, the code runs on (Here) or off the loop.
  Where ResumesOn = Where::Unknown;
  /// A holder whose elements are added after it was made.
  bool Grows = false;
  /// A result that carries an error, which should not be overlooked.
  bool Error = false;
  /// To await it only waits: for time to pass, or for others to have a turn.
  bool Pauses = false;
};

/// A condition on a call. Exactly one of the tests is given.
struct CallCondition {
  /// 0 is the first written argument; -1 the object of a member call.
  int Argument = 0;
  bool IsZero = false;            ///< constant 0, or a duration of 0
  std::optional<int64_t> HasBits; ///< constant with one of these bits set
  std::optional<int64_t> Equals;  ///< constant with this value
  std::string Type;               ///< parameter or object class of that name
  /// Names one of these variables, or is of one of these classes as written.
  std::vector<std::string> Object;
  /// With Object: and is no local variable of the function.
  bool NotLocal = false;
  std::vector<std::string> FromCall; ///< result of one of these functions
  bool Missing = false;              ///< fewer arguments are written
  std::optional<TypeKind> Kind;      ///< is of a type of that kind
};

struct FunctionModel {
  std::vector<std::string> Names;
  /// Part of the build. There, global names are the C library's.
  bool Builtin = false;
  /// Category of blocking, empty if the function does not block.
  std::string Blocks;
  /// Blocks only if all hold.
  std::vector<CallCondition> When;
  /// Does not block if one holds.
  std::vector<CallCondition> Unless;
  /// Does not block where one of these was called on the same object before.
  std::vector<std::string> AfterCheck;
  /// The same for functions that say true while it is not ready.
  std::vector<std::string> BusyCheck;
  /// Enumerators by which the checks say that it is ready, or is not.
  std::vector<std::string> ReadyValues = {"ready"};
  std::vector<std::string> BusyValues = {"timeout"};
  /// Returns only when the object is ready, so later waits do not block.
  bool MakesReady = false;
  /// Blocks in the destructor of the result, not in the call.
  bool InResultDestructor = false;
  /// Never blocks, whatever its body does.
  bool Nonblocking = false;
  /// Starts work of its own: dropping the result is not losing a task.
  bool Spawns = false;
  /// Member of a handle: lets the work go, with its exception.
  bool Detaches = false;
  /// What dropping the result does to the work that was started.
  DropKind Drop = DropKind::Unknown;
  /// Member of a scope: waits for what was spawned in it, or gives it up.
  bool Joins = false;
  /// Ends the process, or leaves the function, without unwinding. Reached
  /// along the same chains as blocking calls, as the category ExitCategory.
  bool Exits = false;
  static constexpr llvm::StringLiteral ExitCategory = "exit";
  static constexpr llvm::StringLiteral ForkCategory = "fork";
  /// The category of functions that run an event loop, or wait for a task,
  /// until it is done: harmless outside of a loop, a deadlock inside of one.
  static constexpr llvm::StringLiteral NestedRunCategory = "nested-run";
  /// Copies the process.
  bool Forks = false;
  /// Replaces the process, so a fork before it is meant.
  bool Execs = false;
  /// Makes an event loop, runs it and throws it away.
  bool RunsLoop = false;
  /// Only waits: for time to pass, or for others to have a turn.
  bool Pauses = false;
  /// Member of a timer that these set: whoever awaits it unset waits for
  /// somebody else to cancel it.
  std::vector<std::string> SetBy;
  /// Calls its callable and throws the result away.
  bool DropsResult = false;
  /// Calls its callable again and again.
  bool RunsOften = false;
  /// Where the tasks, or the callables that make them, run that are given to
  /// the function.
  Where RunsTasks = Where::Unknown;
  /// Where callables given to the function run.
  Where Callables = Where::Unknown;
  /// Where the code runs after the result was awaited.
  Where ResumesOn = Where::Unknown;
  /// The returned task is already complete.
  bool ReturnsReady = false;
  /// Tasks in the result of `co_await f()` are complete.
  bool GivesDone = false;
  /// Futures in the result of `co_await f()` are ready, though they may hold
  /// exceptions that somebody should look at.
  bool GivesReady = false;
  /// Member function: takes the task's state away, like an await.
  bool Consumes = false;
  /// Member function: a look at a task, which leaves the obligation.
  bool Observes = false;
  /// Said by an attribute in the source, not by a model file.
  bool Marked = false;
  /// How the function is called in messages, if not by its name.
  std::string Display;
};

/// In coroutines of this library's tasks, a call to `For` can be written
/// `With`; `$0`, `$1` ... are its arguments, `$*` the whole call.
struct ReplacementModel {
  std::string For;
  std::string With;
};

/// One model file.
struct LibraryModel {
  std::string Library;
  std::vector<std::string> Prefixes;
  std::vector<TypeModel> Types;
  std::vector<FunctionModel> Functions;
  std::vector<ReplacementModel> Replacements;
  /// `$*` is the blocking call; wraps it where no replacement fits.
  std::string Offload;
  /// The exceptions by which the library cancels a coroutine.
  std::vector<std::string> Cancellation;
};

/// The models in force. Later files win over earlier ones, a name at a time;
/// within one file, entries for one name add up.
/// Immutable after loading, so it may be shared by threads.
class ModelSet {
public:
  ModelSet() = default;
  ModelSet(ModelSet &&) = default;
  ModelSet &operator=(ModelSet &&) = default;
  /// The models that are part of the build.
  static llvm::Expected<ModelSet> builtin();

  /// Adds one file. The error says file, line and what is wrong.
  llvm::Error add(llvm::StringRef Text, llvm::StringRef FileName,
                  bool Builtin = false);
  llvm::Error addFile(llvm::StringRef Path);

  const TypeModel *type(llvm::StringRef QualifiedName) const;
  /// What the models say of a function, in order; empty if nothing.
  llvm::ArrayRef<const FunctionModel *>
  functions(llvm::StringRef QualifiedName) const;
  /// The library that has a type or function of that name, or null.
  const LibraryModel *libraryOfType(llvm::StringRef QualifiedName) const;
  /// Is any function modelled whose last name is this? A quick filter.
  bool mayHaveFunction(llvm::StringRef UnqualifiedName) const {
    return LastNames.contains(UnqualifiedName);
  }
  /// Is there a `ns::*` entry for the namespace or class of that name?
  const FunctionModel *wildcard(llvm::StringRef QualifiedName) const;
  /// Qualified names of all types and functions that make a finding possible
  /// where no coroutine type is in sight: what must be awaited or joined, and
  /// what runs event loops or starts work.
  std::vector<std::string> namesOfTasks() const;
  bool mayHaveType(llvm::StringRef UnqualifiedName) const {
    return LastTypeNames.contains(UnqualifiedName);
  }

private:
  std::deque<LibraryModel> Libraries;
  llvm::StringMap<const TypeModel *> Types;
  llvm::StringMap<const LibraryModel *> TypeLibraries;
  llvm::StringMap<std::vector<const FunctionModel *>> Functions;
  llvm::StringMap<char> LastNames, LastTypeNames;
};

/// The categories of blocking, with whether they are on by default.
struct BlockingCategory {
  llvm::StringLiteral Name;
  bool OnByDefault;
  llvm::StringLiteral Verb; ///< "waits on a lock"
};
llvm::ArrayRef<BlockingCategory> blockingCategories();

} // namespace coro_tidy

#endif
