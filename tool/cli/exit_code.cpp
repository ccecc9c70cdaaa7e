// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "exit_code.h"

#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coro_tidy {

int fail(Error E) {
  handleAllErrors(std::move(E), [](const ErrorInfoBase &Each) {
    WithColor::error(errs(), "coro-tidy") << Each.message() << "\n";
  });
  return CouldNotRun;
}

int fail(const Twine &Message) { return fail(createStringError(Message)); }

} // namespace coro_tidy
