// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "output_file.h"

#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace coro_tidy {

static Error writeInPlace(const std::string &Path,
                          function_ref<void(raw_ostream &)> Content) {
  std::error_code Why;
  raw_fd_ostream OS(Path, Why);
  if (!Why) {
    Content(OS);
    OS.close();
    Why = OS.error();
    OS.clear_error();
  }
  return errorCodeToError(Why);
}

Error writeFile(const std::string &Path,
                function_ref<void(raw_ostream &)> Content) {
  // Through a temporary file beside it; but a device, a pipe or a link must
  // stay one.
  sys::fs::file_status Status;
  bool IsSpecial = !sys::fs::status(Path, Status, /*follow=*/false) &&
                   Status.type() != sys::fs::file_type::regular_file;
  Error E = IsSpecial ? writeInPlace(Path, Content)
                      : writeToOutput(Path, [&](raw_ostream &OS) {
                          Content(OS);
                          return Error::success();
                        });
  if (!E)
    return E;
  return createStringError("cannot write '" + Path +
                           "': " + toString(std::move(E)));
}

} // namespace coro_tidy
