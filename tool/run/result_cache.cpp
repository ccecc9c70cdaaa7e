// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "result_cache.h"

#include "tool/output/output_file.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/EndianStream.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace coro_tidy {

// Eight bytes that name the format and its version; XXH3 of the rest, 8 bytes,
// little endian. Then results, the newest first, each: its size, 4 bytes; what
// it cost; its inputs; its payload.
constexpr StringLiteral Magic("\x89"
                              "CTC\n\x1a"
                              "\x01\n");
constexpr size_t HeaderSize = 8 + 8;
/// How many contents of one command's inputs are remembered.
constexpr size_t MaxResults = 4;

Expected<std::unique_ptr<ResultCache>> ResultCache::open(StringRef Folder) {
  std::error_code Why = sys::fs::create_directories(Folder);
  if (!Why && !sys::fs::is_directory(Folder)) // a file is as good to it
    Why = std::make_error_code(std::errc::not_a_directory);
  if (Why)
    return createStringError(Why, "cannot make the cache folder '" + Folder +
                                      "': " + Why.message());
  return std::unique_ptr<ResultCache>(new ResultCache(Folder.str()));
}

/// The prefix is what llvm::pruneCache looks for.
std::string ResultCache::path(ContentHash Key) const {
  SmallString<256> Out(Folder);
  sys::path::append(Out, "llvmcache-" + utohexstr(Key.High, true, 16) +
                             utohexstr(Key.Low, true, 16));
  return std::string(Out);
}

/// The results in the file, sound or none.
static std::unique_ptr<MemoryBuffer> readEntry(const std::string &Path,
                                               StringRef &Results) {
  auto File = sys::fs::openNativeFileForRead(Path, sys::fs::OF_UpdateAtime);
  if (!File) {
    consumeError(File.takeError());
    return nullptr;
  }
  auto Buffer = MemoryBuffer::getOpenFile(*File, Path, /*FileSize=*/-1,
                                          /*RequiresNullTerminator=*/false);
  sys::fs::closeFile(*File);
  if (!Buffer)
    return nullptr;
  StringRef Bytes = (*Buffer)->getBuffer();
  if (Bytes.size() < HeaderSize || !Bytes.starts_with(Magic))
    return nullptr;
  StringRef Content = Bytes.drop_front(HeaderSize);
  if (support::endian::read64le(Bytes.data() + Magic.size()) !=
      xxh3_64bits(Content))
    return nullptr;
  Results = Content;
  return std::move(*Buffer);
}

/// Takes the first of the results off.
static StringRef takeResult(StringRef &Results) {
  if (Results.size() < 4)
    return Results = "";
  uint32_t Size = support::endian::read32le(Results.data());
  StringRef Out = Results.drop_front(4).take_front(Size);
  Results = Results.drop_front(4 + Out.size());
  return Out;
}

static std::string encode(const Inputs &From, StringRef Payload,
                          uint64_t Milliseconds) {
  std::string Out;
  raw_string_ostream OS(Out);
  encodeULEB128(Milliseconds, OS);
  From.write(OS);
  OS << Payload;
  return Out;
}

static std::string withHeader(ArrayRef<StringRef> Results) {
  std::string Content;
  raw_string_ostream ContentOS(Content);
  support::endian::Writer Sizes(ContentOS, endianness::little);
  for (StringRef Result : Results) {
    Sizes.write<uint32_t>(Result.size());
    ContentOS << Result;
  }
  std::string Out;
  raw_string_ostream OS(Out);
  OS << Magic;
  support::endian::Writer(OS, endianness::little)
      .write<uint64_t>(xxh3_64bits(Content));
  OS << Content;
  return Out;
}

std::optional<ResultCache::Hit> ResultCache::find(ContentHash Key,
                                                  FileStates &States) {
  StringRef Results;
  auto Buffer = readEntry(path(Key), Results);
  if (!Buffer)
    return std::nullopt;
  while (!Results.empty()) {
    StringRef Result = takeResult(Results);
    DataExtractor From(Result, /*IsLittleEndian=*/true, /*AddressSize=*/8);
    DataExtractor::Cursor At(0);
    uint64_t Cost = From.getULEB128(At);
    Inputs Made = Inputs::read(From, At);
    StringRef Payload =
        Result.drop_front(std::min<size_t>(At.tell(), Result.size()));
    if (Error E = At.takeError()) {
      consumeError(std::move(E));
      continue;
    }
    Inputs::State State = Made.compare(States);
    if (State == Inputs::State::Changed)
      continue;
    if (State == Inputs::State::Touched) {
      Made.seal(States); // the stamps will do next time
      store(Key, Made, Payload, Cost);
    }
    return Hit{Payload.str(), Made.files()};
  }
  return std::nullopt;
}

void ResultCache::store(ContentHash Key, const Inputs &From, StringRef Payload,
                        uint64_t Milliseconds) {
  if (From.isTorn())
    return;
  std::string New = encode(From, Payload, Milliseconds);
  SmallVector<StringRef, MaxResults> Results{New};
  StringRef Old;
  auto Buffer = readEntry(path(Key), Old);
  while (!Old.empty() && Results.size() < MaxResults)
    // The same content with other stamps is the same result.
    if (StringRef Result = takeResult(Old); !Result.ends_with(Payload))
      Results.push_back(Result);
  std::string Bytes = withHeader(Results);
  Error E = writeFile(path(Key), [&](raw_ostream &OS) { OS << Bytes; });
  if (!E)
    return;
  std::lock_guard<std::mutex> Guard(Lock);
  Problem = toString(std::move(E));
}

std::optional<uint64_t> ResultCache::cost(ContentHash Key) const {
  StringRef Results;
  auto Buffer = readEntry(path(Key), Results);
  if (!Buffer)
    return std::nullopt;
  DataExtractor From(takeResult(Results), /*IsLittleEndian=*/true, 8);
  DataExtractor::Cursor At(0);
  uint64_t Cost = From.getULEB128(At);
  if (Error E = At.takeError()) {
    consumeError(std::move(E));
    return std::nullopt;
  }
  return Cost;
}

void ResultCache::prune(uint64_t MaxBytes) {
  CachePruningPolicy Policy;
  Policy.Interval = std::chrono::minutes(5);
  Policy.Expiration = std::chrono::hours(30 * 24);
  Policy.MaxSizePercentageOfAvailableSpace = 50;
  Policy.MaxSizeBytes = MaxBytes;
  pruneCache(Folder, Policy);
}

std::string ResultCache::problem() const {
  std::lock_guard<std::mutex> Guard(Lock);
  return Problem;
}

} // namespace coro_tidy
