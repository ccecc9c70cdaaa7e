// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace corun_test {
namespace {

/// A callback that notes `id`.
auto note(std::vector<int> &bag, int id) {
  return [&bag, id](const corun::any_task_handle &) { bag.push_back(id); };
}

TEST(DoneCallback, CalledInTheOrderOfRegistrationAfterTheTaskReturned) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    auto h = corun::create_task(number(1));
    h.add_done_callback(note(bag, 42));
    h.add_done_callback(note(bag, 17));
    EXPECT_TRUE(bag.empty());
    co_await iterations(2);
    EXPECT_EQ(bag, (std::vector{42, 17}));
    EXPECT_EQ(h.result(), 1);
  });
}

TEST(DoneCallback, CalledAfterAnException) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    auto h = corun::create_task(failing("boom"));
    h.add_done_callback(note(bag, 100));
    co_await iterations(3);
    EXPECT_EQ(bag, (std::vector{100}));
    EXPECT_EQ(what(h.exception()), "boom");
  });
}

TEST(DoneCallback, CalledAfterACancellation) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    auto h = corun::create_task(forever());
    h.add_done_callback(note(bag, 1));
    h.cancel();
    co_await iterations(2);
    EXPECT_EQ(bag, (std::vector{1}));
  });
}

TEST(DoneCallback, IsNotCalledInlineButOneIterationAfterTheEnd) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    auto h = corun::create_task(nothing());
    h.add_done_callback(note(bag, 1));
    co_await iterations(1);
    EXPECT_TRUE(h.done());
    EXPECT_TRUE(bag.empty());
    co_await iterations(1);
    EXPECT_EQ(bag.size(), 1U);
  });
}

TEST(DoneCallback, OfATaskThatIsDoneIsCalledInTheNextIteration) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    auto h = corun::create_task(nothing());
    co_await h;
    h.add_done_callback(note(bag, 1));
    EXPECT_TRUE(bag.empty());
    co_await iterations(1);
    EXPECT_EQ(bag, (std::vector{1}));
  });
}

TEST(DoneCallback, IsGivenTheTask) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number(1), {.name = "one"});
    std::string name;
    bool same = false;
    h.add_done_callback([&](const corun::any_task_handle &done) {
      name = done.name();
      same = done == h;
    });
    co_await iterations(2);
    EXPECT_EQ(name, "one");
    EXPECT_TRUE(same);
  });
}

TEST(DoneCallback, FirstOneCanBeRemoved) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    auto h = corun::create_task(nothing());
    auto first = h.add_done_callback(note(bag, 42));
    h.add_done_callback(note(bag, 17));
    h.add_done_callback(note(bag, 100));
    EXPECT_TRUE(first.cancel());
    EXPECT_FALSE(first.cancel()) << "removed already";
    co_await iterations(2);
    EXPECT_EQ(bag, (std::vector{17, 100}));
  });
}

TEST(DoneCallback, FirstAndSecondCanBeRemoved) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    auto h = corun::create_task(nothing());
    auto first = h.add_done_callback(note(bag, 42));
    auto second = h.add_done_callback(note(bag, 17));
    h.add_done_callback(note(bag, 100));
    first.cancel();
    second.cancel();
    first.cancel();
    co_await iterations(2);
    EXPECT_EQ(bag, (std::vector{100}));
  });
}

TEST(DoneCallback, LastOneCanBeRemoved) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    auto h = corun::create_task(nothing());
    h.add_done_callback(note(bag, 42));
    h.add_done_callback(note(bag, 17));
    auto third = h.add_done_callback(note(bag, 100));
    third.cancel();
    third.cancel();
    co_await iterations(2);
    EXPECT_EQ(bag, (std::vector{42, 17}));
  });
}

TEST(DoneCallback, MayRemoveTheOnesThatFollow) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    corun::callback_handle second;
    corun::callback_handle third;
    auto h = corun::create_task(nothing());
    h.add_done_callback([&](const corun::any_task_handle &) {
      bag.push_back(1);
      second.cancel();
      third.cancel();
    });
    second = h.add_done_callback(note(bag, 2));
    third = h.add_done_callback(note(bag, 3));
    co_await iterations(3);
    EXPECT_EQ(bag, (std::vector{1}));
  });
}

TEST(DoneCallback, MayAddAnother) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    auto h = corun::create_task(nothing());
    h.add_done_callback([&](const corun::any_task_handle &done) {
      bag.push_back(1);
      done.add_done_callback(note(bag, 2));
    });
    co_await iterations(2);
    EXPECT_EQ(bag, (std::vector{1}));
    co_await iterations(1);
    EXPECT_EQ(bag, (std::vector{1, 2}));
  });
}

TEST(DoneCallback, TakesItsTurnAmongTheAwaiters) {
  run([]() -> corun::task<void> {
    std::vector<int> bag;
    auto h = corun::create_task(number_after(0, 3));
    auto wait = [&]() -> corun::task<void> {
      co_await h;
      bag.push_back(2);
    };
    h.add_done_callback(note(bag, 1));
    auto waiting = corun::create_task(wait());
    co_await iterations(1);
    h.add_done_callback(note(bag, 3));
    co_await waiting;
    co_await iterations(1);
    EXPECT_EQ(bag, (std::vector{1, 2, 3}));
  });
}

TEST(DoneCallback, WhatItThrowsIsReportedAndTheNextIsCalled) {
  reports seen;
  std::vector<int> bag;
  run(
      [&]() -> corun::task<void> {
        auto h = corun::create_task(nothing());
        h.add_done_callback([](const corun::any_task_handle &) {
          throw std::runtime_error("callback");
        });
        h.add_done_callback(note(bag, 1));
        co_await iterations(2);
      },
      seen.options());
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(what(seen[0].exception), "callback");
  EXPECT_EQ(bag, (std::vector{1}));
}

TEST(DoneCallback, RunsInNoTask) {
  run([]() -> corun::task<void> {
    bool empty = false;
    auto h = corun::create_task(nothing());
    h.add_done_callback([&](const corun::any_task_handle &) {
      empty = !corun::current_task().valid();
    });
    co_await iterations(2);
    EXPECT_TRUE(empty);
  });
}

TEST(DoneCallback, IsCalledWhenTheLoopClosesAndCancelsTheTask) {
  std::vector<int> bag;
  run([&]() -> corun::task<void> {
    auto h = corun::create_task(forever());
    h.add_done_callback(note(bag, 1));
    h.detach();
    co_await iterations(1);
  });
  EXPECT_EQ(bag, (std::vector{1}));
}

} // namespace
} // namespace corun_test
