// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "inputs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <chrono>

#include <sys/stat.h>

using namespace llvm;

namespace coro_tidy {

ContentHash hashOf(StringRef Content) {
  XXH128_hash_t Hash = xxh3_128bits(arrayRefFromStringRef(Content));
  return {Hash.low64, Hash.high64};
}

static int64_t inNanoseconds(const timespec &T) {
  return static_cast<int64_t>(T.tv_sec) * 1'000'000'000 + T.tv_nsec;
}

std::optional<Stamp> FileStates::stamp(StringRef Path) {
  return Stamps.get(Path, [&]() -> std::optional<Stamp> {
    struct stat Status; // LLVM's has no time of change
    if (::stat(Path.str().c_str(), &Status))
      return std::nullopt;
    Stamp Out;
    Out.Size = Status.st_size;
    Out.Modified = inNanoseconds(Status.st_mtim);
    Out.Changed = inNanoseconds(Status.st_ctim);
    Out.Inode = Status.st_ino;
    Out.Device = Status.st_dev;
    Out.IsFolder = S_ISDIR(Status.st_mode);
    return Out;
  });
}

std::optional<ContentHash> FileStates::content(StringRef Path) {
  return Contents.get(Path, [&]() -> std::optional<ContentHash> {
    auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                        /*RequiresNullTerminator=*/false);
    if (!Buffer)
      return std::nullopt;
    return hashOf((*Buffer)->getBuffer());
  });
}

std::optional<ContentHash> FileStates::listing(StringRef Path) {
  return Listings.get(Path, [&]() -> std::optional<ContentHash> {
    std::vector<std::string> Names;
    std::error_code Why;
    for (sys::fs::directory_iterator It(Path, Why), End; !Why && It != End;
         It.increment(Why))
      Names.push_back(sys::path::filename(It->path()).str());
    if (Why)
      return std::nullopt;
    llvm::sort(Names);
    return hashOf(join(Names, StringRef("\0", 1)));
  });
}

/// File systems round their times down, some to two seconds.
bool FileStates::isSettled(const Stamp &Of) {
  using namespace std::chrono;
  constexpr std::chrono::nanoseconds Resolution = seconds(2);
  int64_t Now = duration_cast<std::chrono::nanoseconds>(
                    system_clock::now().time_since_epoch())
                    .count();
  return std::max(Of.Modified, Of.Changed) + Resolution.count() < Now;
}

void Inputs::add(StringRef Path, Seen::Kind What, ContentHash Hash) {
  auto [It, New] = Known.try_emplace(Path.str());
  // Read twice, and written in between.
  if (!New && What == Seen::Kind::Content && It->second.What == What &&
      !(It->second.Hash == Hash))
    IsTorn = true;
  if (New || It->second.What < What) {
    It->second.What = What;
    It->second.Hash = Hash;
  }
}

void Inputs::seal(FileStates &States) {
  for (auto &[Path, Of] : Known) {
    if (Of.What == Seen::Kind::Missing)
      continue;
    std::optional<Stamp> At = States.stamp(Path);
    if (At)
      Of.At = *At;
    if (!At || !FileStates::isSettled(*At))
      Of.At.Inode = 0; // no file has that: the content is compared
  }
}

void Inputs::merge(const Inputs &Other) {
  for (const auto &[Path, Of] : Other.Known)
    add(Path, Of.What, Of.Hash);
  IsTorn |= Other.IsTorn;
}

Inputs::State Inputs::compare(FileStates &States) const {
  State Out = State::Same;
  for (const auto &[Path, Of] : Known) {
    std::optional<Stamp> Now = States.stamp(Path);
    if (Now.has_value() != (Of.What != Seen::Kind::Missing))
      return State::Changed;
    if (!Now || *Now == Of.At)
      continue;
    // Whether it is a file or a folder, and empty, can be asked without
    // reading.
    if (Now->IsFolder != Of.At.IsFolder || !Now->Size != !Of.At.Size)
      return State::Changed;
    if (Of.What == Seen::Kind::Present)
      continue;
    std::optional<ContentHash> Hash = Of.What == Seen::Kind::Listing
                                          ? States.listing(Path)
                                          : States.content(Path);
    if (!Hash || !(*Hash == Of.Hash))
      return State::Changed;
    Out = State::Touched;
  }
  return Out;
}

std::vector<std::string> Inputs::files() const {
  std::vector<std::string> Out;
  for (const auto &[Path, Of] : Known)
    if (Of.What == Seen::Kind::Content)
      Out.push_back(Path);
  return Out;
}

// Sorted paths share their beginnings: only what is new is written.

void Inputs::write(raw_ostream &OS) const {
  encodeULEB128(Known.size(), OS);
  StringRef Last;
  for (const auto &[Path, Of] : Known) {
    size_t Shared = 0;
    while (Shared < std::min(Last.size(), Path.size()) &&
           Last[Shared] == Path[Shared])
      ++Shared;
    encodeULEB128(Shared, OS);
    encodeULEB128(Path.size() - Shared, OS);
    OS << StringRef(Path).drop_front(Shared);
    Last = Path;
    encodeULEB128(static_cast<unsigned>(Of.What), OS);
    if (Of.What == Seen::Kind::Missing)
      continue;
    const Stamp &At = Of.At;
    for (uint64_t N : {At.Size, static_cast<uint64_t>(At.Modified),
                       static_cast<uint64_t>(At.Changed), At.Inode, At.Device,
                       static_cast<uint64_t>(At.IsFolder)})
      encodeULEB128(N, OS);
    if (Of.What >= Seen::Kind::Listing)
      for (uint64_t N : {Of.Hash.Low, Of.Hash.High})
        encodeULEB128(N, OS);
  }
}

Inputs Inputs::read(DataExtractor &From, DataExtractor::Cursor &At) {
  Inputs Out;
  std::string Path;
  uint64_t Count = From.getULEB128(At);
  for (uint64_t I = 0; I < Count && At; ++I) {
    uint64_t Shared = From.getULEB128(At), Rest = From.getULEB128(At);
    Path.resize(std::min<size_t>(Shared, Path.size()));
    Path += From.getBytes(At, Rest).str();
    Seen Of;
    Of.What = static_cast<Seen::Kind>(std::min<uint64_t>(
        From.getULEB128(At), static_cast<unsigned>(Seen::Kind::Content)));
    if (Of.What != Seen::Kind::Missing) {
      Of.At.Size = From.getULEB128(At);
      Of.At.Modified = From.getULEB128(At);
      Of.At.Changed = From.getULEB128(At);
      Of.At.Inode = From.getULEB128(At);
      Of.At.Device = From.getULEB128(At);
      Of.At.IsFolder = From.getULEB128(At);
    }
    if (Of.What >= Seen::Kind::Listing) {
      Of.Hash.Low = From.getULEB128(At);
      Of.Hash.High = From.getULEB128(At);
    }
    Out.Known.emplace_hint(Out.Known.end(), Path, Of);
  }
  return Out;
}

} // namespace coro_tidy
