// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the analysis of a translation unit depends on in the file system, and
// whether that is still so. Every look counts: a header that was not found in
// one folder and so was taken from the next is an input, for it may be put
// there.

#ifndef CORO_TIDY_TOOL_RUN_INPUTS_H
#define CORO_TIDY_TOOL_RUN_INPUTS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/DataExtractor.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace coro_tidy {

/// XXH3 of a file's content, 128 bits.
struct ContentHash {
  uint64_t Low = 0, High = 0;
  bool operator==(const ContentHash &) const = default;
};
ContentHash hashOf(llvm::StringRef Content);

/// What stat(2) says of a file. No write leaves it as it was, except within
/// the resolution of the file system's clock (see Stamp::isSettled).
struct Stamp {
  uint64_t Size = 0;
  int64_t Modified = 0, Changed = 0; ///< nanoseconds since 1970
  uint64_t Inode = 0, Device = 0;
  bool IsFolder = false;
  bool operator==(const Stamp &) const = default;
};

/// Knows the files of one run: asks for each once. Thread-safe.
class FileStates {
public:
  /// Nothing if there is no such file, or it cannot be seen.
  std::optional<Stamp> stamp(llvm::StringRef Path);
  /// Nothing if it cannot be read.
  std::optional<ContentHash> content(llvm::StringRef Path);
  /// Of the sorted names of a folder's entries.
  std::optional<ContentHash> listing(llvm::StringRef Path);
  /// Whether the stamp can stand for the content: another write later than
  /// `stamp()` would change it. It could not if the last one was just before.
  static bool isSettled(const Stamp &Of);

private:
  template <class T> struct Answers {
    std::mutex Lock;
    llvm::StringMap<std::optional<T>> Known;
    template <class F> std::optional<T> get(llvm::StringRef Path, F Ask) {
      {
        std::lock_guard<std::mutex> Guard(Lock);
        if (auto It = Known.find(Path); It != Known.end())
          return It->second;
      }
      std::optional<T> Answer = Ask();
      std::lock_guard<std::mutex> Guard(Lock);
      return Known.try_emplace(Path, Answer).first->second;
    }
  };
  Answers<Stamp> Stamps;
  Answers<ContentHash> Contents, Listings;
};

/// Not thread-safe.
class Inputs {
public:
  struct Seen {
    enum class Kind : uint8_t {
      Missing, ///< it was looked for
      Present, ///< there, but not read
      Listing, ///< a folder whose entries were asked for
      Content, ///< read; the strongest
    };
    Kind What = Kind::Missing;
    ContentHash Hash; ///< of Listing and Content
    Stamp At;         ///< unless Missing; its inode is 0 if not to be trusted
  };

  /// \p Path is absolute.
  void add(llvm::StringRef Path, Seen::Kind What, ContentHash Hash = {});
  /// Takes down the stamps, as the run knows them.
  void seal(FileStates &States);
  /// Of two commands for one file.
  void merge(const Inputs &Other);

  enum class State { Changed, Touched, Same };
  /// Touched: stamps differ, contents do not.
  State compare(FileStates &States) const;

  void write(llvm::raw_ostream &OS) const;
  /// Errors are in the cursor.
  static Inputs read(llvm::DataExtractor &From,
                     llvm::DataExtractor::Cursor &At);

  /// The paths of what was read, sorted.
  std::vector<std::string> files() const;
  /// Files changed while they were read: what came of it holds for no state of
  /// them.
  bool isTorn() const { return IsTorn; }

private:
  std::map<std::string, Seen, std::less<>> Known;
  bool IsTorn = false;
};

} // namespace coro_tidy

#endif
