// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report_files.h"

#include "checks/program/report_io.h"
#include "tool/common/read_file.h"
#include "tool/output/output_file.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
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

Error writeOutput(const std::string &Output, const std::string &Depfile,
                  const TUResult &Result,
                  const std::vector<std::string> &MoreInputs) {
  if (Error E = writeFile(
          Output, [&](raw_ostream &OS) { writeReports(Result.Reports, OS); }))
    return E;
  if (Depfile.empty())
    return Error::success();
  std::set<std::string> Inputs(MoreInputs.begin(), MoreInputs.end());
  for (const std::string &Input : Result.Inputs) {
    SmallString<256> Path(StringRef{Input});
    // Ninja shortens `/../lib` in its own way.
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    Inputs.insert(std::string(Path));
  }
  return writeFile(Depfile, [&](raw_ostream &OS) {
    OS << escaped(Output) << ":";
    for (const std::string &Path : Inputs)
      OS << " \\\n  " << escaped(Path);
    OS << "\n";
  });
}

Expected<std::vector<TUReport>> readInput(const std::string &Path) {
  auto Buffer = readFile(Path);
  if (!Buffer)
    return Buffer.takeError();
  return readReports((*Buffer)->getMemBufferRef());
}

} // namespace coro_tidy
