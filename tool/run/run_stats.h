// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --stats: what became of the translation units, and where the time went.

#ifndef CORO_TIDY_TOOL_RUN_RUN_STATS_H
#define CORO_TIDY_TOOL_RUN_RUN_STATS_H

#include "runner.h"

#include "llvm/Support/raw_ostream.h"

#include <chrono>

namespace coro_tidy {

class RunStats {
public:
  void add(const TUResult &Result);
  /// Times are sums over all threads, but for the last line.
  void print(llvm::raw_ostream &OS) const;

private:
  size_t Units[4] = {}; ///< by TUResult::Origin
  size_t Failed = 0;
  size_t Sharing = 0;
  UnitTimes Sum;
  std::chrono::steady_clock::time_point Start =
      std::chrono::steady_clock::now();
};

} // namespace coro_tidy

#endif
