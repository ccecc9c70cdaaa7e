// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What cancel() was told to say, and who gets to hear it.
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <string>

namespace corun_test {
namespace {

TEST(CancelMessage, IsWhatResultThrows) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(forever());
    co_await iterations(1);
    h.cancel("my message");
    static_cast<void>(co_await corun::wait(corun::handles(h)));
    std::string told;
    try {
      h.result();
    } catch (const corun::cancelled_error &e) {
      told = e.what();
    }
    EXPECT_EQ(told, "my message");
  });
}

TEST(CancelMessage, IsInWhatExceptionReturns) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(forever());
    co_await iterations(1);
    h.cancel("my message");
    static_cast<void>(co_await corun::wait(corun::handles(h)));
    EXPECT_EQ(ending(h.exception()), "cancelled: my message");
  });
}

TEST(CancelMessage, WithoutOneTheErrorStillSaysWhatHappened) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(forever());
    co_await iterations(1);
    h.cancel();
    static_cast<void>(co_await corun::wait(corun::handles(h)));
    EXPECT_EQ(what(h.exception()), "corun: the task was cancelled");
  });
}

TEST(CancelMessage, OfATaskThatNeverStarted) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(forever());
    h.cancel("my message");
    static_cast<void>(co_await corun::wait(corun::handles(h)));
    EXPECT_EQ(ending(h.exception()), "cancelled: my message");
  });
}

TEST(CancelMessage, IsThrownOutOfRunUntilComplete) {
  corun::event_loop loop;
  auto h = loop.create_task(nothing());
  h.cancel("my message");
  std::string told;
  try {
    loop.run_until_complete(h);
  } catch (const corun::cancelled_error &e) {
    told = e.what();
  }
  EXPECT_EQ(told, "my message");
}

TEST(CancelMessage, ReachesTheSuspensionPoint) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(ending(corun::sleep(1h)));
    co_await iterations(1);
    h.cancel("enough");
    EXPECT_EQ(co_await h, "cancelled: enough");
  });
}

TEST(CancelMessage, ReachesWhoeverAwaitsTheTask) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(forever());
    co_await iterations(1);
    corun::current_loop().call_soon([&] { inner.cancel("msg"); });
    EXPECT_EQ(co_await ending(inner), "cancelled: msg");
  });
}

TEST(CancelMessage, GoesDownToTheTaskThatIsAwaited) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(ending(corun::sleep(1h)));
    auto outer = corun::create_task(ending(inner));
    co_await iterations(2);
    outer.cancel("enough");
    EXPECT_EQ(co_await inner, "cancelled: enough");
    EXPECT_EQ(co_await outer, "returned");
  });
}

TEST(CancelMessage, OfTheLastRequestWins) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(forever());
    co_await iterations(1);
    h.cancel("my message");
    h.cancel("my new message");
    EXPECT_EQ(co_await ending(h), "cancelled: my new message");
  });
}

TEST(CancelMessage, ReachesThroughAGather) {
  run([]() -> corun::task<void> {
    std::string child;
    auto body = [&]() -> corun::task<void> {
      child = co_await ending(corun::sleep(1h));
    };
    auto caller = [&]() -> corun::task<void> {
      co_await corun::gather(corun::return_exceptions, body());
    };
    auto h = corun::create_task(caller());
    co_await iterations(3);
    h.cancel("my message");
    EXPECT_EQ(co_await ending(h), "cancelled: my message");
    EXPECT_EQ(child, "cancelled: my message");
  });
}

TEST(CancelMessage, ReachesAWaitAndAShield) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(forever());
    auto a = corun::create_task(ending(corun::wait(corun::handles(inner))));
    auto b = corun::create_task(ending(corun::shield(inner)));
    co_await iterations(2);
    a.cancel("a");
    b.cancel("b");
    EXPECT_EQ(co_await a, "cancelled: a");
    EXPECT_EQ(co_await b, "cancelled: b");
    inner.cancel();
  });
}

} // namespace
} // namespace corun_test
