// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "work.h"

#include "database.h"
#include "flags.h"
#include "sources.h"

#include "tool/common/paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace coro_tidy {

/// `coro-tidy file ... -- flags`, or `-- compiler flags file`.
static Expected<Work> withFlags(const CommandLineOptions &Given) {
  Work Out;
  if (!Given.BuildDir.empty())
    return createStringError("-p and flags after '--' exclude each other");
  std::vector<std::string> Named = Given.sources().vec();
  auto Flags = readFlags(*Given.Flags, Named);
  if (!Flags)
    return Flags.takeError();
  if (Named.empty())
    return createStringError("no file given; name one before '--'");
  for (const std::string &Path : Named) {
    if (!sys::fs::exists(Path))
      return createStringError("'" + Path + "': no such file");
    if (sys::fs::is_directory(Path))
      return createStringError("'" + Path +
                               "' is a folder; with flags after '--', name "
                               "files");
    if (std::string File = absolutePath(Path); !is_contained(Out.Files, File))
      Out.Files.push_back(std::move(File));
  }
  Out.Database = std::move(*Flags);
  return Out;
}

static Expected<Work> fromDatabase(const CommandLineOptions &Given) {
  Work Out;
  auto Opened = openDatabase(Given.BuildDir);
  if (!Opened)
    return Opened.takeError();
  Out.Database = std::move(*Opened);
  auto Selected = selectSources(*Out.Database, Given.sources());
  if (!Selected)
    return Selected.takeError();
  Out.Files = std::move(*Selected);
  return Out;
}

Expected<Work> findWork(const CommandLineOptions &Given) {
  return Given.Flags ? withFlags(Given) : fromDatabase(Given);
}

} // namespace coro_tidy
