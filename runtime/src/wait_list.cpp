// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/wait_list.hpp>

#include <corun/exception_handler.hpp>

namespace corun::detail {

void list_waiter::report_other_thread() const noexcept {
  if (!loop()->running() || loop_core::current() == loop())
    return;
  // To stderr, because the loop's own handler belongs to the loop's thread.
  default_exception_handler(
      {.message = "whoever waits for " + waits_for() +
                  " was woken in another thread than the event loop's, and may "
                  "not notice: use call_soon_threadsafe() there",
       .exception = nullptr,
       .task_name = {},
       .origin = {}});
}

} // namespace corun::detail
