// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "fix.h"

#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"

#include <map>

using clang::tooling::Replacement;
using clang::tooling::Replacements;

namespace coro_tidy {

llvm::Expected<FixSummary> applyFixes(const std::vector<PlacedFinding> &All) {
  FixSummary Summary;
  std::map<std::string, Replacements> ByFile;
  for (const PlacedFinding &F : All) {
    if (F.Fixes.empty())
      continue;
    std::map<std::string, Replacements> Trial = ByFile;
    bool Fits = llvm::all_of(F.Fixes, [&](const PlacedFix &Fix) {
      llvm::Error E = Trial[Fix.File].add(
          Replacement(Fix.File, Fix.Offset, Fix.Length, Fix.Text));
      bool Bad = static_cast<bool>(E);
      llvm::consumeError(std::move(E));
      return !Bad;
    });
    if (Fits)
      ByFile = std::move(Trial);
    ++(Fits ? Summary.Applied : Summary.Conflicts);
  }
  for (auto &[File, Edits] : ByFile) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer)
      return llvm::createStringError(
          Buffer.getError(), "cannot read '" + File +
                                 "' to fix it: " + Buffer.getError().message());
    auto Fixed =
        clang::tooling::applyAllReplacements((*Buffer)->getBuffer(), Edits);
    if (!Fixed)
      return Fixed.takeError();
    // Through a temporary file, so that nothing is ever half written.
    if (llvm::Error E = llvm::writeToOutput(File, [&](llvm::raw_ostream &OS) {
          OS << *Fixed;
          return llvm::Error::success();
        }))
      return llvm::createStringError("cannot write '" + File +
                                     "': " + llvm::toString(std::move(E)));
    ++Summary.Files;
  }
  return Summary;
}

} // namespace coro_tidy
