// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace corun_test {
namespace {

bool lists(const std::vector<corun::any_task_handle> &tasks,
           const corun::any_task_handle &task) {
  return std::find(tasks.begin(), tasks.end(), task) != tasks.end();
}

TEST(EagerStart, CoroutineThatNeverWaitsIsDoneOnReturn) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number(5), {.eager_start = true});
    EXPECT_TRUE(h.done());
    EXPECT_EQ(co_await h, 5);
  });
}

TEST(EagerStart, IsOffUnlessAskedFor) {
  run([]() -> corun::task<void> {
    std::string name;
    auto body = [&]() -> corun::task<void> {
      name = corun::current_task().name();
      co_return;
    };
    auto h = corun::create_task(body(), {.name = "example"});
    EXPECT_FALSE(h.done());
    EXPECT_EQ(name, "");
    co_await h;
    EXPECT_EQ(name, "example");
  });
}

TEST(EagerStart, NameIsKnownInTheFirstStep) {
  run([]() -> corun::task<void> {
    std::string name;
    auto body = [&]() -> corun::task<void> {
      name = corun::current_task().name();
      co_return;
    };
    auto h =
        corun::create_task(body(), {.name = "example", .eager_start = true});
    EXPECT_TRUE(h.done());
    EXPECT_EQ(name, "example");
    co_await h;
  });
}

TEST(EagerStart, WhatTheFirstStepDoesIsSeenAtOnce) {
  run([]() -> corun::task<void> {
    corun::event event;
    auto body = [&]() -> corun::task<void> {
      event.set();
      co_return;
    };
    auto h = corun::create_task(body(), {.eager_start = true});
    EXPECT_TRUE(h.done());
    co_await event.wait();
  });
}

TEST(EagerStart, GoesOnLaterFromItsFirstSuspension) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number_after(7, 3), {.eager_start = true});
    EXPECT_FALSE(h.done());
    EXPECT_EQ(co_await h, 7);
    EXPECT_TRUE(h.done());
  });
}

TEST(EagerStart, ExceptionOfTheFirstStepIsTheTasks) {
  run([]() -> corun::task<void> {
    auto body = []() -> corun::task<void> {
      throw std::runtime_error("early");
      co_return;
    };
    auto h = corun::create_task(body(), {.eager_start = true});
    EXPECT_TRUE(h.done());
    EXPECT_EQ(co_await ending(h), "early");
  });
}

TEST(EagerStart, FinishedTaskCannotBeCancelled) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number(5), {.eager_start = true});
    EXPECT_FALSE(h.cancel());
    EXPECT_EQ(co_await h, 5);
    EXPECT_FALSE(h.cancelled());
  });
}

TEST(EagerStart, SuspendedTaskCanBeCancelled) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(forever(), {.eager_start = true});
    EXPECT_TRUE(h.cancel("cancellation message"));
    EXPECT_GT(h.cancelling(), 0U);
    EXPECT_EQ(co_await ending(h), "cancelled: cancellation message");
  });
}

TEST(EagerStart, CurrentTaskIsTheNewOneMeanwhileAndThisOneAfterwards) {
  run([]() -> corun::task<void> {
    corun::any_task_handle first;
    corun::any_task_handle later;
    auto body = [&]() -> corun::task<void> {
      first = corun::current_task();
      co_await corun::sleep(0s);
      later = corun::current_task();
    };
    const auto self = corun::current_task();
    auto h = corun::create_task(body(), {.eager_start = true});
    EXPECT_TRUE(first == h);
    EXPECT_TRUE(corun::current_task() == self);
    co_await h;
    EXPECT_TRUE(later == h);
  });
}

TEST(EagerStart, NestedStartsRestoreTheCurrentTaskEachTime) {
  run([]() -> corun::task<void> {
    bool restored = false;
    auto outer = [&]() -> corun::task<void> {
      const auto self = corun::current_task();
      auto inner = corun::create_task(forever(), {.eager_start = true});
      restored = corun::current_task() == self;
      inner.cancel();
      co_return;
    };
    const auto self = corun::current_task();
    auto h = corun::create_task(outer(), {.eager_start = true});
    EXPECT_TRUE(restored);
    EXPECT_TRUE(corun::current_task() == self);
    co_await h;
  });
}

TEST(EagerStart, AllTasksListsItOnlyWhileItRuns) {
  run([]() -> corun::task<void> {
    std::vector<corun::any_task_handle> meanwhile;
    auto body = [&]() -> corun::task<void> {
      meanwhile = corun::all_tasks();
      co_return;
    };
    auto h = corun::create_task(body(), {.eager_start = true});
    EXPECT_TRUE(lists(meanwhile, h));
    EXPECT_FALSE(lists(corun::all_tasks(), h));
    co_return;
  });
}

TEST(EagerStart, AllTasksListsItWhileItIsSuspended) {
  run([]() -> corun::task<void> {
    std::vector<corun::any_task_handle> meanwhile;
    corun::event go;
    corun::event ended;
    auto body = [&]() -> corun::task<void> {
      meanwhile = corun::all_tasks();
      co_await go.wait();
      ended.set();
    };
    auto h = corun::create_task(body(), {.eager_start = true});
    EXPECT_TRUE(lists(meanwhile, h));
    EXPECT_TRUE(lists(corun::all_tasks(), h));
    go.set();
    co_await ended.wait();
    EXPECT_FALSE(lists(corun::all_tasks(), h));
  });
}

TEST(EagerStart, BeforeTheLoopRunsItHasNoEffect) {
  corun::event_loop loop;
  auto h = loop.create_task(number(1), {.eager_start = true});
  EXPECT_FALSE(h.done());
  EXPECT_EQ(loop.run_until_complete(h), 1);
}

TEST(EagerStart, InAPlainCallbackLeavesNoCurrentTask) {
  run([]() -> corun::task<void> {
    bool started = false;
    bool task_left = true;
    corun::current_loop().call_soon([&] {
      auto h = corun::create_task(nothing(), {.eager_start = true});
      started = h.done();
      task_left = corun::current_task().valid();
    });
    co_await iterations(1);
    EXPECT_TRUE(started);
    EXPECT_FALSE(task_left);
  });
}

TEST(EagerStart, AwaitingItselfInTheFirstStepIsAnError) {
  run([]() -> corun::task<void> {
    auto body = []() -> corun::task<void> { co_await corun::current_task(); };
    auto h = corun::create_task(body(), {.eager_start = true});
    EXPECT_NE((co_await ending(h)).find("await itself"), std::string::npos);
  });
}

} // namespace
} // namespace corun_test
