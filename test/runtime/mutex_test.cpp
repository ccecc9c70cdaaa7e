// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "destructible.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace corun_test {
namespace {

/// Locks, notes its number, and lets go again after some iterations.
corun::task<void> locks(corun::mutex &m, std::vector<int> &log, int number,
                        int held_for = 0) {
  auto guard = co_await m.lock();
  log.push_back(number);
  co_await iterations(held_for);
}

TEST(Mutex, GuardUnlocksAtTheEndOfItsScope) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    EXPECT_FALSE(m.locked());
    {
      auto guard = co_await m.lock();
      EXPECT_TRUE(m.locked());
      EXPECT_TRUE(guard.owns_lock());
    }
    EXPECT_FALSE(m.locked());
  });
}

TEST(Mutex, UnlockingByHandLeavesTheGuardEmpty) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    auto guard = co_await m.lock();
    guard.unlock();
    EXPECT_FALSE(m.locked());
    EXPECT_FALSE(guard.owns_lock());
    auto again = co_await m.lock();
    EXPECT_TRUE(again.owns_lock());
  });
}

TEST(Mutex, UnlockingWhatIsNotLockedIsAnError) {
  corun::mutex::guard guard;
  EXPECT_THROW(guard.unlock(), corun::loop_error);
}

TEST(Mutex, GuardMoves) {
  corun::mutex m;
  corun::mutex other;
  auto first = m.try_lock();
  auto second = std::move(first);
  EXPECT_TRUE(second.owns_lock());
  EXPECT_TRUE(m.locked());
  second = other.try_lock();
  EXPECT_FALSE(m.locked()) << "assignment unlocks what the guard owned";
  EXPECT_TRUE(other.locked());
  static_assert(!std::is_copy_constructible_v<corun::mutex::guard>);
}

TEST(Mutex, TryLockFailsIfLocked) {
  corun::mutex m;
  auto first = m.try_lock();
  EXPECT_TRUE(first);
  EXPECT_FALSE(m.try_lock());
  first.unlock();
  EXPECT_TRUE(m.try_lock());
}

TEST(Mutex, IsNotAwaitedItself) {
  EXPECT_FALSE(corun::detail::gatherable<corun::mutex &>);
  static_assert(corun::detail::gatherable<corun::mutex::lock_awaitable>);
}

TEST(Mutex, UnlockLetsOneWaiterGoOnInTheNextIteration) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    std::vector<int> log;
    auto guard = co_await m.lock();
    auto one = corun::create_task(locks(m, log, 1, 9));
    auto two = corun::create_task(locks(m, log, 2));
    co_await corun::sleep(0s);
    EXPECT_TRUE(log.empty());
    guard.unlock();
    EXPECT_TRUE(log.empty());
    co_await corun::sleep(0s);
    EXPECT_EQ(log, std::vector{1});
    co_await corun::sleep(0s);
    EXPECT_EQ(log, std::vector{1});
    co_await corun::gather(one, two);
    EXPECT_EQ(log, (std::vector{1, 2}));
  });
}

TEST(Mutex, WaitersOwnItInTheOrderInWhichTheyCame) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    std::vector<int> log;
    auto guard = co_await m.lock();
    std::vector<corun::task<void>> all;
    for (int i = 0; i < 5; ++i)
      all.push_back(locks(m, log, i, 5 - i));
    auto done = corun::create_task(corun::gather(std::move(all)));
    co_await corun::sleep(0s);
    co_await corun::sleep(0s);
    guard.unlock();
    co_await done;
    EXPECT_EQ(log, (std::vector{0, 1, 2, 3, 4}));
  });
}

TEST(Mutex, NobodyComesInBetweenUnlockAndTheNextOwner) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    std::vector<int> log;
    auto guard = co_await m.lock();
    auto waits = corun::create_task(locks(m, log, 1));
    co_await corun::sleep(0s);
    guard.unlock();
    EXPECT_TRUE(m.locked()) << "it belongs to the one in line";
    EXPECT_FALSE(m.try_lock());
    co_await locks(m, log, 2);
    EXPECT_EQ(log, (std::vector{1, 2}));
    co_await waits;
  });
}

TEST(Mutex, CancelledWaiterLeavesTheLine) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    std::vector<int> log;
    auto guard = co_await m.lock();
    auto one = corun::create_task(locks(m, log, 1));
    auto two = corun::create_task(locks(m, log, 2));
    auto three = corun::create_task(locks(m, log, 3));
    co_await corun::sleep(0s);
    two.cancel();
    co_await corun::wait(corun::handles(two));
    EXPECT_TRUE(two.cancelled());
    guard.unlock();
    co_await corun::gather(one, three);
    EXPECT_EQ(log, (std::vector{1, 3}));
    EXPECT_FALSE(m.locked());
  });
}

