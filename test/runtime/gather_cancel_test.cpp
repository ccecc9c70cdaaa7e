// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cancelling a task that waits in gather().
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace corun_test {
namespace {

TEST(GatherCancel, CancelsEveryArgument) {
  run([]() -> corun::task<void> {
    int proof = 0;
    corun::event never;
    auto inner = [&]() -> corun::task<void> {
      co_await never.wait();
      proof += 1;
    };
    auto a = corun::create_task(inner());
    auto b = corun::create_task(inner());
    auto outer = [&]() -> corun::task<void> {
      co_await corun::gather(a, b);
      proof += 100;
    };
    auto h = corun::create_task(outer());
    co_await iterations(2);
    EXPECT_TRUE(h.cancel());
    EXPECT_EQ(co_await ending(h), "cancelled");
    EXPECT_TRUE(a.cancelled());
    EXPECT_TRUE(b.cancelled());
    never.set();
    co_await iterations(2);
    EXPECT_EQ(proof, 0);
  });
}

TEST(GatherCancel, WithKeptExceptionsStillThrows) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(forever());
    auto all = corun::create_task(corun::gather(corun::return_exceptions, a));
    co_await iterations(2);
    all.cancel();
    EXPECT_EQ(co_await ending(all), "cancelled");
    EXPECT_TRUE(all.cancelled());
    EXPECT_TRUE(a.cancelled());
  });
}

TEST(GatherCancel, ThrowsEvenIfEveryArgumentIgnoresIt) {
  run([]() -> corun::task<void> {
    auto stubborn = []() -> corun::task<int> {
      static_cast<void>(co_await ending(corun::sleep(1h)));
      co_return 1;
    };
    auto a = corun::create_task(stubborn());
    auto all = corun::create_task(corun::gather(a));
    co_await iterations(2);
    all.cancel();
    EXPECT_EQ(co_await ending(all), "cancelled");
    EXPECT_EQ(co_await a, 1);
  });
}

TEST(GatherCancel, LeavesArgumentsThatAreDoneAlone) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number(1));
    auto b = corun::create_task(forever());
    auto all = corun::create_task(corun::gather(a, b));
    co_await iterations(3);
    all.cancel();
    EXPECT_EQ(co_await ending(all), "cancelled");
    EXPECT_EQ(a.result(), 1);
    EXPECT_FALSE(a.cancelled());
  });
}

TEST(GatherCancel, BeforeItsFirstStepStartsNoArgument) {
  run([]() -> corun::task<void> {
    bool started = false;
    auto body = [&]() -> corun::task<void> {
      started = true;
      co_return;
    };
    auto all = corun::create_task(corun::gather(body(), body()));
    all.cancel();
    co_await iterations(3);
    EXPECT_TRUE(all.cancelled());
    EXPECT_FALSE(started);
  });
}

TEST(GatherCancel, PendingRequestIsDeliveredToArgumentsThatNeverStart) {
  run([]() -> corun::task<void> {
    bool started = false;
    auto body = [&]() -> corun::task<void> {
      started = true;
      co_return;
    };
    auto caller = [&]() -> corun::task<void> {
      corun::current_task().cancel();
      co_await corun::gather(body(), body());
    };
    auto h = corun::create_task(caller());
    EXPECT_EQ(co_await ending(h), "cancelled");
    EXPECT_FALSE(started);
  });
}

TEST(GatherCancel, WhenAllAreDoneButItHasNotGoneOnIsDelivered) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number_after(42, 1));
    auto all = corun::create_task(corun::gather(a));
    a.add_done_callback(
        [&](const corun::any_task_handle &) { EXPECT_TRUE(all.cancel()); });
    EXPECT_EQ(co_await ending(all), "cancelled");
    EXPECT_EQ(a.result(), 42);
  });
}

TEST(GatherCancel, OfOneThatIsDoneIsFalse) {
  run([]() -> corun::task<void> {
    auto all = corun::create_task(corun::gather(number(1)));
    co_await all;
    EXPECT_FALSE(all.cancel());
    EXPECT_FALSE(all.cancelled());
  });
}

TEST(GatherCancel, AgainReachesTheCleanUpOfTheArguments) {
  run([]() -> corun::task<void> {
    std::string clean_up;
    auto body = [&]() -> corun::task<void> {
      static_cast<void>(co_await ending(corun::sleep(1h)));
      clean_up = co_await ending(corun::sleep(1h));
    };
    auto all = corun::create_task(corun::gather(body()));
    co_await iterations(3);
    all.cancel();
    co_await iterations(2);
    EXPECT_FALSE(all.done());
    all.cancel("again");
    EXPECT_EQ(co_await ending(all), "cancelled: again");
    EXPECT_EQ(clean_up, "cancelled: again");
  });
}

TEST(GatherCancel, FailureOfACleanUpIsReported) {
  reports seen;
  run(
      []() -> corun::task<void> {
        auto body = []() -> corun::task<void> {
          static_cast<void>(co_await ending(corun::sleep(1h)));
          throw std::runtime_error("clean-up failed");
        };
        auto all = corun::create_task(corun::gather(body()));
        co_await iterations(3);
        all.cancel();
        EXPECT_EQ(co_await ending(all), "cancelled");
      },
      seen.options());
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(what(seen[0].exception), "clean-up failed");
}

TEST(GatherCancel, ReachesThroughNestedGathers) {
  run([]() -> corun::task<void> {
    auto leaf = corun::create_task(forever());
    auto all = corun::create_task(
        corun::gather(corun::gather(leaf, forever()), forever()));
    co_await iterations(4);
    all.cancel();
    EXPECT_EQ(co_await ending(all), "cancelled");
    EXPECT_TRUE(leaf.cancelled());
    EXPECT_EQ(corun::all_tasks().size(), 1U);
  });
}

} // namespace
} // namespace corun_test
