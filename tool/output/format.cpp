// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "format.h"

#include "llvm/ADT/STLExtras.h"

namespace coro_tidy {

// One line a format.
extern const FormatInfo GithubFormatInfo;
extern const FormatInfo GitlabFormatInfo;
extern const FormatInfo HtmlFormatInfo;
extern const FormatInfo JsonFormatInfo;
extern const FormatInfo JunitFormatInfo;
extern const FormatInfo SarifFormatInfo;
extern const FormatInfo TextFormatInfo;

static const FormatInfo *const Formats[] = {
    &TextFormatInfo,   &JsonFormatInfo,   &SarifFormatInfo, &HtmlFormatInfo,
    &GithubFormatInfo, &GitlabFormatInfo, &JunitFormatInfo,
};

llvm::ArrayRef<const FormatInfo *> allFormats() { return Formats; }

const FormatInfo *findFormat(llvm::StringRef Name) {
  auto It = llvm::find_if(Formats, [&](auto *F) { return F->Name == Name; });
  return It == std::end(Formats) ? nullptr : *It;
}

} // namespace coro_tidy
