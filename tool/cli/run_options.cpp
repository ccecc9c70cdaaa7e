// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "run_options.h"

#include "lint_report.h"

#include "tool/run/inputs.h"
#include "tool/run/memory_gate.h"

#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace coro_tidy {

Expected<RunOptions> runOptions(const CommandLineOptions &Given,
                                const ModelSet &Models) {
  RunOptions Out;
  auto Host = Given.host();
  if (!Host)
    return Host.takeError();
  Out.Host = std::move(*Host);
  auto Config = configure("./file.cpp", Out.Host, Models);
  if (!Config)
    return Config.takeError();
  if (Config->Analysis.Checks.empty() && !Given.Checks.empty())
    return createStringError(
        "--checks leaves no check on; --list-checks=all lists them");
  if (!sys::fs::is_directory(CORO_TIDY_RESOURCE_DIR))
    return createStringError(
        "clang's own headers are not in '" CORO_TIDY_RESOURCE_DIR
        "'; install the package libclang-common-22-dev");
  Out.Threads = Given.Jobs;
  Out.Color = hasColor(errs());
  // Who names a file and its flags wants to hear of its errors; a build system
  // links what it asked for.
  Out.SkipUnits =
      !Given.NoSkip && !Given.Flags && !Given.AnalyzeSub && !Given.ModelSub;
  Out.ShareHeaders = !Given.NoSharing && !Given.AnalyzeSub;
  Out.TimeChecks = Given.Stats;
  Out.MaxMemory = Given.MaxMemory ? static_cast<uint64_t>(Given.MaxMemory) << 20
                                  : MemoryGate::available() / 4 * 3;
  return Out;
}

Expected<std::unique_ptr<ResultCache>>
openCache(const CommandLineOptions &Given) {
  // What one unit's build step makes is kept by the build system.
  if (Given.NoCache || Given.AnalyzeSub)
    return nullptr;
  std::string Folder = Given.CacheDir;
  bool IsChosen = Given.CacheDir.getNumOccurrences() > 0;
  if (auto FromEnvironment = sys::Process::GetEnv("CORO_TIDY_CACHE_DIR");
      FromEnvironment && !IsChosen) {
    Folder = *FromEnvironment;
    IsChosen = true;
  }
  if (IsChosen && Folder.empty())
    return nullptr;
  if (!IsChosen) {
    SmallString<256> Default;
    if (!sys::path::cache_directory(Default))
      return nullptr; // a user without a home
    sys::path::append(Default, "coro-tidy");
    Folder = std::string(Default);
  }
  auto Cache = ResultCache::open(Folder);
  if (!Cache && !IsChosen) {
    consumeError(Cache.takeError());
    return nullptr;
  }
  return Cache;
}

Expected<std::string> resultIdentity(const CommandLineOptions &Given,
                                     const char *Argv0) {
  std::string Self = sys::fs::getMainExecutable(
      Argv0, reinterpret_cast<void *>(&resultIdentity));
  FileStates Files;
  std::string Out = CORO_TIDY_VERSION + clang::getClangFullVersion();
  raw_string_ostream OS(Out);
  for (const std::string &File : llvm::concat<const std::string>(
           ArrayRef<std::string>(Self), Given.ModelFiles)) {
    auto Hash = Files.content(File);
    if (!Hash)
      return createStringError("cannot read '" + File + "'");
    OS << " " << File << " " << Hash->Low << Hash->High;
  }
  return Out;
}

} // namespace coro_tidy
