// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Results of earlier runs, by what they were made from. An entry is found by a
// key (the tool, its configuration, the command) and holds good as long as
// every input is what it was.
//
// One file a key, replaced as a whole, so that runs may share the folder. What
// is damaged, or of another version, is as good as absent.

#ifndef CORO_TIDY_TOOL_RUN_RESULT_CACHE_H
#define CORO_TIDY_TOOL_RUN_RESULT_CACHE_H

#include "inputs.h"

#include "llvm/Support/Error.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace coro_tidy {

class ResultCache {
public:
  struct Hit {
    std::string Payload;
    std::vector<std::string> Files; ///< that were read
  };

  /// Makes the folder if there is none.
  static llvm::Expected<std::unique_ptr<ResultCache>>
  open(llvm::StringRef Folder);

  /// Thread-safe, as the others are.
  std::optional<Hit> find(ContentHash Key, FileStates &States);
  /// \p Milliseconds is what the result cost. Keeps a few results for other
  /// contents of the same files, so that switching branches and back is free.
  /// A failure is remembered (problem()), and is no other harm.
  void store(ContentHash Key, const Inputs &From, llvm::StringRef Payload,
             uint64_t Milliseconds);
  /// What the last result of the key cost, whether it still holds or not.
  std::optional<uint64_t> cost(ContentHash Key) const;
  /// Removes the entries that were not used for longest, until the rest is
  /// below \p MaxBytes, and those of a month ago. At most every few minutes.
  void prune(uint64_t MaxBytes);
  /// Why something could not be written, or "".
  std::string problem() const;

private:
  explicit ResultCache(std::string Folder) : Folder(std::move(Folder)) {}
  std::string path(ContentHash Key) const;

  std::string Folder;
  mutable std::mutex Lock;
  std::string Problem;
};

} // namespace coro_tidy

#endif
