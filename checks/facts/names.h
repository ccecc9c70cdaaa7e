// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names of declarations, as models and messages spell them.

#ifndef CORO_TIDY_CHECKS_FACTS_NAMES_H
#define CORO_TIDY_CHECKS_FACTS_NAMES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

#include <string>

namespace coro_tidy {

/// The name under which models list a declaration: qualified, without inline
/// and anonymous namespaces and without template arguments. Constructors and
/// destructors are named after their class: `std::thread::thread`.
std::string modelName(const clang::NamedDecl &D);

/// The last part of modelName, cheap enough to filter every call with.
llvm::StringRef lastName(const clang::NamedDecl &D, std::string &Storage);

/// How messages call a function: as its user knows it, `Loader::load`,
/// qualified by class but not by namespace for the user's own code, and in
/// full for `std`. Without quotes.
std::string displayName(const clang::FunctionDecl &F);

/// `'text'`.
std::string quoted(llvm::StringRef Text);

/// The function with its quotes, or "this lambda".
std::string quotedName(const clang::FunctionDecl &F);

/// A type as the user would write it, shortened where it is very long.
std::string displayType(clang::QualType T, const clang::ASTContext &Ctx);

} // namespace coro_tidy

#endif
