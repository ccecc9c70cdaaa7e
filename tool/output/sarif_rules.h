// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The checks as rules of a SARIF log.

#ifndef CORO_TIDY_TOOL_OUTPUT_SARIF_RULES_H
#define CORO_TIDY_TOOL_OUTPUT_SARIF_RULES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"

#include <optional>

namespace coro_tidy {

/// The array of all checks, in the order of allChecks().
void writeSarifRules(llvm::json::OStream &J);

/// The check's place in that array; none if it is of another version.
std::optional<size_t> sarifRuleIndex(llvm::StringRef Check);

} // namespace coro_tidy

#endif
