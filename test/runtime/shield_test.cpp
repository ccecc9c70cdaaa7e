// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace corun_test {
namespace {

TEST(Shield, PassesTheResultOn) {
  run([]() -> corun::task<void> {
    corun::event set;
    auto inner = corun::create_task(number_when(set, 42));
    auto outer = corun::create_task(corun::shield(inner));
    co_await iterations(2);
    set.set();
    EXPECT_EQ(co_await outer, 42);
  });
}

TEST(Shield, PassesTheExceptionOn) {
  run([]() -> corun::task<void> {
    corun::event set;
    auto inner = corun::create_task(failing_when(set, "expected"));
    auto outer = corun::create_task(corun::shield(inner));
    co_await iterations(2);
    set.set();
    co_await iterations(2);
    EXPECT_TRUE(outer.done());
    EXPECT_EQ(outer.exception(), inner.exception()) << "the very same";
  });
}

TEST(Shield, CancelledInnerTaskCancelsTheOuterOne) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(forever());
    auto outer = corun::create_task(corun::shield(inner));
    co_await iterations(2);
    inner.cancel();
    co_await iterations(3);
    EXPECT_TRUE(outer.cancelled());
  });
}

TEST(Shield, CancelledOuterTaskEndsAtOnceAndTheInnerOneRunsOn) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(forever());
    auto outer = corun::create_task(corun::shield(inner));
    co_await iterations(2);
    outer.cancel();
    co_await iterations(1);
    EXPECT_TRUE(outer.cancelled());
    EXPECT_FALSE(inner.done());
    EXPECT_EQ(inner.cancelling(), 0U);
    inner.cancel();
  });
}

TEST(Shield, ResultAfterTheOuterTaskWasCancelledIsNotReported) {
  reports seen;
  run(
      []() -> corun::task<void> {
        corun::event set;
        auto outer = corun::create_task(corun::shield(number_when(set, 1)));
        co_await iterations(2);
        outer.cancel();
        co_await iterations(2);
        set.set();
        co_await iterations(2);
        EXPECT_EQ(corun::all_tasks().size(), 1U);
      },
      seen.options());
  EXPECT_TRUE(seen.empty());
}

TEST(Shield, ExceptionAfterTheOuterTaskWasCancelledIsReported) {
  reports seen;
  run(
      [&]() -> corun::task<void> {
        corun::event set;
        auto outer =
            corun::create_task(corun::shield(failing_when(set, "foo")));
        co_await iterations(2);
        outer.cancel();
        co_await iterations(2);
        set.set();
        co_await iterations(2);
        EXPECT_EQ(seen.size(), 1U);
      },
      seen.options());
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(what(seen[0].exception), "foo");
}

TEST(Shield, ExceptionIsReportedOnceHoweverManyShields) {
  reports seen;
  run(
      []() -> corun::task<void> {
        corun::event set;
        auto inner = corun::create_task(failing_when(set, "foo"));
        for (int i = 0; i < 2; ++i) {
          auto outer = corun::create_task(corun::shield(inner));
          co_await iterations(2);
          outer.cancel();
          co_await iterations(2);
        }
        set.set();
        co_await iterations(2);
      },
      seen.options());
  EXPECT_EQ(seen.size(), 1U);
}

TEST(Shield, OfATaskThatIsDoneDoesNotSuspend) {
  run([]() -> corun::task<void> {
    auto inner = corun::create_task(number(42));
    co_await inner;
    bool others_ran = false;
    corun::current_loop().call_soon([&] { others_ran = true; });
    EXPECT_EQ(co_await corun::shield(inner), 42);
    EXPECT_FALSE(others_ran);
    co_await corun::sleep(0s);
    EXPECT_TRUE(others_ran);
  });
}

