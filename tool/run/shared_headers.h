// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Translation units that include the same headers, under the same flags, parse
// them once: the first makes a precompiled header, all start from it.

#ifndef CORO_TIDY_TOOL_RUN_SHARED_HEADERS_H
#define CORO_TIDY_TOOL_RUN_SHARED_HEADERS_H

#include "header_choice.h"
#include "inputs.h"
#include "parsed_headers.h"

#include "clang/AST/DeclID.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Serialization/ASTReader.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace coro_tidy {

/// The command without what is the file's own: equal for two files that are
/// compiled in the same way.
std::string sharedFlags(const clang::tooling::CompileCommand &Command);

/// Thread-safe.
class SharedHeaders {
public:
  /// \p Stop ends the parse of the headers, which are of no use then.
  SharedHeaders(std::vector<SharedHeader> Headers,
                const std::atomic<bool> *Stop)
      : Headers(std::move(Headers)), Stop(Stop) {}

  /// Makes a unit start from the headers, or from those that can be parsed by
  /// themselves. False if it cannot. This must outlive the parse. \p From gets
  /// the inputs.
  bool apply(clang::CompilerInvocation &Invocation,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
             FileStates &States, Inputs &From);

  /// Before a unit to which they were applied is preprocessed. \p Unfit is set
  /// once it turns out that it cannot start from them.
  void begin(clang::Preprocessor &PP, std::atomic<bool> &Unfit) const;
  /// What the headers declare, and may have to be analysed, in such a unit.
  std::vector<clang::Decl *> declarations(clang::ASTReader &Reader) const;

  /// Whether it could use them after all. If many cannot, nobody tries any
  /// more.
  void tell(bool WasOfUse);

private:
  bool build(const clang::CompilerInvocation &Invocation,
             llvm::StringRef Folder, FileStates &States);

  std::vector<SharedHeader> Headers;
  const std::atomic<bool> *Stop;
  std::mutex Lock;
  bool IsTried = false;
  unsigned Uses = 0, Failures = 0;
  std::optional<clang::PrecompiledPreamble> Parsed;
  std::unique_ptr<ParsedHeaders> Record;
  std::vector<clang::LocalDeclID> Declarations;
  uint32_t Counter = 0; ///< of __COUNTER__
  Inputs Read;
};

} // namespace coro_tidy

#endif
