// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace corun_test {
namespace {

TEST(Sleep, SleepsAtLeastThatLong) {
  run([]() -> corun::task<void> {
    const auto before = corun::current_loop().time();
    co_await corun::sleep(5ms);
    EXPECT_GE(corun::current_loop().time() - before, 5ms);
  });
}

TEST(Sleep, OfZeroIsExactlyOneIteration) {
  run([]() -> corun::task<void> {
    int iteration = 0;
    bool done = false;
    // Reschedules itself once an iteration: a clock of iterations.
    auto count = [&]() -> corun::task<void> {
      while (!done) {
        ++iteration;
        co_await corun::sleep(0s);
      }
    };
    auto counter = corun::create_task(count());
    co_await corun::sleep(0s);
    for (int i = 1; i < 10; ++i) {
      EXPECT_EQ(iteration, i);
      co_await corun::sleep(0s);
    }
    co_await corun::sleep(-1s);
    EXPECT_EQ(iteration, 11);
    done = true;
    co_await counter;
  });
}

TEST(Sleep, SleepersWakeInTheOrderOfTheirDeadlines) {
  std::vector<int> order;
  auto sleeper = [&](int ms) -> corun::task<void> {
    co_await corun::sleep(std::chrono::milliseconds(ms));
    order.push_back(ms);
  };
  run([&]() -> corun::task<void> {
    co_await corun::gather(sleeper(20), sleeper(1), sleeper(10));
  });
  EXPECT_EQ(order, (std::vector{1, 10, 20}));
}

TEST(Sleep, TwoInTurnAddUp) {
  run([]() -> corun::task<void> {
    const auto before = corun::current_loop().time();
    auto sleeper = []() -> corun::task<std::string> {
      co_await corun::sleep(2ms);
      co_await corun::sleep(2ms);
      co_return "yeah";
    };
    auto h = corun::create_task(sleeper());
    EXPECT_EQ(co_await h, "yeah");
    EXPECT_GE(corun::current_loop().time() - before, 4ms);
  });
}

TEST(Sleep, CancelledItLeavesNoTimerBehind) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(forever());
    co_await iterations(1);
    EXPECT_FALSE(corun::current_loop().core().timers.empty());
    h.cancel();
    EXPECT_TRUE(corun::current_loop().core().timers.empty());
    co_await iterations(1);
    EXPECT_TRUE(h.cancelled());
  });
}

TEST(Sleep, OfNanIsRefused) {
  EXPECT_THROW(static_cast<void>(corun::sleep(std::chrono::duration<double>(
                   std::numeric_limits<double>::quiet_NaN()))),
               std::invalid_argument);
}

TEST(Sleep, ForEverEndsByCancellation) {
  run([]() -> corun::task<void> {
    auto sleeper = []() -> corun::task<void> {
      co_await corun::sleep(std::chrono::seconds::max());
    };
    auto h = corun::create_task(sleeper());
    co_await iterations(2);
    EXPECT_FALSE(h.done());
    h.cancel();
    co_await iterations(2);
    EXPECT_TRUE(h.cancelled());
  });
}

TEST(Sleep, OutsideALoopSaysWhatToDo) {
  // Driven by hand, in no loop.
  struct eager {
    struct promise_type {
      eager get_return_object() { return {}; }
      std::suspend_never initial_suspend() noexcept { return {}; }
      std::suspend_never final_suspend() noexcept { return {}; }
      void return_void() {}
      void unhandled_exception() { throw; }
    };
  };
  auto body = []() -> eager { co_await corun::sleep(1ms); };
  std::string message;
  try {
    body();
  } catch (const corun::loop_error &e) {
    message = e.what();
  }
  EXPECT_NE(message.find("corun::sleep needs a running event loop"),
            std::string::npos)
      << message;
}

TEST(Sleep, HundredThousandSleepersWake) {
  run([]() -> corun::task<void> {
    int woken = 0;
    auto sleeper = [&](int i) -> corun::task<void> {
      co_await corun::sleep(std::chrono::microseconds(i % 5'000));
      ++woken;
    };
    std::vector<corun::task<void>> sleepers;
    for (int i = 0; i < 100'000; ++i)
      sleepers.push_back(sleeper(i));
    co_await corun::gather(std::move(sleepers));
    EXPECT_EQ(woken, 100'000);
  });
}

} // namespace
} // namespace corun_test
