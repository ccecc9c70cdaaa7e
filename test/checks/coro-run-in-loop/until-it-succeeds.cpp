// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A supervisor starts again from nothing after a failure.
#include "../Inputs/corun.h"
#include <exception>

corun::task<> serve();
void pause();

void supervised() {
  for (;;) {
    try {
      corun::run(serve());
      return; // V: left when it ends well
    } catch (const std::exception &) {
      pause();
    }
  }
}
