// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace corun_test {
namespace {

std::vector<corun::task<int>> jobs_ending_in_reverse(int count) {
  std::vector<corun::task<int>> jobs;
  for (int i = 0; i < count; ++i)
    jobs.push_back(number_after(i, count - i));
  return jobs;
}

TEST(AsCompleted, TellsOfTasksInTheOrderInWhichTheyEnd) {
  run([]() -> corun::task<void> {
    auto results = corun::as_completed(jobs_ending_in_reverse(3));
    std::vector<int> order;
    while (!results.empty())
      order.push_back(co_await co_await results.next());
    EXPECT_EQ(order, (std::vector{2, 1, 0}));
  });
}

TEST(AsCompleted, HandlesComeOutAsTheyWentIn) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number_after(1, 2));
    auto b = corun::create_task(number_after(2, 1));
    auto results =
        corun::as_completed(std::vector<corun::task_handle<int>>{a, b});
    EXPECT_TRUE(co_await results.next() == b);
    EXPECT_TRUE(co_await results.next() == a);
  });
}

TEST(AsCompleted, TheSameHandleTwiceCountsOnce) {
  run([]() -> corun::task<void> {
    auto ham = corun::create_task(number(1));
    auto spam = corun::create_task(number(2));
    auto results = corun::as_completed(
        std::vector<corun::task_handle<int>>{ham, ham, spam});
    EXPECT_EQ(results.size(), 2U);
    const int first = co_await co_await results.next();
    const int second = co_await co_await results.next();
    EXPECT_EQ(first + second, 3);
    EXPECT_TRUE(results.empty());
  });
}

TEST(AsCompleted, TimeIsOverAtTheNext) {
  run([]() -> corun::task<void> {
    std::vector<corun::task_handle<void>> tasks;
    tasks.push_back(corun::create_task(nothing()));
    tasks.push_back(corun::create_task(forever()));
    auto results = corun::as_completed(tasks, 5ms);
    EXPECT_TRUE(co_await results.next() == tasks[0]);
    EXPECT_EQ(co_await ending(results.next()), "timed out");
    EXPECT_EQ(co_await ending(results.next()), "timed out") << "each time";
    EXPECT_FALSE(tasks[1].done()) << "it runs on";
    EXPECT_EQ(tasks[1].cancelling(), 0U);
    tasks[1].cancel();
  });
}

TEST(AsCompleted, TimeIsCountedFromTheCall) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(forever());
    auto results =
        corun::as_completed(std::vector<corun::task_handle<void>>{a}, 1ms);
    co_await corun::sleep(3ms);
    EXPECT_EQ(co_await ending(results.next()), "timed out");
    a.cancel();
  });
}

TEST(AsCompleted, TimeoutThatIsNotReachedDoesNothing) {
  run([]() -> corun::task<void> {
    auto results = corun::as_completed(jobs_ending_in_reverse(1), 1h);
    EXPECT_EQ(co_await co_await results.next(), 0);
    EXPECT_TRUE(results.empty());
    EXPECT_TRUE(corun::current_loop().core().timers.empty());
  });
}

TEST(AsCompleted, MayBeLeftAndResumed) {
  run([]() -> corun::task<void> {
    auto results = corun::as_completed(jobs_ending_in_reverse(4));
    std::vector<int> told;
    for (int i = 0; i < 2; ++i)
      told.push_back(co_await co_await results.next());
    co_await iterations(9);
    EXPECT_EQ(results.size(), 2U);
    while (!results.empty())
      told.push_back(co_await co_await results.next());
    EXPECT_EQ(told, (std::vector{3, 2, 1, 0}));
  });
}

TEST(AsCompleted, WhoAsksFirstIsToldFirst) {
  run([]() -> corun::task<void> {
    auto results = corun::as_completed(jobs_ending_in_reverse(2));
    auto made_first = results.next();
    auto made_second = results.next();
    EXPECT_EQ(co_await co_await std::move(made_second), 1);
    EXPECT_EQ(co_await co_await std::move(made_first), 0);
  });
}

