// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The stack must not grow with the number of awaits: with GCC at -O0 and -O1,
// and under ASan, symmetric transfer alone would let it.
#include "support.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace corun_test {
namespace {

constexpr int million = 1'000'000;

TEST(StackDepth, MillionSynchronousAwaitsInALoop) {
  EXPECT_EQ(run([]() -> corun::task<int> {
              int sum = 0;
              for (int i = 0; i < million; ++i)
                sum += co_await number(1);
              co_return sum;
            }),
            million);
}

corun::task<int> nested(int depth) {
  if (depth == 0)
    co_return 0;
  co_return 1 + co_await nested(depth - 1);
}

TEST(StackDepth, HundredThousandNestedAwaits) {
  EXPECT_EQ(corun::run(nested(100'000)), 100'000);
}

corun::task<int> nested_suspending(int depth) {
  if (depth == 0) {
    co_await corun::sleep(0s);
    co_return 0;
  }
  co_return 1 + co_await nested_suspending(depth - 1);
}

TEST(StackDepth, HundredThousandNestedAwaitsThatSuspend) {
  EXPECT_EQ(corun::run(nested_suspending(100'000)), 100'000);
}

TEST(StackDepth, MillionAwaitsOfDoneHandle) {
  EXPECT_EQ(run([]() -> corun::task<int> {
              auto h = corun::create_task(number(1));
              int sum = 0;
              for (int i = 0; i < million; ++i)
                sum += co_await h;
              co_return sum;
            }),
            million);
}

TEST(StackDepth, ChainOfTasksEachAwaitingTheOneBefore) {
  auto next = [](corun::task_handle<int> before) -> corun::task<int> {
    co_return co_await std::move(before) + 1;
  };
  EXPECT_EQ(run([&]() -> corun::task<int> {
              auto last = corun::create_task(number_after(0, 2));
              for (int i = 0; i < 10'000; ++i)
                last = corun::create_task(next(std::move(last)));
              co_return co_await std::move(last);
            }),
            10'000);
}

} // namespace
} // namespace corun_test
