// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report_files.h"

#include "checks/program/report_io.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <set>

using namespace llvm;

namespace coro_tidy {

/// As Make and Ninja read paths: no other character is special to both.
static std::string escaped(StringRef Path) {
  std::string Out;
  for (char C : Path) {
    if (C == ' ' || C == '#')
      Out += '\\';
    if (C == '$')
      Out += '$';
    Out += C;
  }
  return Out;
}

static Error write(const std::string &Path,
                   function_ref<void(raw_ostream &)> Content) {
  Error E = writeToOutput(Path, [&](raw_ostream &OS) {
    Content(OS);
    return Error::success();
  });
  if (!E)
    return E;
  return createStringError("cannot write '" + Path +
                           "': " + toString(std::move(E)));
}

Error writeOutput(const std::string &Output, const std::string &Depfile,
                  const TUResult &Result,
                  const std::vector<std::string> &MoreInputs) {
  if (Error E = write(
          Output, [&](raw_ostream &OS) { writeReports(Result.Reports, OS); }))
    return E;
  if (Depfile.empty())
    return Error::success();
  std::set<std::string> Inputs(Result.Inputs.begin(), Result.Inputs.end());
  Inputs.insert(MoreInputs.begin(), MoreInputs.end());
  return write(Depfile, [&](raw_ostream &OS) {
    OS << escaped(Output) << ":";
    for (const std::string &Path : Inputs)
      OS << " \\\n  " << escaped(Path);
    OS << "\n";
  });
}

Expected<std::vector<TUReport>> readInput(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return createStringError(Buffer.getError(),
                             "cannot read '" + Path +
                                 "': " + Buffer.getError().message());
  return readReports((*Buffer)->getMemBufferRef());
}

} // namespace coro_tidy
