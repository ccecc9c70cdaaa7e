// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// std::stable_sort, which libstdc++ 12 implements with a function that clang
// reports as deprecated.

#ifndef CORO_TIDY_CHECKS_FACTS_STABLE_SORT_H
#define CORO_TIDY_CHECKS_FACTS_STABLE_SORT_H

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"

#include <vector>

namespace coro_tidy {

/// Sorts by \p Less; what is equal keeps its order.
template <class T, class Compare>
void stableSort(std::vector<T> &Items, Compare Less) {
  auto Order = llvm::to_vector(llvm::seq<size_t>(0, Items.size()));
  llvm::sort(Order, [&](size_t A, size_t B) {
    if (Less(Items[A], Items[B]))
      return true;
    return A < B && !Less(Items[B], Items[A]);
  });
  std::vector<T> Sorted;
  Sorted.reserve(Items.size());
  for (size_t I : Order)
    Sorted.push_back(std::move(Items[I]));
  Items = std::move(Sorted);
}

} // namespace coro_tidy

#endif
