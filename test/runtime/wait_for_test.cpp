// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <thread>

namespace corun_test {
namespace {

constexpr auto endless = std::chrono::seconds::max();

/// Ignores every cancellation for `rounds` iterations.
corun::task<void> stubborn(int rounds, bool &exited) {
  for (int i = 0; i < rounds; ++i)
    static_cast<void>(co_await ending(corun::sleep(1ms)));
  exited = true;
}
/// Sleeps, and cleans up with awaits when it is cancelled.
corun::task<void> careful(bool &cleaned_up) {
  bool cancelled = false;
  try {
    co_await corun::sleep(1h);
  } catch (const corun::cancelled_error &) {
    cancelled = true;
  }
  co_await iterations(3);
  cleaned_up = true;
  if (cancelled)
    throw corun::cancelled_error();
}

TEST(WaitFor, ResultInTimeIsReturned) {
  run([]() -> corun::task<void> {
    EXPECT_EQ(co_await corun::wait_for(number_after(3, 2), 1h), 3);
    EXPECT_TRUE(corun::current_loop().core().timers.empty());
  });
}

TEST(WaitFor, LateTaskIsCancelled) {
  run([]() -> corun::task<void> {
    bool unwound = false;
    auto body = [&]() -> corun::task<void> {
      const on_destruction flag(unwound);
      co_await corun::sleep(1h);
    };
    auto h = corun::create_task(body());
    EXPECT_EQ(co_await ending(corun::wait_for(h, 1ms)), "timed out");
    EXPECT_TRUE(h.cancelled());
    EXPECT_TRUE(unwound);
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
  });
}

TEST(WaitFor, LateCoroutineIsCancelledAndItsCleanUpAwaited) {
  run([]() -> corun::task<void> {
    bool cleaned_up = false;
    EXPECT_EQ(co_await ending(corun::wait_for(careful(cleaned_up), 1ms)),
              "timed out");
    EXPECT_TRUE(cleaned_up);
  });
}

TEST(WaitFor, LateTaskIsAwaitedToTheEndOfItsCleanUp) {
  run([]() -> corun::task<void> {
    bool cleaned_up = false;
    auto h = corun::create_task(careful(cleaned_up));
    EXPECT_EQ(co_await ending(corun::wait_for(h, 1ms)), "timed out");
    EXPECT_TRUE(cleaned_up);
    EXPECT_TRUE(h.cancelled());
  });
}

TEST(WaitFor, LateTaskThatIgnoresTheCancellationIsAwaited) {
  run([]() -> corun::task<void> {
    bool exited = false;
    EXPECT_EQ(co_await ending(corun::wait_for(stubborn(5, exited), 2ms)),
              "returned");
    EXPECT_TRUE(exited);
  });
}

TEST(WaitFor, CancelledItAwaitsATaskThatIgnoresThat) {
  run([]() -> corun::task<void> {
    bool exited = false;
    auto h = corun::create_task(corun::wait_for(stubborn(3, exited), 1h));
    co_await iterations(1);
    h.cancel();
    static_cast<void>(co_await corun::wait(corun::handles(h)));
    EXPECT_TRUE(exited);
  });
}

TEST(WaitFor, ValueOfALateTaskThatIgnoresTheCancellationIsReturned) {
  run([]() -> corun::task<void> {
    auto body = []() -> corun::task<int> {
      static_cast<void>(co_await ending(corun::sleep(1h)));
      co_return 42;
    };
    EXPECT_EQ(co_await corun::wait_for(body(), 1ms), 42);
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
    auto h = corun::create_task(body());
    EXPECT_EQ(co_await corun::wait_for(h, 1ms), 42);
    co_await corun::sleep(0s); // and nothing is left to be delivered
  });
}

TEST(WaitFor, ExceptionOfTheCleanUpIsThrown) {
  run([]() -> corun::task<void> {
    auto body = []() -> corun::task<void> {
      static_cast<void>(co_await ending(corun::sleep(1h)));
      throw std::runtime_error("clean-up failed");
    };
    auto h = corun::create_task(body());
    EXPECT_EQ(co_await ending(corun::wait_for(h, 1ms)), "clean-up failed");
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
  });
}

TEST(WaitFor, ExceptionInTimeIsThrown) {
  run([]() -> corun::task<void> {
    EXPECT_EQ(co_await ending(corun::wait_for(failing("boom"), 1h)), "boom");
  });
}

TEST(WaitFor, EndlessLimitIsNone) {
  run([]() -> corun::task<void> {
    EXPECT_EQ(co_await corun::wait_for(number_after(1, 3), endless), 1);
  });
}

TEST(WaitFor, CancelledItCancelsTheTask) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(forever());
    auto wait = corun::create_task(corun::wait_for(h, 1h));
    co_await iterations(1);
    corun::current_loop().call_soon([&] { wait.cancel(); });
    EXPECT_EQ(co_await ending(wait), "cancelled");
    EXPECT_TRUE(h.cancelled());
    EXPECT_TRUE(corun::current_loop().core().timers.empty());
  });
}

TEST(WaitFor, CancelledItCancelsTheTaskAlsoWithoutALimit) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(forever());
    auto wait = corun::create_task(corun::wait_for(h, endless));
    co_await iterations(1);
    corun::current_loop().call_soon([&] { wait.cancel(); });
    EXPECT_EQ(co_await ending(wait), "cancelled");
    EXPECT_TRUE(h.cancelled());
  });
}

