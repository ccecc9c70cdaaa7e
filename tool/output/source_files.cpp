// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "source_files.h"

#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace coro_tidy {

std::optional<StringRef> SourceFiles::read(StringRef File) {
  auto [It, New] = Buffers.try_emplace(File);
  if (New)
    if (auto Read = MemoryBuffer::getFile(File))
      It->second = std::move(*Read);
  if (!It->second)
    return std::nullopt;
  return It->second->getBuffer();
}

std::optional<StringRef> SourceFiles::textFor(const PlacedFix &Fix) {
  auto Text = read(Fix.File);
  return Text && xxh3_64bits(*Text) == Fix.Hash ? Text : std::nullopt;
}

} // namespace coro_tidy
