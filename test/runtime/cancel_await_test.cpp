// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cancellation of tasks that wait for other tasks.
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace corun_test {
namespace {

TEST(CancelAwait, CancelledTaskThrowsInTheTaskThatAwaitsIt) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(forever());
    auto outer = corun::create_task(ending(inner));
    co_await iterations(2);
    inner.cancel();
    EXPECT_EQ(co_await outer, "cancelled");
    EXPECT_TRUE(inner.cancelled());
    EXPECT_FALSE(outer.cancelled()) << "it has caught the error";
  });
}

TEST(CancelAwait, UncaughtItCancelsTheAwaitingTaskToo) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(forever());
    auto wait = [&]() -> corun::task<void> { co_await inner; };
    auto outer = corun::create_task(wait());
    co_await iterations(2);
    inner.cancel();
    co_await iterations(3);
    EXPECT_TRUE(outer.cancelled());
    EXPECT_EQ(outer.cancelling(), 0U) << "nobody asked it to end";
  });
}

TEST(CancelAwait, OfBothTheTaskAndTheOneItAwaits) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(forever());
    auto wait = [&]() -> corun::task<void> { co_await inner; };
    auto outer = corun::create_task(wait());
    co_await iterations(2);
    EXPECT_TRUE(inner.cancel());
    EXPECT_TRUE(outer.cancel());
    EXPECT_EQ(co_await ending(outer), "cancelled");
    EXPECT_TRUE(inner.cancelled());
    EXPECT_TRUE(outer.cancelled());
  });
}

TEST(CancelAwait, CaughtThereTheTaskReturnsAndTheAwaitedOneIsCancelled) {
  run([]() -> corun::task<void> {
    corun::event first;
    auto inner = corun::create_task(forever());
    auto body = [&]() -> corun::task<int> {
      co_await first.wait();
      try {
        co_await inner;
      } catch (const corun::cancelled_error &) {
        co_return 42;
      }
      co_return 0;
    };
    auto outer = corun::create_task(body());
    co_await iterations(1);
    first.set();
    co_await iterations(1);
    outer.cancel();
    EXPECT_EQ(co_await outer, 42);
    EXPECT_FALSE(outer.cancelled());
    EXPECT_TRUE(inner.cancelled());
  });
}

TEST(CancelAwait, AfterOneThatWasIgnoredTheNextAwaitIsUndisturbed) {
  run([]() -> corun::task<void> {
    corun::event later;
    auto inner = corun::create_task(forever());
    auto last = corun::create_task(number_when(later, 42));
    auto body = [&]() -> corun::task<int> {
      static_cast<void>(co_await ending(inner));
      co_return co_await last;
    };
    auto outer = corun::create_task(body());
    co_await iterations(2);
    outer.cancel();
    co_await iterations(4);
    EXPECT_FALSE(outer.done());
    later.set();
    EXPECT_EQ(co_await outer, 42);
    EXPECT_FALSE(outer.cancelled());
    EXPECT_FALSE(last.cancelled());
  });
}

TEST(CancelAwait, UndeliveredGoesOnToTheTaskAwaitedNext) {
  run([]() -> corun::task<void> {
    corun::task_handle<void> outer;
    corun::task_handle<void> inner;
    auto body = [&]() -> corun::task<void> {
      inner = corun::create_task(forever());
      co_await corun::sleep(0s);
      outer.cancel();
      co_await inner;
    };
    outer = corun::create_task(body());
    EXPECT_EQ(co_await ending(outer), "cancelled");
    EXPECT_TRUE(outer.cancelled());
    EXPECT_TRUE(inner.cancelled());
  });
}

TEST(CancelAwait, OuterCoroutineMayCatchWhatTheInnerOneRethrows) {
  run([]() -> corun::task<void> {
    int proof = 0;
    auto inner = [&]() -> corun::task<void> {
      try {
        co_await corun::sleep(1h);
      } catch (const corun::cancelled_error &) {
        proof += 1;
        throw;
      }
      proof += 10;
    };
    auto outer = [&]() -> corun::task<void> {
      try {
        co_await inner();
      } catch (const corun::cancelled_error &) {
        proof += 100;
      }
    };
    auto h = corun::create_task(outer());
    co_await iterations(1);
    h.cancel();
    co_await h;
    EXPECT_EQ(proof, 101);
  });
}

TEST(CancelAwait, ReachesTheLastOfAChainOfTasks) {
  run([]() -> corun::task<void> {
    auto wait = [](corun::task_handle<void> h) -> corun::task<void> {
      co_await h;
    };
    auto last = corun::create_task(forever());
    auto middle = corun::create_task(wait(last));
    auto first = corun::create_task(wait(middle));
    co_await iterations(2);
    EXPECT_TRUE(first.cancel());
    EXPECT_EQ(middle.cancelling(), 1U);
    EXPECT_EQ(last.cancelling(), 1U);
    EXPECT_EQ(co_await ending(first), "cancelled");
    EXPECT_TRUE(middle.cancelled());
    EXPECT_TRUE(last.cancelled());
  });
}

TEST(CancelAwait, ValueOfAnAwaitedTaskThatIgnoresItArrives) {
  run([]() -> corun::task<void> {
    auto stubborn = []() -> corun::task<int> {
      static_cast<void>(co_await ending(corun::sleep(1h)));
      co_return 7;
    };
    auto inner = corun::create_task(stubborn());
    auto wait = [&]() -> corun::task<int> { co_return co_await inner; };
    auto outer = corun::create_task(wait());
    co_await iterations(2);
    outer.cancel();
    EXPECT_EQ(co_await outer, 7);
    EXPECT_FALSE(outer.cancelled());
  });
}

TEST(CancelAwait, BetweenTheEndOfTheAwaitedTaskAndTheWakeUpIsDelivered) {
  run([]() -> corun::task<void> {
    bool reached_end = false;
    auto inner = corun::create_task(number_after(1, 1));
    auto wait = [&]() -> corun::task<void> {
      co_await inner;
      reached_end = true;
    };
    auto outer = corun::create_task(wait());
    inner.add_done_callback([&](const auto &) { outer.cancel(); });
    EXPECT_EQ(co_await ending(outer), "cancelled");
    EXPECT_EQ(inner.result(), 1);
    EXPECT_FALSE(reached_end);
  });
}

TEST(CancelAwait, SecondRequestReachesACleanUpThatAwaits) {
  run([]() -> corun::task<void> {
    std::string first;
    std::string second;
    auto body = [&]() -> corun::task<void> {
      first = co_await ending(corun::sleep(1h));
      second = co_await ending(corun::sleep(1h));
    };
    auto h = corun::create_task(body());
    co_await iterations(1);
    h.cancel("one");
    co_await iterations(1);
    h.cancel("two");
    co_await h;
    EXPECT_EQ(first, "cancelled: one");
    EXPECT_EQ(second, "cancelled: two");
  });
}

TEST(CancelAwait, ByATimerEndsASleep) {
  run([]() -> corun::task<void> {
    auto sleeper = corun::create_task(forever());
    corun::current_loop().call_later(1ms, [&] { sleeper.cancel(); });
    EXPECT_EQ(co_await ending(sleeper), "cancelled");
  });
}

} // namespace
} // namespace corun_test
