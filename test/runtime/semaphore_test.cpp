// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace corun_test {
namespace {

/// Acquires for good.
corun::task<void> acquires(corun::semaphore &s, std::vector<int> &log,
                           int number) {
  auto permit = co_await s.acquire();
  log.push_back(number);
  permit.keep();
}

corun::task<void> notes(std::vector<int> &log, int number) {
  log.push_back(number);
  co_return;
}

TEST(Semaphore, BeginsWithOnePermitUnlessToldOtherwise) {
  corun::semaphore one;
  EXPECT_FALSE(one.locked());
  auto held = one.try_acquire();
  EXPECT_TRUE(held);
  EXPECT_FALSE(one.try_acquire());
  corun::semaphore none(0);
  EXPECT_TRUE(none.locked());
  EXPECT_FALSE(none.try_acquire());
}

TEST(Semaphore, NegativeNumberOfPermitsIsAnError) {
  EXPECT_THROW(corun::semaphore(-1), std::invalid_argument);
  EXPECT_THROW(corun::bounded_semaphore(-1), std::invalid_argument);
}

TEST(Semaphore, PermitReleasesAtTheEndOfItsScope) {
  run([]() -> corun::task<void> {
    corun::semaphore s;
    {
      auto permit = co_await s.acquire();
      EXPECT_TRUE(permit.acquired());
      EXPECT_TRUE(s.locked());
    }
    EXPECT_FALSE(s.locked());
  });
}

TEST(Semaphore, KeptPermitIsReleasedByHand) {
  run([]() -> corun::task<void> {
    corun::semaphore s;
    {
      auto permit = co_await s.acquire();
      permit.keep();
      EXPECT_FALSE(permit.acquired());
    }
    EXPECT_TRUE(s.locked());
    s.release();
    EXPECT_FALSE(s.locked());
  });
}

TEST(Semaphore, PermitIsReleasedOnce) {
  corun::semaphore s(2);
  auto permit = s.try_acquire();
  auto moved = std::move(permit);
  moved.release();
  EXPECT_THROW(moved.release(), corun::loop_error);
  auto one = s.try_acquire();
  auto two = s.try_acquire();
  EXPECT_TRUE(two);
  EXPECT_FALSE(s.try_acquire());
  static_assert(!std::is_copy_constructible_v<corun::semaphore::permit>);
}

TEST(Semaphore, IsNotAwaitedItself) {
  EXPECT_FALSE(corun::detail::gatherable<corun::semaphore &>);
  static_assert(corun::detail::gatherable<corun::semaphore::acquire_awaitable>);
}

TEST(Semaphore, ReleaseLetsAsManyGoOn) {
  run([]() -> corun::task<void> {
    corun::semaphore s(3);
    std::vector<int> log;
    auto a = co_await s.acquire();
    auto b = co_await s.acquire();
    EXPECT_FALSE(s.locked());
    auto one = corun::create_task(acquires(s, log, 1));
    auto two = corun::create_task(acquires(s, log, 2));
    auto three = corun::create_task(acquires(s, log, 3));
    co_await corun::sleep(0s);
    EXPECT_EQ(log, std::vector{1});
    EXPECT_TRUE(s.locked());
    auto four = corun::create_task(acquires(s, log, 4));
    s.release(2);
    EXPECT_EQ(log, std::vector{1});
    co_await iterations(3);
    EXPECT_EQ(log, (std::vector{1, 2, 3}));
    EXPECT_TRUE(s.locked());
    a.release();
    co_await four;
    EXPECT_EQ(log, (std::vector{1, 2, 3, 4}));
    b.keep();
    EXPECT_TRUE(one.done() && two.done() && three.done());
  });
}

TEST(Semaphore, ReleasedPermitBelongsToTheOneInLine) {
  run([]() -> corun::task<void> {
    corun::semaphore s;
    std::vector<int> log;
    auto permit = co_await s.acquire();
    auto waits = corun::create_task(acquires(s, log, 1));
    co_await corun::sleep(0s);
    permit.release();
    EXPECT_TRUE(s.locked());
    EXPECT_FALSE(s.try_acquire());
    auto late = corun::create_task(acquires(s, log, 2));
    s.release();
    co_await corun::gather(waits, late);
    EXPECT_EQ(log, (std::vector{1, 2}));
  });
}

TEST(Semaphore, ReleaseWithoutWaitersUnlocks) {
  run([]() -> corun::task<void> {
    corun::semaphore s;
    (co_await s.acquire()).keep();
    EXPECT_TRUE(s.locked());
    s.release();
    EXPECT_FALSE(s.locked());
  });
}

TEST(Semaphore, MayBeReleasedMoreOftenThanAcquired) {
  corun::semaphore s(0);
  s.release(2);
  auto one = s.try_acquire();
  auto two = s.try_acquire();
  EXPECT_TRUE(one && two);
}

TEST(Semaphore, TooManyPermitsIsAnError) {
  corun::semaphore s(1);
  EXPECT_THROW(s.release(static_cast<std::size_t>(-1)), corun::loop_error);
  EXPECT_FALSE(s.locked());
}

TEST(BoundedSemaphore, ReleasedMoreOftenThanAcquiredIsAnError) {
  corun::bounded_semaphore s(2);
  EXPECT_THROW(s.release(), corun::loop_error);
  auto permit = s.try_acquire();
  EXPECT_THROW(s.release(2), corun::loop_error);
  s.release();
  EXPECT_THROW(permit.release(), corun::loop_error);
}

TEST(BoundedSemaphore, PermitReleasedByHandChangesNothingWhenItGoes) {
  corun::bounded_semaphore s(1);
  {
    auto permit = s.try_acquire();
    s.release();
  }
  auto one = s.try_acquire();
  EXPECT_TRUE(one);
  EXPECT_FALSE(s.try_acquire());
}

TEST(Semaphore, CancelledWaiterLeaves) {
  run([]() -> corun::task<void> {
    corun::semaphore s(0);
    std::vector<int> log;
    auto waits = corun::create_task(acquires(s, log, 1));
    co_await corun::sleep(0s);
    waits.cancel();
    EXPECT_THROW(co_await waits, corun::cancelled_error);
    s.release();
    EXPECT_FALSE(s.locked());
  });
}

TEST(Semaphore, WaitersCancelledBeforeTheReleaseArePassedOver) {
  run([]() -> corun::task<void> {
    corun::semaphore s(0);
    std::vector<int> log;
    std::vector<corun::task_handle<void>> all;
    for (int i = 1; i <= 4; ++i)
      all.push_back(corun::create_task(acquires(s, log, i)));
    co_await corun::sleep(0s);
    all[0].cancel();
    all[1].cancel();
    s.release();
    co_await iterations(2);
    EXPECT_EQ(log, std::vector{3});
    EXPECT_FALSE(all[3].done());
    all[3].cancel();
    co_await corun::wait(all);
  });
}

TEST(Semaphore, WaiterCancelledAsAPermitIsReleasedDoesNotHoldUpTheNext) {
  run([]() -> corun::task<void> {
    corun::semaphore s(0);
    std::vector<int> log;
    auto one = corun::create_task(acquires(s, log, 1));
    auto two = corun::create_task(acquires(s, log, 2));
    co_await corun::sleep(0s);
    one.cancel();
    s.release();
    co_await iterations(2);
    EXPECT_TRUE(s.locked());
    EXPECT_TRUE(two.done());
    EXPECT_TRUE(one.cancelled());
  });
}

TEST(Semaphore, CancelledWaiterHandsThePermitOn) {
  run([]() -> corun::task<void> {
    corun::semaphore s(0);
    std::vector<int> log;
    auto one = corun::create_task(acquires(s, log, 1));
    auto two = corun::create_task(acquires(s, log, 2));
    co_await corun::sleep(0s);
    s.release();
    one.cancel(); // it has the permit, but has not gone on
    co_await two;
    EXPECT_TRUE(one.cancelled());
    EXPECT_EQ(log, std::vector{2});
    EXPECT_TRUE(s.locked());
  });
}

TEST(Semaphore, PermitOfACancelledWaiterIsNotLost) {
  run([]() -> corun::task<void> {
    corun::semaphore s(1);
    std::vector<int> log;
    corun::task_handle<void> second;
    auto body = [&]() -> corun::task<void> {
      {
        auto permit = co_await s.acquire();
        co_await corun::sleep(0s);
      }
      second.cancel(); // it was just given the permit
    };
    auto first = corun::create_task(body());
    second = corun::create_task(acquires(s, log, 2));
    co_await corun::wait(corun::handles(first, second));
    EXPECT_TRUE(second.cancelled());
    auto permit = co_await corun::wait_for(s.acquire(), 1s);
    EXPECT_TRUE(permit.acquired());
  });
}

TEST(Semaphore, AcquireReleaseAcquireTakesTurns) {
  run([]() -> corun::task<void> {
    corun::semaphore s(1);
    std::vector<std::string> log;
    auto body = [&](std::string name) -> corun::task<void> {
      for (const char *round : {"_1", "_2"}) {
        auto permit = co_await s.acquire();
        log.push_back(name + round);
        co_await corun::sleep(0s);
      }
    };
    co_await corun::gather(body("a"), body("b"), body("c"));
    EXPECT_EQ(log, (std::vector<std::string>{"a_1", "b_1", "c_1", "a_2", "b_2",
                                             "c_2"}));
  });
}

TEST(Semaphore, WhoReleasesGoesToTheEndOfTheLine) {
  run([]() -> corun::task<void> {
    corun::semaphore s(1);
    std::vector<int> log;
    auto body = [&]() -> corun::task<void> {
      co_await acquires(s, log, 2);
      s.release();
      co_await acquires(s, log, 4);
    };
    auto one = corun::create_task(acquires(s, log, 1));
    auto two = corun::create_task(body());
    auto three = corun::create_task(acquires(s, log, 3));
    co_await corun::sleep(0s);
    s.release(2);
    co_await corun::gather(one, two, three);
    EXPECT_EQ(log, (std::vector{1, 2, 3, 4}));
  });
}

TEST(Semaphore, CancelledFirstWaiterKeepsTheOrderOfTheOthers) {
  run([]() -> corun::task<void> {
    corun::semaphore s(0);
    std::vector<int> log;
    auto one = corun::create_task(acquires(s, log, 1));
    auto two = corun::create_task(acquires(s, log, 2));
    auto three = corun::create_task(acquires(s, log, 3));
    co_await corun::sleep(0s);
    one.cancel();
    co_await corun::sleep(0s);
    s.release();
    s.release();
    co_await corun::wait(corun::handles(one, two, three));
    EXPECT_EQ(log, (std::vector{2, 3}));
  });
}

TEST(Semaphore, NobodyOvertakesThoseWhoHaveNotGoneOnYet) {
  run([]() -> corun::task<void> {
    corun::semaphore s(0);
    std::vector<int> log;
    corun::task_handle<void> four;
    auto first = [&]() -> corun::task<void> {
      co_await acquires(s, log, 1);
      four = corun::create_task(notes(log, 4));
    };
    auto second = [&]() -> corun::task<void> {
      s.release(3);
      EXPECT_TRUE(s.locked()) << "the first has not gone on yet";
      co_await acquires(s, log, 2);
    };
    auto one = corun::create_task(first());
    auto two = corun::create_task(second());
    auto three = corun::create_task(acquires(s, log, 3));
    co_await corun::gather(one, two, three);
    co_await four;
    EXPECT_EQ(log, (std::vector{1, 2, 3, 4}));
  });
}

} // namespace
} // namespace corun_test
