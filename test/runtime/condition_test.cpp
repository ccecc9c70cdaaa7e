// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace corun_test {
namespace {

corun::task<void> waits(corun::condition &c, std::vector<int> &log, int number,
                        int held_for = 0) {
  auto guard = co_await c.lock();
  co_await c.wait(guard);
  EXPECT_TRUE(guard.owns_lock());
  log.push_back(number);
  co_await iterations(held_for);
}

TEST(Condition, WaitUnlocksAndLocksAgain) {
  run([]() -> corun::task<void> {
    corun::condition c;
    std::vector<int> log;
    auto waiter = corun::create_task(waits(c, log, 1, 1));
    co_await corun::sleep(0s);
    EXPECT_FALSE(c.locked());
    auto guard = co_await c.lock();
    c.notify();
    co_await iterations(3);
    EXPECT_TRUE(log.empty()) << "it cannot lock yet";
    guard.unlock();
    co_await corun::sleep(0s);
    EXPECT_EQ(log, std::vector{1});
    EXPECT_TRUE(c.locked());
    co_await waiter;
    EXPECT_FALSE(c.locked());
  });
}

TEST(Condition, NotifyWakesAsManyAsItIsToldInOrder) {
  run([]() -> corun::task<void> {
    corun::condition c;
    std::vector<int> log;
    auto one = corun::create_task(waits(c, log, 1));
    auto two = corun::create_task(waits(c, log, 2));
    auto three = corun::create_task(waits(c, log, 3));
    auto four = corun::create_task(waits(c, log, 4));
    co_await corun::sleep(0s);
    {
      auto guard = co_await c.lock();
      c.notify();
    }
    co_await iterations(5);
    EXPECT_EQ(log, std::vector{1});
    {
      auto guard = co_await c.lock();
      c.notify(2);
    }
    co_await iterations(5);
    EXPECT_EQ(log, (std::vector{1, 2, 3}));
    {
      auto guard = co_await c.lock();
      c.notify(2048);
    }
    co_await corun::gather(one, two, three, four);
    EXPECT_EQ(log, (std::vector{1, 2, 3, 4}));
  });
}

TEST(Condition, WaitersThatWereNotifiedLockOneAfterTheOther) {
  run([]() -> corun::task<void> {
    corun::condition c;
    std::vector<int> log;
    auto one = corun::create_task(waits(c, log, 1, 4));
    auto two = corun::create_task(waits(c, log, 2, 4));
    co_await corun::sleep(0s);
    {
      auto guard = co_await c.lock();
      c.notify(2);
    }
    co_await iterations(2);
    EXPECT_EQ(log, std::vector{1});
    EXPECT_TRUE(c.locked());
    co_await corun::gather(one, two);
    EXPECT_EQ(log, (std::vector{1, 2}));
  });
}

TEST(Condition, NotifyAllWakesEverybody) {
  run([]() -> corun::task<void> {
    corun::condition c;
    std::vector<int> log;
    auto one = corun::create_task(waits(c, log, 1));
    auto two = corun::create_task(waits(c, log, 2));
    co_await corun::sleep(0s);
    {
      auto guard = co_await c.lock();
      c.notify_all();
    }
    co_await corun::gather(one, two);
    EXPECT_EQ(log, (std::vector{1, 2}));
  });
}

TEST(Condition, NotifyWithoutTheLockIsAnError) {
  corun::condition c;
  EXPECT_THROW(c.notify(), corun::loop_error);
}

TEST(Condition, NotifyAllWithoutTheLockIsAnError) {
  corun::condition c;
  EXPECT_THROW(c.notify_all(), corun::loop_error);
}

TEST(Condition, WaitWithoutTheLockIsAnError) {
  run([]() -> corun::task<void> {
    corun::condition c;
    corun::mutex::guard empty;
    EXPECT_THROW(co_await c.wait(empty), corun::loop_error);
    corun::mutex other;
    auto wrong = co_await other.lock();
    EXPECT_THROW(co_await c.wait(wrong), corun::loop_error);
    EXPECT_TRUE(wrong.owns_lock());
  });
}

TEST(Condition, PredicateIsLookedAtAgainAfterEachNotification) {
  run([]() -> corun::task<void> {
    corun::condition c;
    bool ready = false;
    bool over = false;
    auto body = [&]() -> corun::task<void> {
      auto guard = co_await c.lock();
      co_await c.wait(guard, [&] { return ready; });
      over = true;
    };
    auto waiter = corun::create_task(body());
    co_await corun::sleep(0s);
    {
      auto guard = co_await c.lock();
      c.notify();
    }
    co_await iterations(3);
    EXPECT_FALSE(over);
    {
      auto guard = co_await c.lock();
      ready = true;
      c.notify();
    }
    co_await waiter;
    EXPECT_TRUE(over);
  });
}

TEST(Condition, PredicateThatIsTrueAtOnceNeedsNoLock) {
  run([]() -> corun::task<void> {
    corun::condition c;
    corun::mutex::guard none;
    const std::optional<int> found =
        co_await c.wait(none, [] { return std::optional<int>(3); });
    EXPECT_EQ(found, 3) << "what the predicate returned";
    EXPECT_THROW(co_await c.wait(none, [] { return false; }),
                 corun::loop_error);
  });
}

TEST(Condition, SharesAMutexThatItIsGiven) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    corun::condition c(m);
    {
      auto guard = co_await c.lock();
      EXPECT_TRUE(m.locked());
      EXPECT_TRUE(c.locked());
    }
    EXPECT_FALSE(m.locked());
    std::vector<int> log;
    auto waiter = corun::create_task(waits(c, log, 1));
    co_await corun::sleep(0s);
    {
      auto guard = co_await m.lock();
      EXPECT_TRUE(c.locked());
      c.notify();
    }
    co_await waiter;
    EXPECT_EQ(log, std::vector{1});
  });
}

