// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "check.h"

#include "embedded_docs.h"

#include "llvm/ADT/STLExtras.h"

namespace coro_tidy {

// One line a check, in order of name.
extern const CheckInfo BlockingCallInfo;
extern const CheckInfo UnawaitedTaskInfo;

static const CheckInfo *const Checks[] = {
    &BlockingCallInfo,
    &UnawaitedTaskInfo,
};

llvm::ArrayRef<const CheckInfo *> allChecks() { return Checks; }

const CheckInfo *findCheck(llvm::StringRef Name) {
  auto It = llvm::find_if(Checks, [&](auto *C) { return C->Name == Name; });
  return It == std::end(Checks) ? nullptr : *It;
}

llvm::StringRef checkDocumentation(llvm::StringRef Name) {
  for (const EmbeddedFile &F : EmbeddedDocs)
    if (F.Name.drop_back(llvm::StringRef(".md").size()) == Name)
      return F.Text;
  return "";
}

llvm::StringRef CheckOptions::get(llvm::StringRef Name) const {
  auto It = Given.find((Check + "." + Name).str());
  if (It != Given.end())
    return It->second;
  for (const OptionInfo &O : Known)
    if (O.Name == Name)
      return O.Default;
  return "";
}

bool CheckOptions::getBool(llvm::StringRef Name) const {
  llvm::StringRef V = get(Name);
  return V == "true" || V == "1" || V == "yes";
}

} // namespace coro_tidy
