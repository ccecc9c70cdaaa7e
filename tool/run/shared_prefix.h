// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Translation units that begin with the same includes of system headers, under
// the same flags, parse them once: the first makes a precompiled header, the
// others start from it.

#ifndef CORO_TIDY_TOOL_RUN_SHARED_PREFIX_H
#define CORO_TIDY_TOOL_RUN_SHARED_PREFIX_H

#include "inputs.h"

#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace coro_tidy {

/// What a source begins with: `#include <...>` lines, and comments between
/// them.
struct IncludePrefix {
  std::vector<std::string> Headers;
  std::vector<size_t> Ends; ///< the offset behind each one's line

  static IncludePrefix of(llvm::StringRef Source);
};

/// The command without what is the file's own: equal for two files that are
/// compiled in the same way.
std::string sharedFlags(const clang::tooling::CompileCommand &Command);

/// Thread-safe.
class SharedPrefix {
public:
  explicit SharedPrefix(std::vector<std::string> Headers)
      : Headers(std::move(Headers)) {}

  /// Makes the unit start from the prefix, or from the part before the first
  /// header that has an error, or is none of the system's, so that its
  /// functions have to be analysed. False if that leaves nothing, or \p Main
  /// does not begin like that. \p Main must outlive the parse, as must this.
  /// \p From gets the inputs.
  bool apply(clang::CompilerInvocation &Invocation, llvm::MemoryBuffer &Main,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
             FileStates &States, Inputs &From);

private:
  size_t build(const clang::CompilerInvocation &Invocation,
               llvm::StringRef Folder, FileStates &States);

  std::vector<std::string> Headers;
  std::mutex Lock;
  bool IsTried = false;
  std::optional<clang::PrecompiledPreamble> Parsed;
  Inputs Read;
};

/// For each of some units, given by flags and prefix, what it is to share with
/// others, or null. Sharing costs about a parse of the prefix, so that it takes
/// three to be worth it.
std::vector<std::shared_ptr<SharedPrefix>>
sharePrefixes(llvm::ArrayRef<std::pair<std::string, IncludePrefix>> Units);

} // namespace coro_tidy

#endif
