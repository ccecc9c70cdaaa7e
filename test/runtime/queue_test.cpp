// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace corun_test {
namespace {

template <class Queue> corun::task<int> gets(Queue &q) {
  co_return co_await q.get();
}
template <class Queue> corun::task<void> puts(Queue &q, int item) {
  co_await q.put(item);
}
template <class Queue> corun::task<void> joins(Queue &q) { co_await q.join(); }

template <class Queue> void fill(Queue &q, std::initializer_list<int> items) {
  for (int item : items)
    EXPECT_TRUE(q.try_put(item));
}
template <class Queue> std::vector<int> drain(Queue &q) {
  std::vector<int> items;
  while (!q.empty())
    items.push_back(*q.try_get());
  return items;
}

TEST(Queue, EmptyUntilSomethingIsPut) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    EXPECT_TRUE(q.empty());
    co_await q.put(1);
    EXPECT_FALSE(q.empty());
    EXPECT_EQ(q.size(), 1U);
    EXPECT_EQ(co_await q.get(), 1);
    EXPECT_TRUE(q.empty());
  });
}

TEST(Queue, FullAtItsMaxsize) {
  corun::queue<int> unlimited;
  fill(unlimited, {1, 2, 3});
  EXPECT_FALSE(unlimited.full());
  EXPECT_EQ(unlimited.maxsize(), 0U);
  corun::queue<int> q(2);
  EXPECT_EQ(q.maxsize(), 2U);
  fill(q, {1});
  EXPECT_FALSE(q.full());
  fill(q, {2});
  EXPECT_TRUE(q.full());
}

TEST(Queue, FirstInFirstOut) {
  corun::queue<int> q;
  fill(q, {1, 3, 2});
  EXPECT_EQ(drain(q), (std::vector{1, 3, 2}));
}

TEST(LifoQueue, LastInFirstOut) {
  corun::lifo_queue<int> q;
  fill(q, {1, 3, 2});
  EXPECT_EQ(drain(q), (std::vector{2, 3, 1}));
}

TEST(PriorityQueue, SmallestFirst) {
  corun::priority_queue<int> q;
  fill(q, {1, 3, 2});
  EXPECT_EQ(drain(q), (std::vector{1, 2, 3}));
}

TEST(PriorityQueue, ComparesAsItIsTold) {
  corun::priority_queue<int, std::greater<>> q;
  fill(q, {1, 3, 2});
  EXPECT_EQ(drain(q), (std::vector{3, 2, 1}));
}

TEST(Queue, TryGetOfAnEmptyQueueIsNothing) {
  corun::queue<int> q;
  EXPECT_EQ(q.try_get(), std::nullopt);
}

TEST(Queue, TryPutAndTryGetDoNotNeedALoop) {
  corun::queue<int> q;
  EXPECT_TRUE(q.try_put(1));
  EXPECT_EQ(q.try_get(), 1);
}

TEST(Queue, TryPutIntoAFullQueueLeavesTheItemAlone) {
  corun::queue<std::unique_ptr<int>> q(1);
  EXPECT_TRUE(q.try_put(std::make_unique<int>(1)));
  auto second = std::make_unique<int>(2);
  EXPECT_FALSE(q.try_put(std::move(second)));
  EXPECT_EQ(*second, 2);
}

TEST(Queue, MoveOnlyItems) {
  run([]() -> corun::task<void> {
    corun::queue<std::unique_ptr<int>> q(1);
    co_await q.put(std::make_unique<int>(1));
    auto body = [&]() -> corun::task<void> {
      co_await q.put(std::make_unique<int>(2));
    };
    auto waits = corun::create_task(body());
    co_await corun::sleep(0s);
    EXPECT_FALSE(waits.done());
    auto first = co_await q.get();
    auto second = co_await q.get();
    EXPECT_EQ(*first, 1);
    EXPECT_EQ(*second, 2);
    corun::priority_queue<std::unique_ptr<int>> p;
    co_await p.put(std::move(first));
    EXPECT_EQ(**p.try_get(), 1);
  });
}

