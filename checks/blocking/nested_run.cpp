// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// coro-nested-run: a coroutine runs an event loop, or waits for a task on the
// thread that would have to run it.

#include "chain_check.h"

namespace coro_tidy {
namespace {

std::vector<std::string> leaves(const CheckOptions &) {
  return {FunctionModel::NestedRunCategory.str()};
}

class NestedRun : public ChainCheck {
public:
  explicit NestedRun(const CheckOptions &Options)
      : ChainCheck("coro-nested-run", leaves(Options)) {}
};

ChainText describe(const CallChain &Chain) {
  ChainText Out;
  Out.Message = subjectOf(Chain) + " waits for tasks";
  if (Chain.Steps.size() > 1)
    Out.Message += " in " + Chain.Steps.back().Name + ",";
  Out.Message += " on the thread that has to run them: a deadlock, or a loop "
                 "within the loop that holds up every other task; co_await "
                 "instead";
  Out.Notes = notesOf(Chain, "");
  return Out;
}

} // namespace

extern const CheckInfo NestedRunInfo;
const CheckInfo NestedRunInfo = {
    "coro-nested-run",
    "blocking",
    "an event loop is run, or a task waited for, by code that runs on a loop",
    /*OnByDefault=*/true,
    {},
    makeCheck<NestedRun>,
    anyOptions,
    describe,
    leaves};

} // namespace coro_tidy
