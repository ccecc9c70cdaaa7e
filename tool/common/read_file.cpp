// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "read_file.h"

using namespace llvm;

namespace coro_tidy {

Expected<std::unique_ptr<MemoryBuffer>> readFile(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return createStringError(Buffer.getError(),
                             "cannot read '" + Path +
                                 "': " + Buffer.getError().message());
  return std::move(*Buffer);
}

std::string placedMessage(const SMDiagnostic &D) {
  return (D.getFilename() + ":" + Twine(D.getLineNo()) + ": " + D.getMessage())
      .str();
}

void keepFirstMistake(const SMDiagnostic &D, void *Into) {
  std::string &Kept = *static_cast<std::string *>(Into);
  if (Kept.empty() && D.getKind() == SourceMgr::DK_Error)
    Kept = placedMessage(D);
}

} // namespace coro_tidy
