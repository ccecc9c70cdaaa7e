// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fix of bad_blocking_sleep.cpp: only the coroutine sleeps.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

int ticks = 0;

/// Stands for everything else the loop has to do.
corun::task<void> tick() {
  for (;;) {
    co_await corun::sleep(10ms);
    ++ticks;
  }
}

corun::task<void> retry_later() { co_await corun::sleep(200ms); }

corun::task<void> async_main() {
  auto ticker = corun::create_task(tick(), {.name = "ticker"});
  co_await corun::sleep(0s); // the ticker begins
  co_await retry_later();
  std::printf("ticks while the retry waited: %d\n", ticks);
  ticker.cancel();
}

int main() { corun::run(async_main()); }
