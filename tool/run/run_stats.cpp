// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "run_stats.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace coro_tidy {

void RunStats::add(const TUResult &Result) {
  ++(Result.Failed ? Failed : Units[static_cast<unsigned>(Result.From)]);
  Sharing += Result.HasSharedHeaders;
  Sum.Cache += Result.Times.Cache;
  Sum.Scan += Result.Times.Scan;
  Sum.Parse += Result.Times.Parse;
  Sum.Analysis += Result.Times.Analysis;
  for (const auto &Check : Result.Times.Checks)
    Sum.Checks[Check.getKey()] += Check.getValue();
}

void RunStats::print(raw_ostream &OS) const {
  auto Seconds = [](uint64_t Microseconds) {
    return format("%10.3f s", Microseconds / 1e6);
  };
  using Origin = TUResult::Origin;
  auto Count = [&](Origin O) { return Units[static_cast<unsigned>(O)]; };
  OS << "translation units: " << Count(Origin::Analysed) << " analysed, "
     << Count(Origin::Cached) << " from the cache, " << Count(Origin::Skipped)
     << " skipped";
  if (size_t Stopped = Count(Origin::Stopped))
    OS << ", " << Stopped << " not done";
  if (Failed)
    OS << ", " << Failed << " could not be";
  OS << "\n"
     << "started from headers that were parsed once: " << Sharing << "\n";
  for (auto [Name, Time] :
       {std::pair("cache", Sum.Cache), std::pair("scan", Sum.Scan),
        std::pair("parse", Sum.Parse), std::pair("analysis", Sum.Analysis)})
    OS << Seconds(Time) << "  " << Name << "\n";
  std::vector<std::pair<uint64_t, StringRef>> Checks;
  for (const auto &Check : Sum.Checks)
    Checks.push_back({Check.getValue(), Check.getKey()});
  llvm::sort(Checks, [](auto &A, auto &B) {
    return A.first != B.first ? A.first > B.first : A.second < B.second;
  });
  for (auto [Time, Name] : Checks)
    OS << Seconds(Time) << "    " << Name << "\n";
  using namespace std::chrono;
  OS << Seconds(
            duration_cast<microseconds>(steady_clock::now() - Start).count())
     << "  in all\n";
}

} // namespace coro_tidy
