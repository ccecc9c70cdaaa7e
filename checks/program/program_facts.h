// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What one translation unit says about its functions, for questions that only
// the whole program can answer. Plain data: it outlives the AST, is written to
// .ctr files and joined by program.h.

#ifndef CORO_TIDY_CHECKS_PROGRAM_PROGRAM_FACTS_H
#define CORO_TIDY_CHECKS_PROGRAM_PROGRAM_FACTS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace coro_tidy {

/// Index into a StringPool; 0 is the empty string.
using StringId = uint32_t;

/// Strings, each kept once, numbered in the order in which they came.
class StringPool {
public:
  StringPool() { add(""); }
  StringPool(StringPool &&) = default; // a copy would refer to the original
  StringPool &operator=(StringPool &&) = default;
  StringId add(llvm::StringRef Text) {
    auto [It, New] = Ids.try_emplace(Text, Texts.size());
    if (New)
      Texts.push_back(It->getKey());
    return It->second;
  }
  llvm::StringRef operator[](StringId Id) const { return Texts[Id]; }
  size_t size() const { return Texts.size(); }

private:
  llvm::StringMap<StringId> Ids;
  std::vector<llvm::StringRef> Texts; ///< into Ids, whose entries stay put
};

/// A test of one of the function's own parameters, counted from 0.
struct ParameterTest {
  enum class Kind : uint8_t {
    IsZero,
    HasBits,
    Equals,
    IsReady, ///< a future that is complete already
  };
  uint32_t Parameter = 0;
  Kind Test = Kind::IsZero;
  int64_t Value = 0; ///< of HasBits and Equals
  bool operator==(const ParameterTest &) const = default;
};

/// What is known of an argument; nothing is said of the others.
struct ArgumentFact {
  uint32_t Index = 0;
  /// The caller's own parameter, handed on; or a constant.
  std::optional<uint32_t> Parameter;
  bool IsZero = false;
  bool IsReady = false;
  std::optional<int64_t> Value;
};

/// A call that blocks by itself, or does what else a model says of it.
struct LeafFacts {
  StringId Name = 0; ///< as messages call it, with quotes
  StringId Category = 0;
  /// Said by an attribute in the source, not by a model file.
  bool IsMarked = false;
  /// Blocks in the destructor of the call's result.
  bool InResultDestructor = false;
  /// Does not block if one of these holds.
  std::vector<ParameterTest> Unless;
};

enum class CallKind : uint8_t {
  Call,
  Destructor, ///< the end of a variable's or a temporary's life
  Callable,   ///< something handed to a function, which calls it
};

/// A call that runs in the function that it stands in.
struct EdgeFacts {
  CallKind Kind = CallKind::Call;
  /// The callee is what the overriders override.
  bool IsVirtual = false;
  /// Runs once in the program's life: initialises a static local.
  bool IsOnce = false;
  /// Can the function return after it?
  bool MayReturnAfter = true;
  /// Does every way through the function come to it?
  bool IsUnavoidable = true;
  StringId File = 0;
  uint32_t Line = 0, Column = 0; ///< from 1; Column in bytes
  /// The function that is called, by its key, and as messages call it.
  StringId Callee = 0, Name = 0;
  /// Of a Callable: runs only if that function calls this parameter; 0 if it
  /// is known to run.
  StringId RunBy = 0;
  uint32_t RunByParameter = 0;
  std::vector<ArgumentFact> Arguments;
  std::optional<LeafFacts> Leaf;
  /// While the AST is there; not written to files.
  clang::SourceLocation Loc;
};

/// A call whose consequences only the whole program can tell.
struct OpenCall {
  EdgeFacts Edge;
  /// The leaves that are asked for.
  std::vector<std::string> Categories;
};

/// The function calls its parameter, or hands it to a function that may.
struct RunFact {
  uint32_t Parameter = 0;
  StringId To = 0; ///< key; 0: it calls it itself
  uint32_t ToParameter = 0;
};

/// A function with a body. Keys are USRs; those of functions that no other TU
/// can name start with '#' and mean something within their TU only.
struct FunctionFacts {
  StringId Key = 0, Name = 0;
  /// Under which name a model would list it, if it is declared in a header for
  /// others to call; else 0.
  StringId ModelName = 0;
  /// The linker wants it to have one body only. If there are several all the
  /// same, they are of several programs, and a TU that has one means its own.
  bool IsStrong = false;
  /// Keys of the methods that it overrides, directly or not.
  std::vector<StringId> Overrides;
  std::vector<RunFact> Runs;
  std::vector<EdgeFacts> Edges;
};

struct ProgramFacts {
  StringPool Strings;
  std::vector<FunctionFacts> Functions;
};

} // namespace coro_tidy

#endif
