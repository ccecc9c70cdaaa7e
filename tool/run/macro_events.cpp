// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "macro_events.h"

#include "llvm/Support/xxhash.h"

using namespace clang;

namespace coro_tidy {

NameHash hashOfName(llvm::StringRef Name) {
  // The largest values are keys of their own to DenseMap.
  return llvm::xxh3_64bits(Name) >> 1;
}

NameHash hashOfName(const Token &Name) {
  return hashOfName(Name.getIdentifierInfo()->getName());
}

/// Null if there was none.
static const MacroInfo *definitionOf(const MacroDirective *At) {
  if (!At)
    return nullptr;
  MacroDirective::DefInfo Is =
      const_cast<MacroDirective *>(At)->getDefinition();
  return Is && !Is.isUndefined() ? Is.getMacroInfo() : nullptr;
}

bool isSame(const MacroInfo *A, const MacroInfo *B, const Preprocessor &PP) {
  return A == B || (A && B &&
                    A->isIdenticalTo(*B, const_cast<Preprocessor &>(PP),
                                     /*Syntactically=*/true));
}

void MacroEvents::attach(Preprocessor &PP,
                         std::unique_ptr<MacroEvents> Listener) {
  PP.setTokenWatcher([To = Listener.get()](const Token &T) { To->token(T); });
  PP.addPPCallbacks(std::move(Listener));
}

void MacroEvents::MacroDefined(const Token &Name, const MacroDirective *Made) {
  change(Name, definitionOf(Made->getPrevious()), Made->getMacroInfo());
}

void MacroEvents::MacroUndefined(const Token &Name, const MacroDefinition &Was,
                                 const MacroDirective *Made) {
  if (Made) // else there was nothing to undefine
    change(Name, Was.getMacroInfo(), nullptr);
}

} // namespace coro_tidy
