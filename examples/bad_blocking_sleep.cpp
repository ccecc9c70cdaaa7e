// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mistake:      a coroutine puts its *thread* to sleep.
// At run time:  the thread is the event loop's, so every other coroutine stands
//               still too: the ticker, which should tick every 10 ms, does not
//               tick once in 200 ms.
// Fix:          co_await corun::sleep: only this coroutine waits:
//               good_blocking_sleep.cpp.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <thread>

using namespace std::chrono_literals;

int ticks = 0;

/// Stands for everything else the loop has to do.
corun::task<void> tick() {
  for (;;) {
    co_await corun::sleep(10ms);
    ++ticks;
  }
}

corun::task<void> retry_later() {
  std::this_thread::sleep_for(200ms); // BUG: coro-blocking-call
  co_return;
}

corun::task<void> async_main() {
  auto ticker = corun::create_task(tick(), {.name = "ticker"});
  co_await corun::sleep(0s); // the ticker begins
  co_await retry_later();
  std::printf("ticks while the retry waited: %d\n", ticks);
  ticker.cancel();
}

int main() { corun::run(async_main()); }
