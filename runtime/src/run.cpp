// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/run.hpp>

#include "signal_watch.hpp"

#include <corun/detail/loop_core.hpp>

#include <csignal>

namespace corun::detail {

namespace {

/// SIGINT is ours while it lives.
class sigint_scope {
public:
  sigint_scope(event_loop &loop, std::function<void()> callback) : loop_(loop) {
    loop_.core().signals().add(SIGINT, std::move(callback),
                               on_repeat::end_process);
  }
  ~sigint_scope() { loop_.core().signals().remove(SIGINT); }
  sigint_scope(const sigint_scope &) = delete;
  sigint_scope &operator=(const sigint_scope &) = delete;

private:
  event_loop &loop_;
};

} // namespace

/// As asyncio's Runner.run.
void run_interruptibly(event_loop &loop, const task_ref &main) {
  if (!is_main_thread() || !has_default_action(SIGINT)) {
    loop.run_until_done(*main);
    return;
  }
  int interrupts = 0;
  const sigint_scope watched(loop, [&] {
    if (++interrupts == 1)
      main->cancel(std::make_shared<const std::string>("interrupted by SIGINT"));
    else
      loop.stop();
  });
  try {
    loop.run_until_done(*main);
  } catch (const loop_error &) { // it was stopped
    if (interrupts > 1)
      throw keyboard_interrupt();
    throw;
  }
  // If somebody else wants main to be cancelled too, it is their cancellation.
  if (interrupts > 0 && main->was_cancelled() && main->uncancel() == 0)
    throw keyboard_interrupt();
}

} // namespace corun::detail