TEST(Condition, LockGuardIsScoped) {
  run([]() -> corun::task<void> {
    corun::condition c;
    EXPECT_FALSE(c.locked());
    {
      auto guard = co_await c.lock();
      EXPECT_TRUE(c.locked());
    }
    EXPECT_FALSE(c.locked());
  });
}

/// Waits, and says what the cancellation says and whether the lock was held.
corun::task<void> waits_for_cancellation(corun::condition &c,
                                         std::string &message) {
  auto guard = co_await c.lock();
  try {
    co_await c.wait(guard);
  } catch (const corun::cancelled_error &error) {
    message = error.what();
    EXPECT_TRUE(guard.owns_lock());
    throw;
  }
}

TEST(Condition, CancelledWaitEndsWithTheLockHeld) {
  run([]() -> corun::task<void> {
    corun::condition c;
    std::string message;
    auto waiter = corun::create_task(waits_for_cancellation(c, message));
    co_await corun::sleep(0s);
    waiter.cancel("foo");
    EXPECT_THROW(co_await waiter, corun::cancelled_error);
    EXPECT_EQ(message, "foo");
    EXPECT_FALSE(c.locked());
  });
}

TEST(Condition, CancelledWaitWaitsForTheLock) {
  run([]() -> corun::task<void> {
    corun::condition c;
    std::string message;
    auto waiter = corun::create_task(waits_for_cancellation(c, message));
    co_await corun::sleep(0s);
    auto guard = co_await c.lock();
    waiter.cancel("foo");
    co_await iterations(4);
    EXPECT_FALSE(waiter.done()) << "it cannot lock yet";
    guard.unlock();
    EXPECT_THROW(co_await waiter, corun::cancelled_error);
    EXPECT_EQ(message, "foo");
  });
}

TEST(Condition, CancellationWhileLockingAgainIsRemembered) {
  run([]() -> corun::task<void> {
    corun::condition c;
    std::string message;
    auto waiter = corun::create_task(waits_for_cancellation(c, message));
    co_await corun::sleep(0s);
    auto guard = co_await c.lock();
    c.notify();
    co_await corun::sleep(0s); // it waits for the lock now
    waiter.cancel("foo");
    co_await corun::sleep(0s);
    EXPECT_FALSE(waiter.done());
    guard.unlock();
    EXPECT_THROW(co_await waiter, corun::cancelled_error);
    EXPECT_EQ(message, "foo");
    EXPECT_FALSE(c.locked());
  });
}

