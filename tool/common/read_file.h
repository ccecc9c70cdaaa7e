// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files that the user names, with errors that name them.

#ifndef CORO_TIDY_TOOL_COMMON_READ_FILE_H
#define CORO_TIDY_TOOL_COMMON_READ_FILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"

#include <memory>
#include <string>

namespace coro_tidy {

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readFile(llvm::StringRef Path);

/// `file:line: message`
std::string placedMessage(const llvm::SMDiagnostic &D);

/// Keeps the first mistake in the string that \p Into points to: the others
/// follow from it. Warnings are none.
void keepFirstMistake(const llvm::SMDiagnostic &D, void *Into);

/// Reads one YAML document into \p Out; the error is the first mistake, with
/// its line.
template <class T>
llvm::Error readYaml(llvm::MemoryBufferRef Text, T &Out,
                     bool AllowsUnknownKeys = false) {
  std::string Mistake;
  llvm::yaml::Input In(Text, nullptr, keepFirstMistake, &Mistake);
  In.setAllowUnknownKeys(AllowsUnknownKeys);
  In >> Out;
  if (In.error() && Mistake.empty())
    Mistake = (Text.getBufferIdentifier() + ": not YAML").str();
  return Mistake.empty() ? llvm::Error::success()
                         : llvm::createStringError(Mistake);
}

} // namespace coro_tidy

#endif
