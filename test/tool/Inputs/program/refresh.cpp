// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "refresh.h"
#include "clock.h"

namespace tasks {
task<> refresh() {
  nap(); // X: nap -> std::this_thread::sleep_for
  co_return;
}
eager_task<> refresh_now() {
  nap(); // X: nap -> std::this_thread::sleep_for
  co_return;
}
task<> refresh_wrapped() { return refresh(); }
void kick() { (void)refresh(); }
} // namespace tasks
