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

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace coro_tidy {

/// The command without what is the file's own: equal for two files that are
/// compiled in the same way.
std::string sharedFlags(const clang::tooling::CompileCommand &Command);

/// Headers that were parsed, for units to start from. Thread-safe once it is
/// built.
class PrecompiledHeaders {
public:
  /// Parses the headers as the unit of \p Invocation would, in that folder. If
  /// some cannot be parsed so, they are told, and all is of no use. \p Stop
  /// ends it, likewise.
  llvm::DenseSet<llvm::sys::fs::UniqueID>
  build(llvm::ArrayRef<SharedHeader> Headers,
        const clang::CompilerInvocation &Invocation, llvm::StringRef Folder,
        FileStates &States, const std::atomic<bool> *Stop);
  bool isBuilt() const { return Parsed.has_value(); }

  /// Makes a unit start from them. This must outlive its parse. \p From gets
  /// the inputs.
  void apply(clang::CompilerInvocation &Invocation,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
             Inputs &From) const;
  /// Before such a unit is preprocessed. \p Out is told once it turns out that
  /// it cannot start from them.
  void begin(clang::Preprocessor &PP, HeaderFit &Out) const;
  /// After it was parsed: all declarations that may have to be analysed. \p Own
  /// are those of the unit itself.
  std::vector<clang::Decl *> declarations(clang::ASTReader &Reader,
                                          llvm::ArrayRef<clang::Decl *> Own,
                                          HeaderFit &Out) const;

private:
  std::optional<clang::PrecompiledPreamble> Parsed;
  ParsedHeaders Record;
  std::vector<clang::LocalDeclID> Declarations;
  uint32_t Counter = 0; ///< of __COUNTER__
  Inputs Read;
};

/// What a group of units shares. Thread-safe.
class SharedHeaders {
public:
  SharedHeaders(HeaderChoice Choice, const std::atomic<bool> *Stop)
      : Choice(std::move(Choice)), Stop(Stop) {}

  /// What the unit can start from, or null. The first to ask parses it.
  std::shared_ptr<const PrecompiledHeaders>
  get(const clang::CompilerInvocation &Invocation, llvm::StringRef Folder,
      FileStates &States);

  /// Whether it could, after all. If many cannot, the headers that are to blame
  /// are left out; and if that does not help, nobody tries any more.
  void tell(bool WasOfUse, const HeaderFit &Fit);

private:
  HeaderChoice Choice;
  const std::atomic<bool> *Stop;
  std::mutex Lock;
  bool IsTried = false;
  std::shared_ptr<PrecompiledHeaders> Now;
  unsigned Uses = 0, Failures = 0, Changes = 0; ///< of Choice
  llvm::DenseMap<llvm::sys::fs::UniqueID, unsigned> Blame;
};

} // namespace coro_tidy

#endif
