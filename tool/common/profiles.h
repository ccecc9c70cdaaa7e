// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// .coro-tidy files: fewer findings in some paths of a project, such as its
// tests. docs/adoption.md describes the format. Shared by all hosts.

#ifndef CORO_TIDY_TOOL_COMMON_PROFILES_H
#define CORO_TIDY_TOOL_COMMON_PROFILES_H

#include "checks/finding.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"

#include <memory>
#include <string>
#include <vector>

namespace coro_tidy {

/// Reads each file once. Not thread-safe.
class Profiles {
public:
  /// Whether findings of that check and confidence are shown in the file
  /// (absolute, without dots). The file that the finding is in decides, not
  /// the translation unit. The error names the .coro-tidy file and the line.
  llvm::Expected<bool> isShown(llvm::StringRef File, llvm::StringRef Check,
                               Confidence Sure);

  /// What is wrong with the .coro-tidy file that the file belongs to.
  llvm::Error verify(llvm::StringRef File);

  /// The nearest .coro-tidy file above; empty if there is none.
  static std::string find(llvm::StringRef File);

private:
  struct Profile {
    std::vector<llvm::Regex> Paths;
    std::string Checks;
    Confidence Least = Confidence::Possible;
  };
  struct Loaded {
    std::vector<Profile> All;
    std::string Mistake;
  };
  static Loaded load(llvm::StringRef Path);
  /// Null if there is none.
  const Loaded *above(llvm::StringRef File, llvm::StringRef &Folder);

  llvm::StringMap<Loaded> ByPath;
  llvm::StringMap<std::string> PathByFolder;
};

} // namespace coro_tidy

#endif