TEST(Queue, PutWaitsForRoom) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(2);
    std::vector<int> put;
    auto body = [&]() -> corun::task<void> {
      for (int i = 0; i < 3; ++i) {
        co_await q.put(i);
        put.push_back(i);
      }
    };
    auto putter = corun::create_task(body());
    co_await iterations(2);
    EXPECT_EQ(put, (std::vector{0, 1}));
    EXPECT_EQ(co_await q.get(), 0);
    co_await corun::sleep(0s);
    EXPECT_EQ(put, (std::vector{0, 1, 2}));
    EXPECT_EQ(co_await q.get(), 1);
    EXPECT_EQ(co_await q.get(), 2);
    EXPECT_TRUE(putter.done());
    co_await putter;
  });
}

TEST(Queue, GetDoesNotWaitIfThereIsAnItem) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    fill(q, {1});
    auto next_iteration = corun::current_loop().call_soon([] {});
    EXPECT_EQ(co_await q.get(), 1);
    EXPECT_TRUE(next_iteration.cancel()) << "has not begun";
  });
}

TEST(Queue, PutDoesNotWaitIfThereIsRoom) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    auto next_iteration = corun::current_loop().call_soon([] {});
    co_await q.put(1);
    EXPECT_TRUE(next_iteration.cancel()) << "has not begun";
    EXPECT_EQ(co_await q.get(), 1);
  });
}

TEST(Queue, GetWaitsForAnItem) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    auto getter = corun::create_task(gets(q));
    co_await iterations(3);
    EXPECT_FALSE(getter.done());
    corun::current_loop().call_soon([&] { fill(q, {1}); });
    EXPECT_EQ(co_await getter, 1);
  });
}

TEST(Queue, TakingAnItemLetsAPutterGoOn) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(1);
    fill(q, {1});
    auto putter = corun::create_task(puts(q, 2));
    co_await corun::sleep(0s);
    EXPECT_FALSE(putter.done());
    corun::current_loop().call_soon([&] { EXPECT_EQ(q.try_get(), 1); });
    co_await putter;
    EXPECT_EQ(q.try_get(), 2);
  });
}

TEST(Queue, GetTakesFromPuttersThatWait) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(1);
    auto a = corun::create_task(puts(q, 1));
    auto b = corun::create_task(puts(q, 2));
    EXPECT_EQ(co_await q.get(), 1);
    EXPECT_EQ(co_await q.get(), 2);
    co_await corun::gather(a, b);
  });
}

TEST(Queue, PutGivesToAGetterThatWaits) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    auto getter = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    co_await q.put(1);
    EXPECT_EQ(co_await getter, 1);
  });
}

TEST(Queue, ConsumerSeesWhatAnEarlierTaskPut) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    auto putter = corun::create_task(puts(q, 1));
    EXPECT_EQ(co_await q.get(), 1);
    EXPECT_TRUE(putter.done());
    co_await putter;
  });
}

TEST(Queue, ProducerAndConsumerTakeTurnsInASmallQueue) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(1);
    std::vector<int> got;
    auto producer = [&]() -> corun::task<void> {
      for (int i = 0; i < 5; ++i)
        co_await q.put(i);
    };
    auto consumer = [&]() -> corun::task<void> {
      for (int i = 0; i < 5; ++i)
        got.push_back(co_await q.get());
    };
    co_await corun::gather(producer(), consumer());
    EXPECT_EQ(got, (std::vector{0, 1, 2, 3, 4}));
  });
}

TEST(Queue, RoomMadeByTryGetReachesEveryPutter) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(2);
    auto getter = [&]() -> corun::task<void> {
      co_await corun::sleep(0s);
      for (std::size_t n = q.size(); n > 0; --n)
        EXPECT_TRUE(q.try_get());
    };
    co_await corun::gather(getter(), puts(q, 0), puts(q, 1), puts(q, 2),
                           puts(q, 3));
    EXPECT_EQ(drain(q), (std::vector{2, 3}));
  });
}

// --- nothing is lost, nobody is overtaken ---

TEST(Queue, GettersAreServedInTheOrderInWhichTheyCame) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    auto a = corun::create_task(gets(q));
    auto b = corun::create_task(gets(q));
    auto c = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    fill(q, {1, 2, 3});
    auto [x, y, z] = co_await corun::gather(a, b, c);
    EXPECT_EQ(x, 1);
    EXPECT_EQ(y, 2);
    EXPECT_EQ(z, 3);
  });
}