TEST(Shield, CancellingTheCallerDoesNotStopTheCoroutine) {
  run([]() -> corun::task<void> {
    int proof = 0;
    corun::event go;
    auto inner = [&]() -> corun::task<void> {
      co_await go.wait();
      proof += 1;
    };
    auto outer = [&]() -> corun::task<void> {
      co_await corun::shield(inner());
      proof += 100;
    };
    auto h = corun::create_task(outer());
    co_await iterations(2);
    h.cancel();
    EXPECT_EQ(co_await ending(h), "cancelled");
    go.set();
    co_await iterations(2);
    EXPECT_EQ(proof, 1);
  });
}

TEST(Shield, OfAGatherKeepsItsArguments) {
  run([]() -> corun::task<void> {
    corun::event go;
    auto a = corun::create_task(number_when(go, 1));
    auto b = corun::create_task(number_when(go, 2));
    auto parent = corun::create_task(corun::gather(a, b));
    auto outer = corun::create_task(corun::shield(parent));
    co_await iterations(2);
    outer.cancel();
    co_await iterations(1);
    EXPECT_TRUE(outer.cancelled());
    go.set();
    const auto &[x, y] = co_await parent;
    EXPECT_EQ(x, 1);
    EXPECT_EQ(y, 2);
  });
}

TEST(Shield, InsideAGatherIsCancelledAndItsTaskIsNot) {
  run([]() -> corun::task<void> {
    corun::event go;
    auto a = corun::create_task(number_when(go, 1));
    auto b = corun::create_task(number_when(go, 2));
    auto inner_a = corun::create_task(corun::shield(a));
    auto inner_b = corun::create_task(corun::shield(b));
    auto parent = corun::create_task(corun::gather(inner_a, inner_b));
    co_await iterations(2);
    parent.cancel();
    EXPECT_EQ(co_await ending(parent), "cancelled");
    EXPECT_TRUE(inner_a.cancelled());
    EXPECT_TRUE(inner_b.cancelled());
    EXPECT_FALSE(a.done());
    go.set();
    EXPECT_EQ(co_await a, 1);
    EXPECT_EQ(co_await b, 2);
  });
}

TEST(Shield, OfACoroutineRunsItAsATask) {
  run([]() -> corun::task<void> {
    const auto self = corun::current_task();
    auto body = [&]() -> corun::task<bool> {
      co_return corun::current_task() == self;
    };
    EXPECT_FALSE(co_await corun::shield(body()));
  });
}

TEST(Shield, IsLazyAndHarmlessOutsideALoop) {
  bool started = false;
  auto body = [&]() -> corun::task<void> {
    started = true;
    co_return;
  };
  {
    auto dropped = corun::shield(body());
  }
  EXPECT_FALSE(started);
  corun::run(corun::shield(body()));
  EXPECT_TRUE(started);
}

TEST(Shield, RequestThatWasPendingEndsItAndTheCoroutineStillRuns) {
  run([]() -> corun::task<void> {
    bool ran = false;
    auto inner = [&]() -> corun::task<void> {
      ran = true;
      co_return;
    };
    auto outer = [&]() -> corun::task<void> {
      corun::current_task().cancel();
      co_await corun::shield(inner());
    };
    auto h = corun::create_task(outer());
    EXPECT_EQ(co_await ending(h), "cancelled");
    EXPECT_TRUE(ran);
  });
}

TEST(Shield, ClosingTheLoopCancelsWhatRanOn) {
  bool cleaned_up = false;
  reports seen;
  run(
      [&]() -> corun::task<void> {
        auto inner = [&]() -> corun::task<void> {
          const on_destruction flag(cleaned_up);
          co_await corun::sleep(1h);
        };
        auto outer = corun::create_task(corun::shield(inner()));
        co_await iterations(2);
        outer.cancel();
        co_await iterations(2);
      },
      seen.options());
  EXPECT_TRUE(cleaned_up);
  EXPECT_EQ(seen.size(), 1U) << "it was still pending";
}

} // namespace
} // namespace corun_test
