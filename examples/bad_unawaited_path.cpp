// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mistake:      the task is awaited on one path and forgotten on another.
// At run time:  the early return drops the task: for an empty cart the audit
//               entry is never written. Tests that take the other path pass.
// Fix:          make the task where it is awaited, or await it on every path:
//               good_unawaited_path.cpp.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <utility>

using namespace std::chrono_literals;

int audit_entries = 0;

corun::task<void> write_audit_entry() {
  co_await corun::sleep(1ms);
  ++audit_entries;
}

corun::task<void> check_out(int items) {
  corun::task<void> audit = write_audit_entry(); // BUG: coro-unawaited-task
  if (items == 0) {
    std::puts("empty cart");
    co_return;
  }
  std::printf("%d items sold\n", items);
  co_await std::move(audit);
}

corun::task<void> async_main() {
  co_await check_out(3);
  co_await check_out(0);
}

int main() {
  corun::run(async_main());
  std::printf("%d of 2 audit entries written\n", audit_entries);
}
