// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cached_results.h"

#include "checks/program/report_io.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/DataExtractor.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/Process.h"

using namespace clang;

namespace coro_tidy {

/// What clang's driver and front end read from the environment.
static constexpr llvm::StringLiteral Environment[] = {
    "CPATH",
    "C_INCLUDE_PATH",
    "CPLUS_INCLUDE_PATH",
    "OBJC_INCLUDE_PATH",
    "OBJCPLUS_INCLUDE_PATH",
    "INCLUDE",
    "EXTERNAL_INCLUDE",
    "COMPILER_PATH",
    "CLANG_NO_DEFAULT_CONFIG",
    "GCC_EXEC_PREFIX",
    "CCC_OVERRIDE_OPTIONS",
    "CLANG_CONFIG_FILE_SYSTEM_DIR",
    "CLANG_CONFIG_FILE_USER_DIR",
    "SOURCE_DATE_EPOCH",
    "SDKROOT",
    "HOME"};

ContentHash resultKey(const std::string &File, const FileConfig &Config,
                      llvm::ArrayRef<tooling::CompileCommand> Commands,
                      const RunOptions &Options) {
  std::string Text;
  auto Add = [&](llvm::StringRef Part) {
    Text += Part;
    Text += '\0';
  };
  Add(Options.Identity);
  Add(Options.Color ? "color" : "");
  Add(Config.Identity);
  for (llvm::StringRef Name : Environment)
    Add(llvm::sys::Process::GetEnv(Name).value_or(""));
  Add(File);
  for (const tooling::CompileCommand &Command : Commands) {
    Add(Command.Directory);
    for (const std::string &Argument : Command.CommandLine)
      Add(Argument);
    Add("");
  }
  return hashOf(Text);
}

ContentHash scanKey(ContentHash ResultKey) {
  ResultKey.Low ^= 1; // as good a key as the other
  return ResultKey;
}

static void writeText(llvm::raw_ostream &OS, llvm::StringRef Text) {
  llvm::encodeULEB128(Text.size(), OS);
  OS << Text;
}

std::string encode(const TUResult &Result) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  writeText(OS, Result.Errors);
  writeReports(Result.Reports, OS);
  return Out;
}

std::string encode(const ScanResult &Scanned) {
  std::string Out(1, Scanned.NeedsParse);
  for (uint32_t Name : Scanned.Defined) {
    char Bytes[4];
    llvm::support::endian::write32le(Bytes, Name);
    Out.append(Bytes, 4);
  }
  return Out;
}

/// Of the places that a report names: is each still at the end of the same
/// symbolic links?
static bool hasSamePaths(llvm::ArrayRef<TUReport> Reports) {
  llvm::StringSet<> Seen;
  auto IsSame = [&](const Place &P) {
    if (P.File.empty() || !Seen.insert(P.File).second)
      return true;
    llvm::SmallString<256> Real;
    return !llvm::sys::fs::real_path(P.File, Real) && Real == P.RealFile;
  };
  return llvm::all_of(Reports, [&](const TUReport &R) {
    return llvm::all_of(R.Findings, [&](auto &F) { return IsSame(F.Where); }) &&
           llvm::all_of(R.Open,
                        [&](auto &F) { return IsSame(F.Finding.Where); });
  });
}

std::optional<TUResult> decodeResult(ResultCache::Hit Hit,
                                     const std::string &File) {
  TUResult Out;
  Out.File = File;
  Out.From = TUResult::Origin::Cached;
  llvm::DataExtractor From(Hit.Payload, /*IsLittleEndian=*/true, 8);
  llvm::DataExtractor::Cursor At(0);
  Out.Errors = From.getBytes(At, From.getULEB128(At)).str();
  if (llvm::Error E = At.takeError()) {
    llvm::consumeError(std::move(E));
    return std::nullopt;
  }
  auto Reports = readReports(llvm::MemoryBufferRef(
      llvm::StringRef(Hit.Payload).drop_front(At.tell()), File));
  if (!Reports) {
    llvm::consumeError(Reports.takeError());
    return std::nullopt;
  }
  if (!hasSamePaths(*Reports))
    return std::nullopt;
  Out.Reports = std::move(*Reports);
  Out.Inputs = std::move(Hit.Files);
  return Out;
}

ScanResult decodeScan(llvm::StringRef Payload) {
  ScanResult Out;
  Out.NeedsParse = Payload.empty() || Payload.front();
  for (size_t At = 1; At + 4 <= Payload.size(); At += 4)
    Out.Defined.push_back(llvm::support::endian::read32le(Payload.data() + At));
  return Out;
}

} // namespace coro_tidy