TEST(Queue, ItemPromisedToAGetterCannotBeTakenAway) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    auto getter = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    fill(q, {1});
    EXPECT_TRUE(q.empty());
    EXPECT_EQ(q.try_get(), std::nullopt);
    auto late = corun::create_task(gets(q));
    EXPECT_EQ(co_await getter, 1);
    EXPECT_FALSE(late.done());
    fill(q, {2});
    EXPECT_EQ(co_await late, 2);
  });
}

TEST(Queue, LateGetterDoesNotOvertakeOneThatHasNotGoneOn) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    auto getter = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    fill(q, {1, 2});
    EXPECT_EQ(co_await q.get(), 2);
    EXPECT_EQ(co_await getter, 1);
  });
}

TEST(Queue, CancelledGetterLeavesTheLine) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    auto a = corun::create_task(gets(q));
    auto b = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    a.cancel();
    co_await corun::sleep(0s);
    EXPECT_TRUE(a.cancelled());
    co_await q.put(1);
    EXPECT_EQ(co_await b, 1);
  });
}

TEST(Queue, GetWithATimeLimitLeavesTheLine) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(5);
    EXPECT_THROW(static_cast<void>(co_await corun::wait_for(q.get(), 1ms)),
                 corun::timeout_error);
    fill(q, {1});
    EXPECT_EQ(q.size(), 1U) << "nobody waits for it";
    EXPECT_EQ(q.try_get(), 1);
  });
}

TEST(Queue, ItemOfACancelledGetterStaysWhereItIs) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    auto getter = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    fill(q, {1, 2});
    getter.cancel();
    EXPECT_THROW(static_cast<void>(co_await getter), corun::cancelled_error);
    EXPECT_EQ(q.size(), 2U);
    EXPECT_EQ(co_await q.get(), 1);
    EXPECT_EQ(co_await q.get(), 2);
  });
}

TEST(Queue, ItemOfACancelledGetterGoesToTheNextOne) {
  run([]() -> corun::task<void> {
    corun::queue<int> q;
    auto a = corun::create_task(gets(q));
    auto b = corun::create_task(gets(q));
    auto c = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    fill(q, {1, 2});
    a.cancel();
    auto [second, third] = co_await corun::gather(b, c);
    EXPECT_TRUE(a.cancelled());
    EXPECT_EQ(second, 1);
    EXPECT_EQ(third, 2);
  });
}

TEST(Queue, RoomPromisedToAPutterCannotBeTakenAway) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(1);
    fill(q, {1});
    auto putter = corun::create_task(puts(q, 2));
    co_await corun::sleep(0s);
    EXPECT_EQ(q.try_get(), 1);
    EXPECT_TRUE(q.full());
    EXPECT_FALSE(q.try_put(3));
    co_await putter;
    EXPECT_EQ(q.try_get(), 2);
  });
}

TEST(Queue, RoomOfACancelledPutterIsRoomAgain) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(1);
    fill(q, {1});
    auto putter = corun::create_task(puts(q, 2));
    co_await corun::sleep(0s);
    EXPECT_EQ(q.try_get(), 1);
    putter.cancel();
    EXPECT_THROW(co_await putter, corun::cancelled_error);
    EXPECT_FALSE(q.full());
    co_await puts(q, 2);
    EXPECT_EQ(q.try_get(), 2);
    EXPECT_TRUE(q.empty());
  });
}

TEST(Queue, RoomOfACancelledPutterGoesToTheNextOne) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(1);
    fill(q, {1});
    auto a = corun::create_task(puts(q, 2));
    auto b = corun::create_task(puts(q, 3));
    co_await corun::sleep(0s);
    EXPECT_EQ(q.try_get(), 1);
    a.cancel();
    co_await b;
    EXPECT_TRUE(a.cancelled());
    EXPECT_EQ(drain(q), std::vector{3});
  });
}

