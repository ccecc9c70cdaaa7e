// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// NOLINT comments that suppress nothing. Only the host knows what was
// suppressed, so it calls this after the analysis.

#ifndef CORO_TIDY_CHECKS_MISUSE_UNUSED_SUPPRESSION_H
#define CORO_TIDY_CHECKS_MISUSE_UNUSED_SUPPRESSION_H

#include "../finding.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSet.h"

namespace coro_tidy {

/// The NOLINT, NOLINTNEXTLINE and NOLINTBEGIN comments of the main file that
/// name a check of \p Ran and hide none of \p Suppressed. Headers are left
/// out: what is suppressed there may be found in other translation units.
std::vector<Finding> unusedSuppressions(const clang::SourceManager &SM,
                                        const clang::LangOptions &Language,
                                        llvm::ArrayRef<Finding> Suppressed,
                                        const llvm::StringSet<> &Ran);

} // namespace coro_tidy

#endif
