// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A unit that starts from headers which were parsed before must be the one that
// it would be without. They were parsed first, and in an order of their own. So
// it is taken down which macros the headers define, test and name, and while
// the unit is parsed it is checked that it
//
//  - includes each of the headers, in the end;
//  - neither uses, tests nor defines a macro of a header before it includes
//  that;
//  - includes no header while it has a macro of its own that would have changed
//    the header's text;
//  - includes none within braces, or where a pragma is in force;
//  - includes headers of which one uses the other's macros in the same order;
//  - expands __COUNTER__ after it has included them, if they do so, too;
//  - declares no function, variable or specialisation before it includes a
//  header
//    that names it.
//
// Headers of the system may come in any order ([using.headers]; C, 7.1.2), so
// what only concerns two of them is left alone: they share macros that say what
// is declared already. Headers of the project that several units include mean
// the same in each, by [basic.def.odr].

#ifndef CORO_TIDY_TOOL_RUN_PARSED_HEADERS_H
#define CORO_TIDY_TOOL_RUN_PARSED_HEADERS_H

#include "macro_events.h"

#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem/UniqueID.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace coro_tidy {

/// Whether a unit can start from headers.
struct HeaderFit {
  std::atomic<bool> Unfit = false;
  /// The headers that would have to be left out; none if that is not known.
  llvm::DenseSet<llvm::sys::fs::UniqueID> Blamed;
  /// Where headers of the project were included for the first time, which.
  std::vector<std::pair<clang::SourceLocation, llvm::BitVector>> Inclusions;
};

class ParsedHeaders {
public:
  using FileNumber = unsigned;

  /// Before the headers are read. This must outlive the compiler.
  void record(clang::CompilerInstance &CI);
  /// After the headers are read.
  void finish(clang::CompilerInstance &CI);
  /// Before a unit is read.
  void check(clang::Preprocessor &PP, HeaderFit &Out) const;
  /// After it was read: \p Own are its own declarations at top level.
  void checkDeclarations(llvm::ArrayRef<clang::Decl *> Own,
                         HeaderFit &Out) const;

private:
  class Recorder;
  class Checker;
  using Numbers = llvm::SmallVector<FileNumber, 2>;

  struct File {
    llvm::sys::fs::UniqueID Id;
    bool IsGuarded = false, IsSystem = false;
    unsigned Entered = 0; ///< how often
    llvm::SmallVector<FileNumber, 8> Includes;
    llvm::BitVector Closure; ///< with itself
    /// Of each macro that it uses without including who defines it, and that
    /// was defined before: who did, of whom one is enough.
    std::vector<Numbers> Before;
    /// Those that define macros which it names, and came after.
    Numbers After;
  };
  /// What reading a file once did to a macro.
  struct Effect {
    bool IsOwn = false;  ///< by a directive in that file itself
    bool IsLeft = false; ///< it is another at the end than at the beginning
  };
  /// One time that a file was read.
  struct Reading {
    FileNumber File = 0;
    std::optional<size_t> Within; ///< the number of the reading around it
    llvm::DenseMap<NameHash, Effect> Effects;
  };

  FileNumber number(const llvm::sys::fs::UniqueID &Id);
  void findOwners();
  void findOrder();
  bool isBetweenSystem(FileNumber A, FileNumber B) const {
    return Files[A].IsSystem && Files[B].IsSystem;
  }

  std::vector<File> Files;
  llvm::DenseMap<llvm::sys::fs::UniqueID, FileNumber> Known;
  std::vector<Reading> Readings; ///< in the order in which they began
  /// Which the preprocessor looked at, in these files.
  llvm::DenseSet<std::pair<NameHash, FileNumber>> Uses;
  /// Which would be another text if they were macros, or other ones.
  llvm::DenseSet<std::pair<NameHash, FileNumber>> Mentioned;
  /// Macros that have several, different definitions.
  llvm::DenseSet<NameHash> Ambiguous;
  bool UsesCounter = false;
  /// Including one of them defines the macro, or undefines it. If it is not
  /// ambiguous, one is as good as the other.
  llvm::DenseMap<NameHash, Numbers> Owners;
  llvm::DenseMap<NameHash, Numbers> Mentions;
};

} // namespace coro_tidy

#endif
