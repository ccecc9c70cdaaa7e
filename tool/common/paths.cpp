// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "paths.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace coro_tidy {

std::string absolutePath(StringRef Path, StringRef Folder) {
  SmallString<256> Out(Path);
  sys::path::make_absolute(Folder, Out);
  sys::fs::make_absolute(Out);
  sys::path::remove_dots(Out, /*remove_dot_dot=*/true);
  return std::string(Out);
}

std::string realPath(StringRef Path) {
  SmallString<256> Real;
  return sys::fs::real_path(Path, Real) ? Path.str() : std::string(Real);
}

} // namespace coro_tidy