TEST(Condition, CancellationsPileUpAndTheLastIsThrown) {
  run([]() -> corun::task<void> {
    corun::condition c;
    std::string message;
    auto waiter = corun::create_task(waits_for_cancellation(c, message));
    co_await corun::sleep(0s);
    auto guard = co_await c.lock();
    waiter.cancel("first");
    co_await corun::sleep(0s);
    waiter.cancel("second");
    co_await corun::sleep(0s);
    guard.unlock();
    EXPECT_THROW(co_await waiter, corun::cancelled_error);
    EXPECT_EQ(message, "second");
  });
}

TEST(Condition, CancelledOnlyWhenItHasBeenHandedTheLockIsCancelled) {
  run([]() -> corun::task<void> {
    corun::condition c;
    std::string message;
    auto waiter = corun::create_task(waits_for_cancellation(c, message));
    co_await corun::sleep(0s);
    auto guard = co_await c.lock();
    c.notify();
    co_await corun::sleep(0s);
    guard.unlock();
    waiter.cancel("late");
    EXPECT_THROW(co_await waiter, corun::cancelled_error);
    EXPECT_EQ(message, "late");
    EXPECT_FALSE(c.locked());
  });
}

/// Takes one of `items` when there is one; a negative number ends it.
corun::task<void> consumes(corun::condition &c, int &items) {
  auto guard = co_await c.lock();
  while (true) {
    co_await c.wait(guard, [&] { return items != 0; });
    if (items < 0)
      co_return;
    --items;
  }
}

TEST(Condition, NotificationOfACancelledWaiterGoesOnToTheNext) {
  run([]() -> corun::task<void> {
    corun::condition c;
    int items = 0;
    auto first = corun::create_task(consumes(c, items));
    auto second = corun::create_task(consumes(c, items));
    co_await corun::sleep(0s);
    auto guard = co_await c.lock();
    ++items;
    c.notify();
    first.cancel(); // before it goes on
    guard.unlock();
    co_await iterations(5);
    EXPECT_EQ(items, 0);
    guard = co_await c.lock();
    items = -1;
    c.notify_all();
    guard.unlock();
    co_await second;
    EXPECT_TRUE(first.cancelled());
  });
}

TEST(Condition, NotificationOfAWaiterCancelledAtTheLockGoesOnToTheNext) {
  run([]() -> corun::task<void> {
    corun::condition c;
    int items = 0;
    auto first = corun::create_task(consumes(c, items));
    auto second = corun::create_task(consumes(c, items));
    co_await corun::sleep(0s);
    auto guard = co_await c.lock();
    ++items;
    c.notify();
    co_await corun::sleep(0s); // it waits for the lock now
    first.cancel();
    guard.unlock();
    co_await iterations(5);
    EXPECT_EQ(items, 0);
    guard = co_await c.lock();
    items = -1;
    c.notify_all();
    guard.unlock();
    co_await second;
    EXPECT_TRUE(first.cancelled());
  });
}

TEST(Condition, WaiterCancelledWithoutNotificationWakesNobody) {
  run([]() -> corun::task<void> {
    corun::condition c;
    std::vector<int> log;
    auto first = corun::create_task(waits(c, log, 1));
    auto second = corun::create_task(waits(c, log, 2));
    co_await corun::sleep(0s);
    first.cancel();
    co_await iterations(5);
    EXPECT_TRUE(first.cancelled());
    EXPECT_TRUE(log.empty());
    {
      auto guard = co_await c.lock();
      c.notify();
    }
    co_await second;
    EXPECT_EQ(log, std::vector{2});
  });
}

TEST(Condition, TimeLimitEndsWithTheLockHeld) {
  run([]() -> corun::task<void> {
    corun::condition c;
    auto guard = co_await c.lock();
    EXPECT_THROW(co_await corun::wait_for(c.wait(guard), 1ms),
                 corun::timeout_error);
    EXPECT_TRUE(guard.owns_lock());
    EXPECT_TRUE(c.locked());
  });
}

} // namespace
} // namespace corun_test
