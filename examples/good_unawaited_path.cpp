// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fix of bad_unawaited_path.cpp: the task is awaited on every path.
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
  corun::task<void> audit = write_audit_entry();
  if (items == 0) {
    std::puts("empty cart");
    co_await std::move(audit);
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
