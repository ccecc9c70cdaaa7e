// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

namespace corun_test {
namespace {

TEST(Gather, ResultsAreInTheOrderOfTheArguments) {
  run([]() -> corun::task<void> {
    auto [slow, fast] =
        co_await corun::gather(number_after(1, 9), number_after(2, 1));
    EXPECT_EQ(slow, 1);
    EXPECT_EQ(fast, 2);
  });
}

TEST(Gather, RunsItsArgumentsConcurrently) {
  run([]() -> corun::task<void> {
    std::vector<std::string> log;
    auto body = [&](std::string name) -> corun::task<void> {
      log.push_back(name + " begins");
      co_await corun::sleep(0s);
      log.push_back(name + " ends");
    };
    co_await corun::gather(body("a"), body("b"));
    EXPECT_EQ(log, (std::vector<std::string>{"a begins", "b begins", "a ends",
                                             "b ends"}));
  });
}

TEST(Gather, VoidResultIsMonostate) {
  using result = decltype(corun::run(corun::gather(nothing(), number(1))));
  static_assert(std::is_same_v<result, std::tuple<std::monostate, int>>);
  EXPECT_EQ(std::get<1>(corun::run(corun::gather(nothing(), number(1)))), 1);
}

TEST(Gather, OfNothingIsEmpty) {
  run([]() -> corun::task<void> {
    co_await corun::gather();
    auto none = co_await corun::gather(std::vector<corun::task<int>>());
    EXPECT_TRUE(none.empty());
  });
}

TEST(Gather, TakesHandlesAndOtherAwaitables) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number(1));
    auto [a, b, c] =
        co_await corun::gather(h, corun::sleep(0s), number_after(2, 1));
    EXPECT_EQ(a, 1);
    EXPECT_EQ(c, 2);
    static_cast<void>(b);
  });
}

TEST(Gather, SameHandleTwiceRepeatsItsResult) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number_after(3, 2));
    auto [a, b] = co_await corun::gather(h, h);
    EXPECT_EQ(a + b, 6);
  });
}

TEST(Gather, MovesMoveOnlyResults) {
  run([]() -> corun::task<void> {
    auto make = [](int i) -> corun::task<std::unique_ptr<int>> {
      co_return std::make_unique<int>(i);
    };
    auto [a, b] = co_await corun::gather(make(1), make(2));
    EXPECT_EQ(*a + *b, 3);
  });
}

TEST(Gather, KeepsReferences) {
  int object = 0;
  auto refer = [&]() -> corun::task<int &> { co_return object; };
  run([&]() -> corun::task<void> {
    auto [r] = co_await corun::gather(refer());
    EXPECT_EQ(&r, &object);
  });
}

TEST(Gather, RangeGivesAVectorInItsOrder) {
  run([]() -> corun::task<void> {
    std::vector<corun::task<int>> tasks;
    for (int i = 0; i < 50; ++i)
      tasks.push_back(number_after(i, 50 - i));
    const std::vector<int> results = co_await corun::gather(std::move(tasks));
    for (int i = 0; i < 50; ++i)
      EXPECT_EQ(results[i], i);
  });
}

TEST(Gather, RangeOfHandlesLeavesTheHandlesUsable) {
  run([]() -> corun::task<void> {
    std::vector<corun::task_handle<int>> handles{corun::create_task(number(1)),
                                                 corun::create_task(number(2))};
    const std::vector<int> results = co_await corun::gather(handles);
    EXPECT_EQ(results, (std::vector{1, 2}));
    EXPECT_EQ(handles[1].result(), 2);
  });
}

TEST(Gather, RangeOfReferencesIsAVectorOfReferenceWrappers) {
  int object = 4;
  auto refer = [&]() -> corun::task<int &> { co_return object; };
  run([&]() -> corun::task<void> {
    std::vector<corun::task<int &>> tasks;
    tasks.push_back(refer());
    auto results = co_await corun::gather(std::move(tasks));
    EXPECT_EQ(&results[0].get(), &object);
  });
}

TEST(Gather, FirstFailureEndsItAndTheOthersRunOn) {
  run([]() -> corun::task<void> {
    auto slow = corun::create_task(number_after(5, 10));
    std::string caught;
    try {
      co_await corun::gather(slow, failing("first"));
    } catch (const std::runtime_error &e) {
      caught = e.what();
    }
    EXPECT_EQ(caught, "first");
    EXPECT_FALSE(slow.done());
    EXPECT_EQ(co_await slow, 5);
  });
}

TEST(Gather, FailureThatHappenedBeforeIsThrown) {
  run(
      []() -> corun::task<void> {
        auto failed = corun::create_task(failing("early"));
        co_await iterations(3);
        EXPECT_TRUE(failed.done());
        bool caught = false;
        try {
          co_await corun::gather(failed, forever());
        } catch (const std::runtime_error &) {
          caught = true;
        }
        EXPECT_TRUE(caught);
      },
      {.on_exception = [](const corun::exception_context &) {
        // forever() is still pending at the end.
      }});
}

TEST(Gather, LaterFailuresAreReportedNotSwallowed) {
  reports seen;
  auto fail_later = []() -> corun::task<void> {
    co_await iterations(5);
    throw std::runtime_error("second");
  };
  run(
      [&]() -> corun::task<void> {
        try {
          co_await corun::gather(failing("first"), fail_later());
        } catch (const std::runtime_error &) {
        }
        co_await iterations(8);
        EXPECT_EQ(seen.size(), 1U);
      },
      seen.options());
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(what(seen[0].exception), "second");
}

TEST(Gather, CancelledArgumentThrowsButLeavesItsSiblings) {
  run([]() -> corun::task<void> {
    auto victim = corun::create_task(forever());
    auto sibling = corun::create_task(number_after(1, 10));
    auto all = corun::create_task(corun::gather(victim, sibling));
    co_await iterations(3);
    victim.cancel();
    bool told = false;
    try {
      co_await all;
    } catch (const corun::cancelled_error &) {
      told = true;
    }
    EXPECT_TRUE(told);
    EXPECT_EQ(co_await sibling, 1);
  });
}

TEST(Gather, CancellingItCancelsAllAndWaitsForTheLast) {
  run([]() -> corun::task<void> {
    bool cleaned_up = false;
    auto careful = [&]() -> corun::task<void> {
      try {
        co_await corun::sleep(1h);
      } catch (const corun::cancelled_error &) {
      }
      co_await iterations(5);
      cleaned_up = true;
    };
    auto quick = corun::create_task(forever());
    auto all = corun::create_task(corun::gather(quick, careful()));
    co_await iterations(3);
    all.cancel();
    co_await iterations(3);
    EXPECT_TRUE(quick.cancelled());
    EXPECT_FALSE(all.done()) << "one argument is still cleaning up";
    co_await iterations(8);
    EXPECT_TRUE(cleaned_up);
    EXPECT_TRUE(all.cancelled());
  });
}

TEST(Gather, IsLazy) {
  bool started = false;
  auto body = [&]() -> corun::task<void> {
    started = true;
    co_return;
  };
  run([&]() -> corun::task<void> {
    auto all = corun::gather(body(), body());
    co_await iterations(3);
    EXPECT_FALSE(started);
    co_await std::move(all);
    EXPECT_TRUE(started);
  });
}

} // namespace
} // namespace corun_test
