// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a task ends, as its handle tells it; and corun::outcome.
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace corun_test {
namespace {

TEST(TaskOutcome, PendingTaskIsNeitherDoneNorCancelled) {
  corun::event_loop loop;
  auto h = loop.create_task(number(1));
  EXPECT_FALSE(h.done());
  EXPECT_FALSE(h.cancelled());
  h.cancel();
  EXPECT_FALSE(h.done()) << "not before its coroutine has ended";
  EXPECT_FALSE(h.cancelled());
}

TEST(TaskOutcome, ResultIsThereOnceDone) {
  corun::event_loop loop;
  auto h = loop.create_task(number(42));
  EXPECT_THROW(static_cast<void>(h.result()), corun::loop_error);
  EXPECT_EQ(loop.run_until_complete(h), 42);
  EXPECT_TRUE(h.done());
  EXPECT_EQ(h.result(), 42);
  EXPECT_EQ(h.exception(), nullptr);
  EXPECT_FALSE(h.cancel());
}

TEST(TaskOutcome, ExceptionIsTheSameObjectEachTime) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(failing("boom"));
    EXPECT_THROW(static_cast<void>(h.exception()), corun::loop_error);
    co_await iterations(3);
    EXPECT_TRUE(h.done());
    EXPECT_FALSE(h.cancelled());
    EXPECT_THROW(h.result(), std::runtime_error);
    EXPECT_EQ(h.exception(), h.exception());
    EXPECT_FALSE(h.cancel());
  });
}

TEST(TaskOutcome, OfACancelledTaskIsCancelledError) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number(1));
    EXPECT_TRUE(h.cancel());
    co_await iterations(1);
    EXPECT_TRUE(h.cancelled());
    EXPECT_TRUE(h.done());
    EXPECT_THROW(static_cast<void>(h.result()), corun::cancelled_error);
    EXPECT_EQ(ending(h.exception()), "cancelled");
    EXPECT_FALSE(h.cancel());
  });
}

TEST(TaskOutcome, ResultMayBeAHandle) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(number_after(5, 3));
    auto body = [&]() -> corun::task<corun::task_handle<int>> {
      co_return inner;
    };
    auto outer = corun::create_task(body());
    corun::task_handle<int> told = co_await std::move(outer);
    EXPECT_TRUE(told == inner);
    EXPECT_FALSE(inner.done()) << "returning it does not await it";
    EXPECT_EQ(co_await told, 5);
  });
}

TEST(TaskOutcome, AwaitGivesTheResultItselfNotACopy) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number_after(1, 1));
    const int &awaited = co_await h;
    EXPECT_EQ(&awaited, &h.result());
  });
}

TEST(TaskOutcome, ResultNobodyAskedForIsNotReported) {
  reports seen;
  run(
      []() -> corun::task<void> {
        corun::create_task(number(42)).detach();
        co_await iterations(2);
      },
      seen.options());
  EXPECT_TRUE(seen.empty());
}

TEST(TaskOutcome, ResultThatThrowsCountsAsRetrieved) {
  reports seen;
  run(
      []() -> corun::task<void> {
        auto h = corun::create_task(failing("boom"));
        co_await iterations(3);
        EXPECT_THROW(h.result(), std::runtime_error);
      },
      seen.options());
  EXPECT_TRUE(seen.empty());
}

TEST(TaskOutcome, AwaitThatThrowsCountsAsRetrieved) {
  reports seen;
  run(
      []() -> corun::task<void> {
        auto h = corun::create_task(failing("boom"));
        EXPECT_EQ(co_await ending(h), "boom");
      },
      seen.options());
  EXPECT_TRUE(seen.empty());
}

TEST(TaskOutcome, CancelThatCameTooLateDoesNotHideTheException) {
  reports seen;
  run(
      []() -> corun::task<void> {
        auto h = corun::create_task(failing("boom"));
        co_await iterations(3);
        EXPECT_FALSE(h.cancel());
      },
      seen.options());
  EXPECT_EQ(seen.size(), 1U);
}

TEST(Outcome, HoldsAValue) {
  corun::outcome<int> o(std::in_place, 3);
  EXPECT_TRUE(o.has_value());
  EXPECT_TRUE(static_cast<bool>(o));
  EXPECT_EQ(o.exception(), nullptr);
  EXPECT_FALSE(o.cancelled());
  o.value() += 1;
  EXPECT_EQ(std::as_const(o).value(), 4);
}

TEST(Outcome, HoldsAnException) {
  const corun::outcome<int> o(
      std::make_exception_ptr(std::runtime_error("boom")));
  EXPECT_FALSE(o.has_value());
  EXPECT_FALSE(o.cancelled());
  EXPECT_EQ(what(o.exception()), "boom");
  EXPECT_THROW(static_cast<void>(o.value()), std::runtime_error);
}

TEST(Outcome, KnowsACancellation) {
  const corun::outcome<> o(std::make_exception_ptr(corun::cancelled_error()));
  EXPECT_FALSE(o.has_value());
  EXPECT_TRUE(o.cancelled());
  EXPECT_THROW(o.value(), corun::cancelled_error);
}

TEST(Outcome, MovesItsValueOut) {
  corun::outcome<std::unique_ptr<int>> o(std::in_place,
                                         std::make_unique<int>(5));
  const std::unique_ptr<int> p = std::move(o).value();
  EXPECT_EQ(*p, 5);
}

TEST(Outcome, KeepsAReference) {
  int object = 0;
  corun::outcome<int &> o(std::in_place, object);
  EXPECT_EQ(&o.value(), &object);
  EXPECT_EQ(&std::move(o).value(), &object);
}

TEST(Outcome, OfVoidOnlySaysThatItReturned) {
  const corun::outcome<> o(std::in_place);
  EXPECT_TRUE(o.has_value());
  EXPECT_NO_THROW(o.value());
}

} // namespace
} // namespace corun_test
