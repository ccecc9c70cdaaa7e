// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Of some translation units, which headers are worth parsing once for several
// of them.

#ifndef CORO_TIDY_TOOL_RUN_HEADER_CHOICE_H
#define CORO_TIDY_TOOL_RUN_HEADER_CHOICE_H

#include "include_tree.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"

namespace coro_tidy {

struct SharedHeader {
  llvm::sys::fs::UniqueID Id;
  std::string Spelling; ///< as in IncludeTree
  bool operator==(const SharedHeader &) const = default;
};

struct HeaderChoice {
  /// With less, it costs about as much as it saves.
  static constexpr size_t LeastUnits = 3;

  std::vector<size_t> Units; ///< include all of the headers, and what these do
  std::vector<SharedHeader> Headers; ///< in the order of the first unit

  /// Chooses again, so that none of these is included.
  void drop(const llvm::DenseSet<llvm::sys::fs::UniqueID> &Files);

  /// What the first unit includes, and of that, what all do.
  IncludeTree Tree;
  std::vector<bool> IsCommon;
  /// All begin with the same file.
  bool BeginAlike = false;
};

/// Of units that are compiled with the same flags. No unit is in two choices,
/// some are in none.
std::vector<HeaderChoice> chooseHeaders(llvm::ArrayRef<IncludeTree> Units);

} // namespace coro_tidy

#endif
