// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The count of requests to cancel: cancelling() and uncancel().
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

namespace corun_test {
namespace {

TEST(Cancelling, CountsTheRequests) {
  corun::event_loop loop;
  auto h = loop.create_task(forever());
  EXPECT_EQ(h.cancelling(), 0U);
  EXPECT_TRUE(h.cancel());
  EXPECT_EQ(h.cancelling(), 1U);
  EXPECT_TRUE(h.cancel()) << "it has not ended";
  EXPECT_EQ(h.cancelling(), 2U);
  EXPECT_THROW(loop.run_until_complete(h), corun::cancelled_error);
}

TEST(Cancelling, OfATaskThatIsDoneStays) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(nothing());
    co_await h;
    EXPECT_FALSE(h.cancel());
    EXPECT_EQ(h.cancelling(), 0U);
  });
}

TEST(Cancelling, UncancelledTaskGoesOnAndCanBeCancelledAgain) {
  run([]() -> corun::task<void> {
    auto body = []() -> corun::task<void> {
      static_cast<void>(co_await ending(corun::sleep(1h)));
      corun::current_task().uncancel();
      co_await corun::sleep(1h);
    };
    auto h = corun::create_task(body());
    co_await iterations(1);
    EXPECT_TRUE(h.cancel());
    EXPECT_EQ(h.cancelling(), 1U);
    EXPECT_FALSE(h.cancelled());
    co_await iterations(1);
    EXPECT_EQ(h.cancelling(), 0U);
    EXPECT_FALSE(h.done());
    EXPECT_TRUE(h.cancel());
    EXPECT_EQ(h.cancelling(), 1U);
    EXPECT_EQ(co_await ending(h), "cancelled");
    EXPECT_TRUE(h.cancelled());
    h.uncancel();
    EXPECT_TRUE(h.cancelled()) << "too late";
  });
}

TEST(Cancelling, UncancelNeverGoesBelowZero) {
  run([]() -> corun::task<void> {
    EXPECT_EQ(corun::current_task().uncancel(), 0U);
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
    co_return;
  });
}

TEST(Cancelling, LastUncancelDropsARequestThatIsNotDelivered) {
  run([]() -> corun::task<void> {
    corun::event ready;
    auto h = corun::create_task(number_when(ready, 42));
    co_await iterations(1);
    ready.set(); // the task is on its way
    h.cancel();
    EXPECT_EQ(h.cancelling(), 1U);
    EXPECT_EQ(h.uncancel(), 0U);
    EXPECT_EQ(co_await h, 42);
  });
}

TEST(Cancelling, UncancelOfOneOfTwoDropsNothing) {
  run([]() -> corun::task<void> {
    corun::event ready;
    auto h = corun::create_task(number_when(ready, 42));
    co_await iterations(1);
    ready.set();
    h.cancel();
    h.cancel();
    EXPECT_EQ(h.uncancel(), 1U);
    EXPECT_EQ(co_await ending(h), "cancelled");
  });
}

TEST(Cancelling, UncancelBeforeTheFirstStepLetsTheTaskRun) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number(3));
    h.cancel();
    h.uncancel();
    EXPECT_EQ(co_await h, 3);
  });
}

/// A time limit written by hand, by the rules that timeout() follows.
struct limited {
  bool timed_out = false;
  bool block_finished = false;
  bool went_on = false;
};
corun::task<limited> with_limit(std::chrono::milliseconds work,
                                std::chrono::milliseconds limit) {
  limited seen;
  auto self = corun::current_task();
  auto timer = corun::current_loop().call_later(limit, [&seen, self]() mutable {
    seen.timed_out = true;
    self.cancel();
  });
  try {
    co_await corun::sleep(work);
    seen.block_finished = true;
  } catch (const corun::cancelled_error &) {
    auto task = corun::current_task();
    if (!seen.timed_out || task.uncancel() != 0)
      throw;
  }
  timer.cancel();
  co_await corun::sleep(0s);
  seen.went_on = true;
  co_return seen;
}

TEST(Cancelling, StructuredBlockTakesItsOwnRequestBack) {
  run([]() -> corun::task<void> {
    auto late = corun::create_task(with_limit(1h, 1ms));
    const limited expired = co_await late;
    EXPECT_TRUE(expired.timed_out);
    EXPECT_FALSE(expired.block_finished);
    EXPECT_TRUE(expired.went_on) << "code after the block is not cancelled";
    EXPECT_EQ(late.cancelling(), 0U);

    auto in_time = corun::create_task(with_limit(0ms, 1h));
    const limited finished = co_await in_time;
    EXPECT_FALSE(finished.timed_out);
    EXPECT_TRUE(finished.block_finished);
    EXPECT_TRUE(finished.went_on);
    EXPECT_EQ(in_time.cancelling(), 0U);
  });
}

} // namespace
} // namespace corun_test