TEST(Mutex, OnlyWaiterCancelledLeavesNothingBehind) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    std::vector<int> log;
    auto guard = co_await m.lock();
    auto waits = corun::create_task(locks(m, log, 1));
    co_await corun::sleep(0s);
    waits.cancel();
    EXPECT_THROW(co_await waits, corun::cancelled_error);
    guard.unlock();
    EXPECT_FALSE(m.locked());
  });
}

TEST(Mutex, WaiterCancelledAsTheMutexIsUnlockedIsPassedOver) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    std::vector<int> log;
    auto guard = co_await m.lock();
    auto b = corun::create_task(locks(m, log, 1));
    auto c = corun::create_task(locks(m, log, 2));
    co_await corun::sleep(0s);
    b.cancel();
    guard.unlock();
    co_await c;
    EXPECT_TRUE(b.cancelled());
    EXPECT_EQ(log, std::vector{2});
    EXPECT_FALSE(m.locked());
  });
}

TEST(Mutex, CancelledWaiterHandsTheLockOn) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    std::vector<int> log;
    auto guard = co_await m.lock();
    auto b = corun::create_task(locks(m, log, 1));
    auto c = corun::create_task(locks(m, log, 2));
    co_await corun::sleep(0s);
    guard.unlock(); // b owns it, but has not gone on
    b.cancel();
    co_await c;
    EXPECT_TRUE(b.cancelled());
    EXPECT_EQ(log, std::vector{2});
    EXPECT_FALSE(m.locked());
  });
}

TEST(Mutex, CancelAndUnlockTogetherLetOnlyOneGoOn) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    std::vector<int> log;
    auto guard = co_await m.lock();
    auto one = corun::create_task(locks(m, log, 1, 100));
    auto two = corun::create_task(locks(m, log, 2, 100));
    auto three = corun::create_task(locks(m, log, 3, 100));
    co_await corun::sleep(0s);
    corun::current_loop().call_soon([&] {
      one.cancel();
      guard.unlock();
    });
    EXPECT_THROW(co_await one, corun::cancelled_error);
    co_await iterations(3);
    EXPECT_EQ(log, std::vector{2});
    two.cancel();
    three.cancel();
    co_await corun::wait(corun::handles(two, three));
  });
}

TEST(Mutex, LastOwnerCancelledBeforeItGoesOnUnlocks) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    std::vector<int> log;
    auto guard = co_await m.lock();
    auto waits = corun::create_task(locks(m, log, 1));
    co_await corun::sleep(0s);
    guard.unlock();
    waits.cancel();
    EXPECT_THROW(co_await waits, corun::cancelled_error);
    EXPECT_FALSE(m.locked());
    co_await locks(m, log, 2);
    EXPECT_EQ(log, std::vector{2});
  });
}

TEST(Mutex, DestroyedWaiterHandsTheLockOn) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    std::vector<int> log;
    auto guard = co_await m.lock();
    auto body = [&]() -> destructible {
      auto mine = co_await m.lock();
      log.push_back(1);
    };
    auto first = body();
    auto second = corun::create_task(locks(m, log, 2));
    co_await corun::sleep(0s);
    guard.unlock();
    first.destroy();
    co_await second;
    EXPECT_EQ(log, std::vector{2});
    EXPECT_FALSE(m.locked());
  });
}

TEST(Mutex, DestroyedWaiterLeavesTheLine) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    auto guard = co_await m.lock();
    auto body = [&]() -> destructible { auto mine = co_await m.lock(); };
    body().destroy();
    guard.unlock();
    EXPECT_FALSE(m.locked());
  });
}

TEST(Mutex, WaitingOutsideALoopIsAnError) {
  corun::mutex m;
  auto guard = m.try_lock();
  auto waits = [&]() -> destructible {
    EXPECT_THROW(static_cast<void>(co_await m.lock()), corun::loop_error);
  };
  waits().destroy();
  guard.unlock();
  EXPECT_FALSE(m.locked());
}

TEST(Mutex, LockWorksWithATimeLimit) {
  run([]() -> corun::task<void> {
    corun::mutex m;
    auto guard = co_await m.lock();
    EXPECT_THROW(static_cast<void>(co_await corun::wait_for(m.lock(), 1ms)),
                 corun::timeout_error);
    guard.unlock();
    auto mine = co_await corun::wait_for(m.lock(), 1s);
    EXPECT_TRUE(mine.owns_lock());
  });
}

} // namespace
} // namespace corun_test
