// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef CORO_TIDY_TOOL_RUN_MACRO_EVENTS_H
#define CORO_TIDY_TOOL_RUN_MACRO_EVENTS_H

#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

namespace coro_tidy {

/// XXH3 of a name.
using NameHash = uint64_t;
NameHash hashOfName(llvm::StringRef Name);
NameHash hashOfName(const clang::Token &Name);

/// Are both the same definition, or none?
bool isSame(const clang::MacroInfo *A, const clang::MacroInfo *B,
            const clang::Preprocessor &PP);

/// Where macros are looked at or changed, in whichever way, which files are
/// included, and the tokens that are left.
class MacroEvents : public clang::PPCallbacks {
public:
  /// Makes \p Listener hear of all that \p PP does from now on.
  static void attach(clang::Preprocessor &PP,
                     std::unique_ptr<MacroEvents> Listener);

  void InclusionDirective(clang::SourceLocation Hash, const clang::Token &,
                          llvm::StringRef, bool, clang::CharSourceRange,
                          clang::OptionalFileEntryRef File, llvm::StringRef,
                          llvm::StringRef, const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind Kind) override {
    if (File)
      include(Hash, *File, clang::SrcMgr::isSystem(Kind));
  }
  void MacroExpands(const clang::Token &Name, const clang::MacroDefinition &,
                    clang::SourceRange, const clang::MacroArgs *) override {
    look(Name);
  }
  void Defined(const clang::Token &Name, const clang::MacroDefinition &,
               clang::SourceRange) override {
    look(Name);
  }
  void Ifdef(clang::SourceLocation, const clang::Token &Name,
             const clang::MacroDefinition &) override {
    look(Name);
  }
  void Ifndef(clang::SourceLocation, const clang::Token &Name,
              const clang::MacroDefinition &) override {
    look(Name);
  }
  using PPCallbacks::Elifdef;
  void Elifdef(clang::SourceLocation, const clang::Token &Name,
               const clang::MacroDefinition &) override {
    look(Name);
  }
  using PPCallbacks::Elifndef;
  void Elifndef(clang::SourceLocation, const clang::Token &Name,
                const clang::MacroDefinition &) override {
    look(Name);
  }
  void MacroDefined(const clang::Token &Name,
                    const clang::MacroDirective *Made) override;
  void MacroUndefined(const clang::Token &Name,
                      const clang::MacroDefinition &Was,
                      const clang::MacroDirective *Made) override;

protected:
  virtual void include(clang::SourceLocation Hash, clang::FileEntryRef File,
                       bool IsSystem) = 0;
  virtual void token(const clang::Token &T) = 0;
  virtual void look(const clang::Token &Name) = 0;
  virtual void change(const clang::Token &Name, const clang::MacroInfo *Before,
                      const clang::MacroInfo *After) = 0;
};

} // namespace coro_tidy

#endif