TEST(Queue, CancelledPutterLeavesTheLine) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(1);
    auto a = corun::create_task(puts(q, 1));
    auto b = corun::create_task(puts(q, 2));
    auto c = corun::create_task(puts(q, 3));
    co_await corun::sleep(0s);
    EXPECT_TRUE(a.done());
    EXPECT_FALSE(b.done());
    c.cancel();
    co_await corun::sleep(0s);
    EXPECT_TRUE(c.cancelled());
    EXPECT_EQ(q.try_get(), 1);
    co_await corun::sleep(0s);
    EXPECT_EQ(q.try_get(), 2);
    EXPECT_TRUE(q.empty());
    co_await corun::gather(a, b);
  });
}

TEST(Queue, CancelledPutterPutsNothing) {
  run([]() -> corun::task<void> {
    corun::queue<int> q(1);
    fill(q, {1});
    auto putter = corun::create_task(puts(q, 2));
    co_await corun::sleep(0s);
    putter.cancel();
    EXPECT_THROW(co_await putter, corun::cancelled_error);
    EXPECT_EQ(drain(q), std::vector{1});
    EXPECT_FALSE(q.full());
  });
}

TEST(Queue, ItemThatCannotBeStoredTakesNoRoom) {
  struct fragile {
    explicit fragile(bool breaks) : breaks_(breaks) {}
    fragile(const fragile &other) : breaks_(other.breaks_) {
      if (breaks_)
        throw std::runtime_error("broken");
    }
    fragile(fragile &&) noexcept = default;
    fragile &operator=(fragile &&) noexcept = default;
    bool breaks_;
  };
  corun::queue<fragile> q(1);
  const fragile bad(true);
  EXPECT_THROW(static_cast<void>(q.try_put(bad)), std::runtime_error);
  EXPECT_TRUE(q.empty());
  EXPECT_FALSE(q.full());
  EXPECT_TRUE(q.try_put(fragile(false)));
}

// --- join ---

template <class Queue> class JoinableQueue : public testing::Test {};
using queues = testing::Types<corun::queue<int>, corun::lifo_queue<int>,
                              corun::priority_queue<int>>;
TYPED_TEST_SUITE(JoinableQueue, queues, );

TYPED_TEST(JoinableQueue, TaskDoneWithoutATaskIsAnError) {
  TypeParam q;
  EXPECT_THROW(q.task_done(), corun::loop_error);
}

TYPED_TEST(JoinableQueue, JoinWaitsUntilEverythingIsDone) {
  run([]() -> corun::task<void> {
    TypeParam q;
    int sum = 0;
    for (int i = 0; i < 100; ++i)
      EXPECT_TRUE(q.try_put(i));
    auto worker = [&]() -> corun::task<void> {
      while (true) {
        sum += co_await q.get();
        co_await corun::sleep(0s);
        q.task_done();
      }
    };
    auto a = corun::create_task(worker());
    auto b = corun::create_task(worker());
    co_await q.join();
    EXPECT_EQ(sum, 4950);
    a.cancel();
    b.cancel();
  });
}

TYPED_TEST(JoinableQueue, JoinOfAnEmptyQueueDoesNotWait) {
  run([]() -> corun::task<void> {
    TypeParam q;
    co_await q.join();
    co_await q.join();
  });
}

TYPED_TEST(JoinableQueue, GottenIsNotDone) {
  run([]() -> corun::task<void> {
    TypeParam q;
    fill(q, {1});
    EXPECT_EQ(co_await q.get(), 1);
    auto join = corun::create_task(joins(q));
    co_await iterations(3);
    EXPECT_FALSE(join.done());
    q.task_done();
    co_await join;
  });
}

// --- shutdown ---

template <class Queue> class ShutDownQueue : public testing::Test {};
TYPED_TEST_SUITE(ShutDownQueue, queues, );

template <class Queue> corun::task<void> expect_shut_down(Queue &q) {
  EXPECT_THROW(co_await q.put(7), corun::queue_shut_down);
  EXPECT_THROW(static_cast<void>(q.try_put(7)), corun::queue_shut_down);
  EXPECT_THROW(static_cast<void>(co_await q.get()), corun::queue_shut_down);
  EXPECT_THROW(static_cast<void>(q.try_get()), corun::queue_shut_down);
}

