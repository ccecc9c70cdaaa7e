// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "check.h"

#include "embedded_docs.h"

#include "llvm/ADT/STLExtras.h"

namespace coro_tidy {

// One line a check, in order of name.
extern const CheckInfo AwaitInLoopInfo;
extern const CheckInfo AwaitSuspendInfo;
extern const CheckInfo BlockingCallInfo;
extern const CheckInfo BusyWaitInfo;
extern const CheckInfo DoubleAwaitInfo;
extern const CheckInfo DroppedHandleInfo;
extern const CheckInfo ExitInfo;
extern const CheckInfo IgnoredResultInfo;
extern const CheckInfo LargeFrameInfo;
extern const CheckInfo LostExceptionInfo;
extern const CheckInfo MissingCoReturnInfo;
extern const CheckInfo NestedRunInfo;
extern const CheckInfo NoSuspensionInfo;
extern const CheckInfo NoSuspensionLoopInfo;
extern const CheckInfo RunInLoopInfo;
extern const CheckInfo TaskConditionInfo;
extern const CheckInfo TaskOfTaskInfo;
extern const CheckInfo UnawaitedTaskInfo;
extern const CheckInfo UnusedSuppressionInfo;
extern const CheckInfo UseAfterMoveInfo;
extern const CheckInfo VoidCallbackInfo;

static const CheckInfo *const Checks[] = {
    &AwaitInLoopInfo,
    &AwaitSuspendInfo,
    &BlockingCallInfo,
    &BusyWaitInfo,
    &DoubleAwaitInfo,
    &DroppedHandleInfo,
    &ExitInfo,
    &IgnoredResultInfo,
    &LargeFrameInfo,
    &LostExceptionInfo,
    &MissingCoReturnInfo,
    &NestedRunInfo,
    &NoSuspensionInfo,
    &NoSuspensionLoopInfo,
    &RunInLoopInfo,
    &TaskConditionInfo,
    &TaskOfTaskInfo,
    &UnawaitedTaskInfo,
    &UnusedSuppressionInfo,
    &UseAfterMoveInfo,
    &VoidCallbackInfo,
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

llvm::Error anyOptions(const CheckOptions &) { return llvm::Error::success(); }

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
