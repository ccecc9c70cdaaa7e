// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gather() with failures: the first one thrown, or all of them kept.
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace corun_test {
namespace {

TEST(GatherOutcomes, AllSucceedInTheOrderOfTheArguments) {
  run([]() -> corun::task<void> {
    corun::event a;
    corun::event b;
    corun::event c;
    auto all = corun::create_task(
        corun::gather(corun::return_exceptions, number_when(a, 2),
                      number_when(b, 1), number_when(c, 3)));
    co_await iterations(2);
    b.set();
    a.set();
    co_await iterations(4);
    EXPECT_FALSE(all.done());
    c.set();
    const auto &[x, y, z] = co_await all;
    EXPECT_EQ(x.value(), 2);
    EXPECT_EQ(y.value(), 1);
    EXPECT_EQ(z.value(), 3);
  });
}

TEST(GatherOutcomes, ExceptionsAreKeptAndEndNothing) {
  run([]() -> corun::task<void> {
    corun::event last;
    auto all = corun::create_task(
        corun::gather(corun::return_exceptions, number(3), number_after(1, 2),
                      failing("one"), failing_when(last, "two")));
    co_await iterations(6);
    EXPECT_FALSE(all.done());
    last.set();
    const auto &[a, b, c, d] = co_await all;
    EXPECT_EQ(a.value(), 3);
    EXPECT_EQ(b.value(), 1);
    EXPECT_EQ(what(c.exception()), "one");
    EXPECT_EQ(what(d.exception()), "two");
  });
}

TEST(GatherOutcomes, CancelledArgumentIsKeptAsOne) {
  run([]() -> corun::task<void> {
    corun::event go;
    auto a = corun::create_task(number(1));
    auto b = corun::create_task(failing("b"));
    auto c = corun::create_task(forever());
    auto d = corun::create_task(number_when(go, 3));
    auto e = corun::create_task(forever());
    auto f = corun::create_task(failing_when(go, "f"));
    auto all = corun::create_task(
        corun::gather(corun::return_exceptions, a, b, c, d, e, f));
    co_await iterations(2);
    c.cancel();
    co_await iterations(4);
    EXPECT_FALSE(all.done());
    go.set();
    e.cancel();
    const auto &results = co_await all;
    EXPECT_EQ(std::get<0>(results).value(), 1);
    EXPECT_EQ(what(std::get<1>(results).exception()), "b");
    EXPECT_TRUE(std::get<2>(results).cancelled());
    EXPECT_EQ(std::get<3>(results).value(), 3);
    EXPECT_TRUE(std::get<4>(results).cancelled());
    EXPECT_EQ(what(std::get<5>(results).exception()), "f");
    EXPECT_FALSE(all.cancelled());
  });
}

TEST(GatherOutcomes, KeptExceptionIsNotReported) {
  reports seen;
  run(
      []() -> corun::task<void> {
        static_cast<void>(
            co_await corun::gather(corun::return_exceptions, failing("kept")));
      },
      seen.options());
  EXPECT_TRUE(seen.empty());
}

TEST(GatherOutcomes, OfARangeAreAVector) {
  run([]() -> corun::task<void> {
    std::vector<corun::task<int>> jobs;
    corun::event set;
    set.set();
    jobs.push_back(number_after(1, 5));
    jobs.push_back(failing_when(set, "boom"));
    jobs.push_back(number(3));
    auto results =
        co_await corun::gather(corun::return_exceptions, std::move(jobs));
    EXPECT_EQ(results.size(), 3U);
    EXPECT_EQ(results.at(0).value(), 1);
    EXPECT_EQ(what(results.at(1).exception()), "boom");
    EXPECT_EQ(results.at(2).value(), 3);
  });
}

TEST(GatherOutcomes, OfNothingAreEmpty) {
  run([]() -> corun::task<void> {
    const auto none = co_await corun::gather(corun::return_exceptions);
    static_assert(std::is_same_v<decltype(none), const std::tuple<>>);
    const auto no_jobs = co_await corun::gather(
        corun::return_exceptions, std::vector<corun::task<int>>());
    EXPECT_TRUE(no_jobs.empty());
  });
}

TEST(GatherOutcomes, MoveOnlyAndVoidResults) {
  run([]() -> corun::task<void> {
    auto make = []() -> corun::task<std::unique_ptr<int>> {
      co_return std::make_unique<int>(1);
    };
    auto [p, v] =
        co_await corun::gather(corun::return_exceptions, make(), nothing());
    EXPECT_EQ(*std::move(p).value(), 1);
    EXPECT_TRUE(v.has_value());
  });
}

TEST(GatherFailure, FirstInTimeIsThrownWhateverBecomesOfTheRest) {
  run([]() -> corun::task<void> {
    corun::event never;
    auto a = corun::create_task(number(1));
    auto b = corun::create_task(failing("first"));
    auto c = corun::create_task(number_when(never, 3));
    auto d = corun::create_task(forever());
    auto e = corun::create_task(failing_when(never, "later"));
    auto all = corun::create_task(corun::gather(a, b, c, d, e));
    co_await iterations(4);
    EXPECT_TRUE(all.done());
    EXPECT_EQ(all.exception(), b.exception()) << "the very same";
    never.set();
    d.cancel();
    EXPECT_EQ(co_await c, 3);
    EXPECT_EQ(co_await ending(d), "cancelled");
    EXPECT_EQ(co_await ending(e), "later");
    EXPECT_EQ(ending(all.exception()), "first");
  });
}

TEST(GatherFailure, InOrderOfTimeNotOfTheArguments) {
  run([]() -> corun::task<void> {
    corun::event late;
    corun::event early;
    auto a = corun::create_task(failing_when(late, "argument 1"));
    auto b = corun::create_task(failing_when(early, "argument 2"));
    auto all = corun::create_task(ending(corun::gather(a, b)));
    co_await iterations(3);
    early.set();
    co_await iterations(1);
    late.set();
    EXPECT_EQ(co_await all, "argument 2");
    EXPECT_EQ(co_await ending(a), "argument 1");
  });
}

TEST(GatherFailure, CancelledArgumentIsOneButDoesNotCancelTheCaller) {
  run([]() -> corun::task<void> {
    corun::event later;
    auto a = corun::create_task(number(1));
    auto b = corun::create_task(forever());
    auto c = corun::create_task(number_when(later, 3));
    auto all = corun::create_task(ending(corun::gather(a, b, c)));
    co_await iterations(3);
    b.cancel();
    EXPECT_EQ(co_await all, "cancelled");
    EXPECT_FALSE(all.cancelled());
    EXPECT_EQ(all.cancelling(), 0U);
    EXPECT_FALSE(c.done());
    later.set();
    EXPECT_EQ(co_await c, 3);
  });
}

TEST(GatherFailure, OfAHandleWithAnOwnerIsNotReportedTwice) {
  reports seen;
  run(
      []() -> corun::task<void> {
        corun::event second;
        auto a = corun::create_task(failing("first"));
        auto b = corun::create_task(failing_when(second, "second"));
        EXPECT_EQ(co_await ending(corun::gather(a, b)), "first");
        second.set();
        EXPECT_EQ(co_await ending(b), "second");
      },
      seen.options());
  EXPECT_TRUE(seen.empty());
}

TEST(GatherFailure, OfARangeIsThrown) {
  run([]() -> corun::task<void> {
    std::vector<corun::task_handle<int>> jobs;
    corun::event set;
    set.set();
    jobs.push_back(corun::create_task(number_after(1, 3)));
    jobs.push_back(corun::create_task(failing_when(set, "boom")));
    EXPECT_EQ(co_await ending(corun::gather(jobs)), "boom");
    EXPECT_EQ(co_await jobs[0], 1);
  });
}

TEST(GatherFailure, HandleOfAnotherLoopIsRefused) {
  corun::event_loop other;
  auto foreign = other.create_task(number(1));
  run([&]() -> corun::task<void> {
    auto own = corun::create_task(number(2));
    EXPECT_NE(
        (co_await ending(corun::gather(own, foreign))).find("another event"),
        std::string::npos);
    co_await own;
  });
  EXPECT_EQ(other.run_until_complete(foreign), 1);
}

} // namespace
} // namespace corun_test