TEST(WaitFor, CancelledBeforeItBeganLeavesTheTaskAlone) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number_after(42, 3));
    auto wait = corun::create_task(corun::wait_for(h, 1h));
    wait.cancel();
    EXPECT_EQ(co_await ending(wait), "cancelled");
    EXPECT_EQ(co_await h, 42);
  });
}

TEST(WaitFor, CancelledBetweenTheEndAndTheWakeUpThrows) {
  run([]() -> corun::task<void> {
    bool reached_end = false;
    auto inner = corun::create_task(number(5));
    auto body = [&]() -> corun::task<void> {
      static_cast<void>(co_await corun::wait_for(inner, 1h));
      co_await corun::sleep(1h);
      reached_end = true;
    };
    auto h = corun::create_task(body());
    inner.add_done_callback([&](const corun::any_task_handle &) {
      EXPECT_FALSE(h.done());
      h.cancel();
    });
    EXPECT_EQ(co_await ending(h), "cancelled");
    EXPECT_EQ(inner.result(), 5);
    EXPECT_FALSE(reached_end);
  });
}

TEST(WaitFor, ResultThatComesTogetherWithTheTimeoutIsNotLost) {
  run([]() -> corun::task<void> {
    // The step that ends the task outlasts the limit, so the loop finds both.
    auto body = []() -> corun::task<int> {
      co_await iterations(2);
      std::this_thread::sleep_for(30ms);
      co_return 7;
    };
    auto h = corun::create_task(body());
    EXPECT_EQ(co_await corun::wait_for(h, 20ms), 7);
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
    co_await corun::sleep(0s); // nothing is left to be delivered
  });
}

TEST(WaitFor, WhatATimerBringsInTimeIsReturned) {
  run([]() -> corun::task<void> {
    corun::event set;
    corun::current_loop().call_later(1ms, [&] { set.set(); });
    EXPECT_EQ(co_await corun::wait_for(number_when(set, 1), 1h), 1);
  });
}

TEST(WaitForNoTime, TaskThatIsDoneGivesItsResult) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number(5));
    co_await h;
    EXPECT_EQ(co_await corun::wait_for(h, 0s), 5);
    EXPECT_EQ(co_await corun::wait_for(h, -1s), 5);
  });
}

TEST(WaitForNoTime, CoroutineIsNotStarted) {
  run([]() -> corun::task<void> {
    bool started = false;
    auto body = [&]() -> corun::task<void> {
      started = true;
      co_return;
    };
    EXPECT_EQ(co_await ending(corun::wait_for(body(), 0s)), "timed out");
    EXPECT_EQ(co_await ending(corun::wait_for(body(), -1s)), "timed out");
    co_await iterations(2);
    EXPECT_FALSE(started);
  });
}

TEST(WaitForNoTime, TaskThatRunsIsCancelled) {
  run([]() -> corun::task<void> {
    for (const auto limit : {0s, -1s}) {
      auto h = corun::create_task(forever());
      co_await iterations(1);
      EXPECT_EQ(co_await ending(corun::wait_for(h, limit)), "timed out");
      EXPECT_TRUE(h.cancelled());
    }
  });
}

TEST(WaitForNoTime, CleanUpOfTheTaskIsAwaited) {
  run([]() -> corun::task<void> {
    bool cleaned_up = false;
    auto h = corun::create_task(careful(cleaned_up));
    co_await iterations(1);
    EXPECT_EQ(co_await ending(corun::wait_for(h, 0s)), "timed out");
    EXPECT_TRUE(cleaned_up);
  });
}

TEST(WaitForNoTime, TaskThatFailedOrReturnedAfterAllSaysSo) {
  run([]() -> corun::task<void> {
    auto body = [](bool fail) -> corun::task<int> {
      static_cast<void>(co_await ending(corun::sleep(1h)));
      if (fail)
        throw std::runtime_error("clean-up failed");
      co_return 42;
    };
    auto returns = corun::create_task(body(false));
    auto fails = corun::create_task(body(true));
    co_await iterations(1);
    EXPECT_EQ(co_await corun::wait_for(returns, 0s), 42);
    EXPECT_EQ(co_await ending(corun::wait_for(fails, 0s)), "clean-up failed");
  });
}

TEST(WaitForShield, TimeIsOverButTheTaskRunsOn) {
  run([]() -> corun::task<void> {
    corun::event go;
    auto h = corun::create_task(number_when(go, 5));
    EXPECT_EQ(co_await ending(corun::wait_for(corun::shield(h), 1ms)),
              "timed out");
    EXPECT_FALSE(h.done());
    EXPECT_EQ(h.cancelling(), 0U);
    go.set();
    EXPECT_EQ(co_await h, 5);
  });
}

TEST(WaitForShield, NoTimeAtAllLeavesTheTaskAlone) {
  run([]() -> corun::task<void> {
    corun::event go;
    auto h = corun::create_task(number_when(go, 5));
    EXPECT_EQ(co_await ending(corun::wait_for(corun::shield(h), 0s)),
              "timed out");
    EXPECT_FALSE(h.done());
    EXPECT_FALSE(h.cancelled());
    go.set();
    EXPECT_EQ(co_await h, 5);
  });
}

TEST(WaitForShield, WithoutALimitGivesTheResult) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number_after(5, 4));
    EXPECT_EQ(co_await corun::wait_for(corun::shield(h), endless), 5);
    EXPECT_TRUE(h.done());
  });
}

} // namespace
} // namespace corun_test
