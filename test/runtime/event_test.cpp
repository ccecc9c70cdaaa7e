// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace corun_test {
namespace {

corun::task<void> waits(corun::event &e, std::vector<int> &log, int number) {
  co_await e.wait();
  log.push_back(number);
}

TEST(Event, IsSetAndCleared) {
  corun::event e;
  EXPECT_FALSE(e.is_set());
  e.set();
  EXPECT_TRUE(e.is_set());
  e.clear();
  EXPECT_FALSE(e.is_set());
}

TEST(Event, SetLetsEverybodyGoOnInOrder) {
  run([]() -> corun::task<void> {
    corun::event e;
    std::vector<int> log;
    auto one = corun::create_task(waits(e, log, 1));
    auto two = corun::create_task(waits(e, log, 2));
    co_await corun::sleep(0s);
    EXPECT_TRUE(log.empty());
    auto three = corun::create_task(waits(e, log, 3));
    e.set();
    EXPECT_TRUE(log.empty());
    co_await corun::gather(one, two, three);
    EXPECT_EQ(log, (std::vector{3, 1, 2})) << "3 never had to wait";
  });
}

TEST(Event, WaitDoesNotSuspendIfSet) {
  run([]() -> corun::task<void> {
    corun::event e;
    e.set();
    auto next_iteration = corun::current_loop().call_soon([] {});
    co_await e.wait();
    EXPECT_TRUE(next_iteration.cancel()) << "has not begun";
  });
}

TEST(Event, CancelledWaiterLeaves) {
  run([]() -> corun::task<void> {
    corun::event e;
    std::vector<int> log;
    auto one = corun::create_task(waits(e, log, 1));
    auto two = corun::create_task(waits(e, log, 2));
    co_await corun::sleep(0s);
    one.cancel();
    EXPECT_THROW(co_await one, corun::cancelled_error);
    e.set();
    co_await two;
    EXPECT_EQ(log, std::vector{2});
  });
}

TEST(Event, WaiterThatWasWokenGoesOnAlthoughItIsClearedAtOnce) {
  run([]() -> corun::task<void> {
    corun::event e;
    std::vector<int> log;
    auto one = corun::create_task(waits(e, log, 1));
    co_await corun::sleep(0s);
    e.set();
    e.clear();
    EXPECT_FALSE(e.is_set());
    e.set();
    e.set();
    co_await corun::sleep(0s);
    EXPECT_EQ(log, std::vector{1}) << "once";
    EXPECT_TRUE(one.done());
    co_await one;
  });
}

TEST(Event, WaitAfterClearWaits) {
  run([]() -> corun::task<void> {
    corun::event e;
    e.set();
    e.clear();
    std::vector<int> log;
    auto one = corun::create_task(waits(e, log, 1));
    co_await iterations(3);
    EXPECT_TRUE(log.empty());
    e.set();
    co_await one;
    EXPECT_EQ(log, std::vector{1});
  });
}

TEST(Event, WaiterCancelledAfterItWasWokenIsCancelled) {
  run([]() -> corun::task<void> {
    corun::event e;
    std::vector<int> log;
    auto one = corun::create_task(waits(e, log, 1));
    co_await corun::sleep(0s);
    e.set();
    one.cancel();
    EXPECT_THROW(co_await one, corun::cancelled_error);
    EXPECT_TRUE(log.empty());
  });
}

TEST(Event, MayDieBeforeThoseWhoWaitForIt) {
  run([]() -> corun::task<void> {
    auto event = std::make_unique<corun::event>();
    auto wait = [](corun::event &e) -> corun::task<void> {
      co_await e.wait();
    };
    auto h = corun::create_task(wait(*event));
    co_await corun::sleep(0s);
    event.reset();
    EXPECT_FALSE(h.done()) << "nobody is left to set it";
    h.cancel();
    co_await iterations(2);
    EXPECT_TRUE(h.cancelled());
  });
}

} // namespace
} // namespace corun_test
