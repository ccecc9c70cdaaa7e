// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace corun_test {
namespace {

TEST(Cancel, ThrowsAtTheSuspensionPoint) {
  run([]() -> corun::task<void> {
    bool caught = false;
    auto body = [&]() -> corun::task<void> {
      try {
        co_await corun::sleep(1h);
      } catch (const corun::cancelled_error &) {
        caught = true;
        throw;
      }
    };
    auto h = corun::create_task(body());
    co_await corun::sleep(0s);
    EXPECT_TRUE(h.cancel());
    EXPECT_FALSE(h.cancelled()) << "only once the coroutine has ended";
    EXPECT_FALSE(caught) << "not inline";
    bool told = false;
    try {
      co_await h;
    } catch (const corun::cancelled_error &) {
      told = true;
    }
    EXPECT_TRUE(caught);
    EXPECT_TRUE(told) << "cancelling completes the awaiter";
    EXPECT_TRUE(h.cancelled());
    EXPECT_FALSE(h.cancel()) << "it is done";
  });
}

TEST(Cancel, BeforeTheFirstStepTheBodyNeverRuns) {
  run([]() -> corun::task<void> {
    bool ran = false;
    auto body = [&]() -> corun::task<void> {
      ran = true;
      co_return;
    };
    auto h = corun::create_task(body());
    h.cancel();
    co_await corun::sleep(0s);
    EXPECT_TRUE(h.cancelled());
    EXPECT_FALSE(ran);
  });
}

TEST(Cancel, ReachesThroughAChainOfAwaits) {
  run([]() -> corun::task<void> {
    std::vector<std::string> unwound;
    auto leaf = [&]() -> corun::task<void> {
      struct guard {
        std::vector<std::string> &log;
        ~guard() { log.push_back("leaf"); }
      } g{unwound};
      co_await corun::sleep(1h);
    };
    auto root = [&]() -> corun::task<void> {
      struct guard {
        std::vector<std::string> &log;
        ~guard() { log.push_back("root"); }
      } g{unwound};
      co_await leaf();
    };
    auto h = corun::create_task(root());
    co_await corun::sleep(0s);
    h.cancel();
    co_await iterations(2);
    EXPECT_TRUE(h.cancelled());
    EXPECT_EQ(unwound, (std::vector<std::string>{"leaf", "root"}));
  });
}

TEST(Cancel, IsNotAStandardException) {
  run([]() -> corun::task<void> {
    bool swallowed = false;
    auto body = [&]() -> corun::task<void> {
      try {
        co_await corun::sleep(1h);
      } catch (const std::exception &) {
        swallowed = true;
      }
    };
    auto h = corun::create_task(body());
    co_await corun::sleep(0s);
    h.cancel();
    co_await iterations(2);
    EXPECT_TRUE(h.cancelled());
    EXPECT_FALSE(swallowed);
  });
}

TEST(Cancel, CoroutineMayCatchAndGoOn) {
  run([]() -> corun::task<void> {
    auto stubborn = []() -> corun::task<int> {
      try {
        co_await corun::sleep(1h);
      } catch (const corun::cancelled_error &) {
      }
      co_await corun::sleep(0s);
      co_return 3;
    };
    auto h = corun::create_task(stubborn());
    co_await corun::sleep(0s);
    h.cancel();
    EXPECT_EQ(co_await h, 3);
    EXPECT_FALSE(h.cancelled());
  });
}

TEST(Cancel, AnExceptionThrownMeanwhileWins) {
  run([]() -> corun::task<void> {
    auto body = []() -> corun::task<void> {
      try {
        co_await corun::sleep(1h);
      } catch (const corun::cancelled_error &) {
        throw std::runtime_error("clean-up failed");
      }
    };
    auto h = corun::create_task(body());
    co_await corun::sleep(0s);
    h.cancel();
    co_await iterations(2);
    EXPECT_FALSE(h.cancelled());
    EXPECT_EQ(what(h.exception()), "clean-up failed");
  });
}

TEST(Cancel, TaskThatThrowsCancelledErrorByItselfIsCancelled) {
  run([]() -> corun::task<void> {
    auto body = []() -> corun::task<void> {
      throw corun::cancelled_error();
      co_return;
    };
    auto h = corun::create_task(body());
    co_await corun::sleep(0s);
    EXPECT_TRUE(h.cancelled());
  });
}

TEST(Cancel, CurrentTaskIsToldAtItsNextSuspension) {
  run([]() -> corun::task<void> {
    corun::task_handle<void> self;
    bool went_on = false;
    bool passed_suspension = false;
    auto body = [&]() -> corun::task<void> {
      self.cancel();
      went_on = true;
      co_await corun::sleep(0s);
      passed_suspension = true;
    };
    self = corun::create_task(body());
    co_await iterations(3);
    EXPECT_TRUE(went_on);
    EXPECT_FALSE(passed_suspension);
    EXPECT_TRUE(self.cancelled());
  });
}

TEST(Cancel, UndeliveredAtTheEndStillCounts) {
  run([]() -> corun::task<void> {
    corun::task_handle<int> self;
    auto body = [&]() -> corun::task<int> {
      self.cancel();
      co_return 1;
    };
    self = corun::create_task(body());
    co_await corun::sleep(0s);
    EXPECT_TRUE(self.cancelled());
  });
}

TEST(Cancel, BetweenWakeUpAndResumptionIsDelivered) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(iterations(100));
    co_await corun::sleep(0s);
    h.cancel(); // h is in the ready queue now
    co_await corun::sleep(0s);
    EXPECT_TRUE(h.cancelled());
  });
}

TEST(Cancel, AwaiterPassesItOnToTheTaskItWaitsFor) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(forever());
    auto wait = [](corun::task_handle<void> h) -> corun::task<void> {
      co_await h;
    };
    auto outer = corun::create_task(wait(inner));
    co_await iterations(2);
    outer.cancel();
    co_await iterations(4);
    EXPECT_TRUE(inner.cancelled());
    EXPECT_TRUE(outer.cancelled());
  });
}

TEST(Cancel, CancelledTaskIsNotReported) {
  reports seen;
  run(
      []() -> corun::task<void> {
        {
          auto h = corun::create_task(forever());
          co_await corun::sleep(0s);
          h.cancel();
        }
        co_await iterations(3);
      },
      seen.options());
  EXPECT_TRUE(seen.empty());
}

TEST(Cancel, OfTheMainTaskThrowsFromRun) {
  corun::event_loop loop;
  auto main = loop.create_task(forever());
  loop.call_soon([&] { main.cancel(); });
  EXPECT_THROW(loop.run_until_complete(main), corun::cancelled_error);
}

} // namespace
} // namespace corun_test
