// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "clock.h"
#include "refresh.h"

namespace tasks {
task<> refresh_all() {
  co_await refresh();         // V: the finding is inside
  co_await refresh_wrapped(); // V: likewise
  co_await refresh_now();     // V: likewise
  kick();                     // V: starts nothing that blocks here
  auto body = []() -> task<> {
    nap(); // X: nap -> std::this_thread::sleep_for
    co_return;
  };
  co_await body(); // V: the finding is inside
}
} // namespace tasks
