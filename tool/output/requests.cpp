// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "requests.h"

#include "output_file.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace llvm;

namespace coro_tidy {

static Expected<FormatRequest> readFormat(StringRef Value) {
  auto [Name, File] = Value.split(':');
  FormatRequest Out;
  Out.Info = findFormat(Name);
  if (!Out.Info) {
    std::string Known = join(
        map_range(allFormats(), [](auto *F) -> StringRef { return F->Name; }),
        ", ");
    return createStringError("--format: unknown format '" + Name +
                             "'; there are " + Known);
  }
  if (File.empty() && Value.ends_with(":"))
    return createStringError("--format=" + Value +
                             " names no file after the colon");
  if (File != "-" && File != "/dev/stdout")
    Out.File = File.str();
  return Out;
}

/// One name for one place, however it is spelled.
static std::string placeOf(const FormatRequest &R) {
  if (R.File.empty())
    return "";
  SmallString<256> Path;
  if (!sys::fs::real_path(R.File, Path))
    return std::string(Path);
  StringRef Folder = sys::path::parent_path(R.File);
  if (sys::fs::real_path(Folder.empty() ? "." : Folder, Path))
    return R.File;
  sys::path::append(Path, sys::path::filename(R.File));
  return std::string(Path);
}

Expected<std::vector<FormatRequest>> readFormats(ArrayRef<std::string> Values) {
  std::vector<FormatRequest> Out;
  std::map<std::string, StringRef> Taken;
  for (const std::string &Value : Values) {
    auto Read = readFormat(Value);
    if (!Read)
      return Read.takeError();
    auto [It, New] = Taken.try_emplace(placeOf(*Read), Read->Info->Name);
    if (!New && Read->File.empty())
      return createStringError(
          "--format: '" + It->second + "' and '" + Read->Info->Name +
          "' would both go to standard output; give one of them a file: "
          "--format=" +
          Read->Info->Name + ":file");
    if (!New)
      return createStringError("--format: '" + It->second + "' and '" +
                               Read->Info->Name + "' would both go to '" +
                               Read->File + "'");
    if (!Read->File.empty())
      if (Error E = verifyWritable(Read->File))
        return E;
    Out.push_back(std::move(*Read));
  }
  if (Out.empty())
    Out.push_back({allFormats().front(), ""});
  return Out;
}

static Error writeToStdout(Format &F, const RunResult &Result) {
  F.write(outs(), Result);
  outs().flush();
  std::error_code Why = outs().error();
  outs().clear_error();
  if (!Why)
    return Error::success();
  return createStringError("cannot write to standard output: " + Why.message());
}

Error writeFormats(ArrayRef<FormatRequest> Requests, const RunResult &Result) {
  Error All = Error::success();
  for (const FormatRequest &R : Requests) {
    std::unique_ptr<Format> F = R.Info->Create();
    Error E =
        R.File.empty()
            ? writeToStdout(*F, Result)
            : writeFile(R.File, [&](raw_ostream &OS) { F->write(OS, Result); });
    All = joinErrors(std::move(All), std::move(E));
  }
  return All;
}

} // namespace coro_tidy
