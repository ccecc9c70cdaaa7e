// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gives many files new content, all of them or none.

#ifndef CORO_TIDY_TOOL_CLI_REPLACE_FILES_H
#define CORO_TIDY_TOOL_CLI_REPLACE_FILES_H

#include "llvm/Support/Error.h"

#include <map>
#include <string>

namespace coro_tidy {

/// Replaces the content of existing files, by path. What can fail is done
/// before the first one is touched; if renaming one fails after all, the ones
/// before it get their former content back. Modes stay, and owners if that is
/// allowed. The error says that nothing has changed, or where the former
/// content is.
llvm::Error replaceFiles(const std::map<std::string, std::string> &Texts);

} // namespace coro_tidy

#endif