TYPED_TEST(ShutDownQueue, EmptyOneEndsGettersAtOnce) {
  run([]() -> corun::task<void> {
    TypeParam q;
    auto getter = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    q.shutdown();
    EXPECT_EQ(q.size(), 0U);
    co_await q.join();
    co_await corun::sleep(0s);
    EXPECT_TRUE(getter.done());
    EXPECT_THROW(static_cast<void>(co_await getter), corun::queue_shut_down);
    co_await expect_shut_down(q);
  });
}

TYPED_TEST(ShutDownQueue, WhatIsInItCanStillBeGotten) {
  run([]() -> corun::task<void> {
    TypeParam q(1);
    fill(q, {1});
    auto join = corun::create_task(joins(q));
    auto putter = corun::create_task(puts(q, 2));
    co_await corun::sleep(0s);
    q.shutdown();
    EXPECT_EQ(q.size(), 1U);
    co_await corun::sleep(0s);
    EXPECT_TRUE(putter.done());
    EXPECT_THROW(co_await putter, corun::queue_shut_down);
    EXPECT_EQ(co_await q.get(), 1);
    co_await corun::sleep(0s);
    EXPECT_FALSE(join.done());
    co_await expect_shut_down(q);
    q.task_done();
    co_await join;
    EXPECT_THROW(q.task_done(), corun::loop_error);
  });
}

TYPED_TEST(ShutDownQueue, ImmediatelyDropsWhatIsInIt) {
  run([]() -> corun::task<void> {
    TypeParam q;
    fill(q, {1});
    auto join = corun::create_task(joins(q));
    co_await corun::sleep(0s);
    q.shutdown(true);
    EXPECT_EQ(q.size(), 0U);
    co_await join;
    co_await expect_shut_down(q);
    EXPECT_THROW(q.task_done(), corun::loop_error);
  });
}

TYPED_TEST(ShutDownQueue, ImmediatelyLeavesWhatIsBeingWorkedOn) {
  run([]() -> corun::task<void> {
    TypeParam q;
    fill(q, {1, 1});
    auto join = corun::create_task(joins(q));
    EXPECT_EQ(co_await q.get(), 1);
    q.shutdown(true);
    EXPECT_EQ(q.size(), 0U);
    co_await iterations(2);
    EXPECT_FALSE(join.done());
    co_await expect_shut_down(q);
    q.task_done();
    EXPECT_THROW(q.task_done(), corun::loop_error);
    co_await join;
  });
}

TYPED_TEST(ShutDownQueue, GetterThatWasPromisedAnItemStillGetsIt) {
  run([]() -> corun::task<void> {
    TypeParam q;
    auto getter = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    fill(q, {1});
    q.shutdown();
    EXPECT_EQ(co_await getter, 1);
  });
}

TYPED_TEST(ShutDownQueue, ImmediatelyBreaksPromises) {
  run([]() -> corun::task<void> {
    TypeParam q(1);
    auto getter = corun::create_task(gets(q));
    auto cancelled = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    fill(q, {1});
    q.shutdown(true);
    cancelled.cancel();
    EXPECT_THROW(static_cast<void>(co_await getter), corun::queue_shut_down);
    EXPECT_TRUE(q.empty());
    co_await expect_shut_down(q);
    co_await q.join();
  });
}

TYPED_TEST(ShutDownQueue, PutterThatWasPromisedRoomPutsNothing) {
  run([]() -> corun::task<void> {
    TypeParam q(1);
    fill(q, {1});
    auto putter = corun::create_task(puts(q, 2));
    co_await corun::sleep(0s);
    EXPECT_EQ(q.try_get(), 1);
    q.shutdown();
    EXPECT_THROW(co_await putter, corun::queue_shut_down);
    co_await expect_shut_down(q);
  });
}

TYPED_TEST(ShutDownQueue, CancelledGetterOfADroppedItemLeavesNothing) {
  run([]() -> corun::task<void> {
    TypeParam q;
    auto getter = corun::create_task(gets(q));
    co_await corun::sleep(0s);
    fill(q, {1});
    q.shutdown(true);
    getter.cancel();
    EXPECT_THROW(static_cast<void>(co_await getter), corun::cancelled_error);
    EXPECT_TRUE(q.empty());
    co_await expect_shut_down(q);
  });
}

} // namespace
} // namespace corun_test