TEST(AsCompleted, MayBeAskedConcurrently) {
  run([]() -> corun::task<void> {
    auto results = corun::as_completed(jobs_ending_in_reverse(2));
    auto [a, b] = co_await corun::gather(results.next(), results.next());
    EXPECT_EQ(a.result(), 1);
    EXPECT_EQ(b.result(), 0);
  });
}

TEST(AsCompleted, AskedMoreOftenThanThereAreTasksIsAnError) {
  run([]() -> corun::task<void> {
    auto results = corun::as_completed(jobs_ending_in_reverse(1));
    auto [a, b] = co_await corun::gather(corun::return_exceptions,
                                         results.next(), results.next());
    EXPECT_TRUE(a.has_value());
    EXPECT_NE(what(b.exception()).find("told of every task"),
              std::string::npos);
    EXPECT_NE((co_await ending(results.next())).find("told of every task"),
              std::string::npos);
  });
}

TEST(AsCompleted, StartsItsTasksAtOnce) {
  run([]() -> corun::task<void> {
    auto results = corun::as_completed(jobs_ending_in_reverse(3));
    EXPECT_EQ(corun::all_tasks().size(), 4U);
    co_await iterations(6);
    EXPECT_EQ(corun::all_tasks().size(), 1U) << "all have run to their end";
    EXPECT_EQ(results.size(), 3U);
  });
}

TEST(AsCompleted, OutsideALoopIsAnError) {
  EXPECT_THROW(
      static_cast<void>(corun::as_completed(jobs_ending_in_reverse(1))),
      corun::loop_error);
}

TEST(AsCompleted, OfWhatIsNoRangeDoesNotCompile) {
  constexpr auto takes = []<class T>(std::type_identity<T>) {
    return requires(T t) { corun::as_completed(std::move(t)); };
  };
  using job = corun::task<int>;
  static_assert(takes(std::type_identity<std::vector<job>>()));
  static_assert(!takes(std::type_identity<job>()));
  static_assert(!takes(std::type_identity<corun::task_handle<int>>()));
}

TEST(AsCompleted, FailedTaskThrowsWhenItIsAwaited) {
  run([]() -> corun::task<void> {
    corun::event set;
    set.set();
    std::vector<corun::task<int>> jobs;
    jobs.push_back(failing_when(set, "boom"));
    jobs.push_back(number_after(1, 3));
    auto results = corun::as_completed(std::move(jobs));
    auto first = co_await results.next();
    EXPECT_EQ(co_await ending(first), "boom");
    EXPECT_EQ(co_await co_await results.next(), 1);
  });
}

TEST(AsCompleted, TellsFirstOfWhatIsDoneAlready) {
  run([]() -> corun::task<void> {
    auto slow = corun::create_task(number_after(1, 9));
    auto done = corun::create_task(number(2));
    co_await done;
    auto results =
        corun::as_completed(std::vector<corun::task_handle<int>>{slow, done});
    EXPECT_TRUE(co_await results.next() == done);
    EXPECT_TRUE(co_await results.next() == slow);
  });
}

TEST(AsCompleted, CancelledItLeavesTheTasksRunning) {
  run([]() -> corun::task<void> {
    corun::event go;
    auto a = corun::create_task(number_when(go, 1));
    auto results = corun::as_completed(std::vector<corun::task_handle<int>>{a});
    auto h = corun::create_task(ending(results.next()));
    co_await iterations(3);
    h.cancel();
    EXPECT_EQ(co_await h, "cancelled");
    EXPECT_EQ(a.cancelling(), 0U);
    go.set();
    EXPECT_EQ(co_await co_await results.next(), 1) << "it may be asked again";
  });
}

TEST(AsCompleted, MayGoAwayBeforeItsTasks) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number_after(1, 3));
    {
      auto results =
          corun::as_completed(std::vector<corun::task_handle<int>>{a});
    }
    EXPECT_EQ(co_await a, 1);
  });
}

} // namespace
} // namespace corun_test
