// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "debug_signal.hpp"

#include "signal_watch.hpp"
#include "task_tree.hpp"

#include <csignal>
#include <cstdio>
#include <exception>

namespace corun::detail {

void dump_tasks_on_signal(loop_core &loop) noexcept {
  if (!is_main_thread() || !has_default_action(SIGUSR1))
    return;
  try {
    loop.signals().add_for_debugging(SIGUSR1, [&loop] {
      // One write, so that lines of several threads do not mix.
      std::fputs(("corun: " + spell_tasks(loop)).c_str(), stderr);
    });
  } catch (const std::exception &) {
  }
}

} // namespace corun::detail
