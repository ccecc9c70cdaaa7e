// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// current_task() and all_tasks().
#include "support.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace corun_test {
namespace {

TEST(CurrentTask, IsTheTaskOfTheRunningCoroutine) {
  run([]() -> corun::task<void> {
    corun::any_task_handle told;
    auto body = [&]() -> corun::task<void> {
      told = corun::current_task();
      co_return;
    };
    auto h = corun::create_task(body());
    co_await h;
    EXPECT_TRUE(told == h);
  });
}

TEST(CurrentTask, IsTheSameInACoroutineThatIsAwaited) {
  run([]() -> corun::task<void> {
    auto inner = []() -> corun::task<corun::any_task_handle> {
      co_await corun::sleep(0s);
      co_return corun::current_task();
    };
    const auto self = corun::current_task();
    EXPECT_TRUE(co_await inner() == self) << "awaiting makes no new task";
  });
}

TEST(CurrentTask, IsRightForTasksThatTakeTurns) {
  run([]() -> corun::task<void> {
    corun::event first;
    corun::event second;
    std::vector<std::string> names;
    auto tell = [&] { names.push_back(corun::current_task().name()); };
    auto one = [&]() -> corun::task<void> {
      tell();
      co_await first.wait();
      tell();
      second.set();
    };
    auto two = [&]() -> corun::task<void> {
      tell();
      first.set();
      co_await second.wait();
      tell();
    };
    auto a = corun::create_task(one(), {.name = "one"});
    auto b = corun::create_task(two(), {.name = "two"});
    co_await corun::gather(a, b);
    EXPECT_EQ(names, (std::vector<std::string>{"one", "two", "one", "two"}));
  });
}

TEST(CurrentTask, OfAPlainCallbackIsEmpty) {
  run([]() -> corun::task<void> {
    bool valid = true;
    corun::current_loop().call_soon(
        [&] { valid = corun::current_task().valid(); });
    co_await iterations(1);
    EXPECT_FALSE(valid);
  });
}

TEST(CurrentTask, OutsideALoopIsAnError) {
  EXPECT_THROW(static_cast<void>(corun::current_task()), corun::loop_error);
  EXPECT_THROW(static_cast<void>(corun::all_tasks()), corun::loop_error);
}

TEST(AllTasks, ListsThoseThatHaveNotEndedOldestFirst) {
  run([]() -> corun::task<void> {
    auto ended = corun::create_task(nothing());
    co_await ended;
    auto a = corun::create_task(forever());
    auto b = corun::create_task(forever());
    const auto all = corun::all_tasks();
    EXPECT_EQ(all.size(), 3U);
    if (all.size() != 3)
      co_return;
    EXPECT_TRUE(all[0] == corun::current_task());
    EXPECT_TRUE(all[1] == a);
    EXPECT_TRUE(all[2] == b);
    a.cancel();
    b.cancel();
  });
}

TEST(AllTasks, LeavesOutATaskOnceItHasEnded) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number_after(0, 1));
    co_await iterations(1);
    EXPECT_EQ(corun::all_tasks().size(), 2U);
    co_await h;
    EXPECT_EQ(corun::all_tasks().size(), 1U);
  });
}

TEST(AllTasks, OfALoopAreItsOwn) {
  corun::event_loop loop;
  corun::event_loop other;
  auto a = loop.create_task(number(1));
  auto b = other.create_task(number(2));
  EXPECT_EQ(loop.all_tasks().size(), 1U);
  EXPECT_TRUE(loop.all_tasks()[0] == a);
  EXPECT_EQ(loop.run_until_complete(a) + other.run_until_complete(b), 3);
}

} // namespace
} // namespace corun_test
