// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace corun_test {
namespace {

corun::context_var<int> number_of("number_of", 0);
corun::context_var<std::string> without_default("without_default");

corun::task<void> set_number(int n) {
  co_await corun::sleep(0s);
  number_of.set(n);
}

TEST(Context, VariableHasItsDefaultUntilItIsSet) {
  EXPECT_EQ(number_of.get(), 0);
  EXPECT_EQ(without_default.get("else"), "else");
  try {
    static_cast<void>(without_default.get());
    FAIL() << "it is not set";
  } catch (const corun::loop_error &e) {
    EXPECT_STREQ(e.what(), "context variable 'without_default' is not set "
                           "here, and has no default");
  }
}

TEST(Context, TaskBeginsWithACopyOfItsCreators) {
  run([]() -> corun::task<void> {
    number_of.set(1);
    auto child = []() -> corun::task<int> {
      co_await corun::sleep(0s);
      co_return number_of.get();
    };
    auto h = corun::create_task(child());
    number_of.set(2); // after the copy
    EXPECT_EQ(co_await h, 1);
  });
}

TEST(Context, WhatATaskSetsItsCreatorDoesNotSee) {
  run([]() -> corun::task<void> {
    number_of.set(1);
    auto h = corun::create_task(set_number(5));
    co_await h;
    EXPECT_EQ(number_of.get(), 1);
  });
  EXPECT_EQ(number_of.get(), 0) << "nor does the thread";
}

TEST(Context, AwaitedCoroutineSharesItsTasks) {
  run([]() -> corun::task<void> {
    co_await set_number(5);
    EXPECT_EQ(number_of.get(), 5);
  });
}

TEST(Context, TasksThatTakeTurnsKeepTheirOwn) {
  run([]() -> corun::task<void> {
    std::vector<int> seen;
    auto body = [&](int n) -> corun::task<void> {
      number_of.set(n);
      for (int i = 0; i < 3; ++i) {
        co_await corun::sleep(0s);
        seen.push_back(number_of.get());
      }
    };
    auto a = corun::create_task(body(1));
    auto b = corun::create_task(body(2));
    co_await a;
    co_await b;
    EXPECT_EQ(seen, (std::vector<int>{1, 2, 1, 2, 1, 2}));
  });
}

TEST(Context, CanBeGivenToATask) {
  run([]() -> corun::task<void> {
    corun::context mine;
    mine.run([] { number_of.set(7); });
    auto child = []() -> corun::task<int> {
      const int n = number_of.get();
      co_return n;
    };
    auto h = corun::create_task(child(), {.context = &mine});
    EXPECT_EQ(co_await h, 7);
    EXPECT_EQ(number_of.get(), 0);
  });
}

TEST(Context, EagerTaskHasItsOwn) {
  run([]() -> corun::task<void> {
    number_of.set(1);
    auto body = []() -> corun::task<void> {
      number_of.set(2);
      co_return;
    };
    auto h = corun::create_task(body(), {.eager_start = true});
    EXPECT_TRUE(h.done());
    EXPECT_EQ(number_of.get(), 1);
    co_return;
  });
}

TEST(Context, CallbackRunsInThatOfItsScheduler) {
  run([]() -> corun::task<void> {
    std::vector<int> seen;
    number_of.set(1);
    corun::current_loop().call_soon([&] { seen.push_back(number_of.get()); });
    number_of.set(2);
    corun::current_loop().call_later(0s,
                                     [&] { seen.push_back(number_of.get()); });
    number_of.set(3);
    co_await iterations(3);
    EXPECT_EQ(seen, (std::vector<int>{1, 2}));
  });
}

TEST(Context, DoneCallbackRunsInThatOfWhoeverAddedIt) {
  run([]() -> corun::task<void> {
    int seen = 0;
    auto h = corun::create_task(set_number(9));
    number_of.set(4);
    h.add_done_callback(
        [&](const corun::any_task_handle &) { seen = number_of.get(); });
    co_await h;
    co_await iterations(2);
    EXPECT_EQ(seen, 4);
  });
}

TEST(Context, ThreadWorksInACopyOfItsCallers) {
  run([]() -> corun::task<void> {
    number_of.set(6);
    auto call = [] {
      const int seen = number_of.get();
      number_of.set(60);
      return seen;
    };
    EXPECT_EQ(co_await corun::to_thread(call), 6);
    EXPECT_EQ(number_of.get(), 6);
    EXPECT_EQ(co_await corun::to_thread([] { return number_of.get(); }), 6)
        << "nor does the thread keep it";
  });
}

TEST(Context, ResetBringsBackWhatWasThere) {
  run([]() -> corun::task<void> {
    auto first = number_of.set(1);
    auto second = number_of.set(2);
    without_default.set("kept");
    number_of.reset(std::move(second));
    EXPECT_EQ(number_of.get(), 1);
    number_of.reset(std::move(first));
    EXPECT_EQ(number_of.get(), 0);
    EXPECT_EQ(without_default.get(), "kept");
    co_return;
  });
}

TEST(Context, TokenIsGoodOnceAndForItsVariable) {
  static corun::context_var<int> other("other", 0);
  corun::context mine;
  mine.run([] {
    auto token = number_of.set(1);
    EXPECT_THROW(other.reset(std::move(token)), corun::loop_error);
    number_of.reset(std::move(token));
    EXPECT_THROW(number_of.reset(std::move(token)), corun::loop_error);
  });
}

TEST(Context, LoopRunInsideOfOneGivesEachTaskItsOwn) {
  corun::context mine;
  mine.run([] {
    number_of.set(8);
    corun::run([]() -> corun::task<void> {
      EXPECT_EQ(number_of.get(), 8);
      number_of.set(9);
      co_await corun::sleep(0s);
    }());
    EXPECT_EQ(number_of.get(), 8);
  });
}

TEST(Context, KeepsOneBindingAVariable) {
  corun::context mine;
  mine.run([] {
    for (int i = 0; i < 100'000; ++i)
      number_of.set(i); // would take minutes if each set made the list longer
    EXPECT_EQ(number_of.get(), 99'999);
  });
}

} // namespace
} // namespace corun_test
