// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "ending.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

namespace corun_test {
namespace {

using corun::return_when;
using handles = std::vector<corun::any_task_handle>;

TEST(Wait, ForAllReturnsWhenTheLastIsDone) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number_after(1, 2));
    auto b = corun::create_task(number_after(2, 4));
    auto [done, pending] = co_await corun::wait(corun::handles(b, a));
    EXPECT_EQ(done, (handles{b, a})) << "in the order of the arguments";
    EXPECT_TRUE(pending.empty());
    EXPECT_EQ(a.result() + b.result(), 3);
  });
}

TEST(Wait, ForTasksThatAreDoneDoesNotSuspend) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number(1));
    co_await a;
    bool others_ran = false;
    corun::current_loop().call_soon([&] { others_ran = true; });
    auto [done, pending] = co_await corun::wait(corun::handles(a));
    EXPECT_EQ(done.size(), 1U);
    EXPECT_TRUE(pending.empty());
    EXPECT_FALSE(others_ran);
    co_await corun::sleep(0s);
    EXPECT_TRUE(others_ran);
  });
}

TEST(Wait, TheSameTaskTwiceCountsOnce) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number(1));
    auto b = corun::create_task(number(2));
    auto [done, pending] = co_await corun::wait(corun::handles(a, a, b));
    EXPECT_EQ(done, (handles{a, b}));
    EXPECT_TRUE(pending.empty());
  });
}

TEST(Wait, ForNothingIsAnError) {
  run([]() -> corun::task<void> {
    EXPECT_NE((co_await ending(corun::wait(handles()))).find("no task"),
              std::string::npos);
  });
}

TEST(Wait, OutOfWhatIsNoHandleDoesNotCompile) {
  constexpr auto takes = []<class T>(std::type_identity<T>) {
    return requires(T t) { corun::wait(std::move(t)); };
  };
  using job = corun::task<int>;
  using handle = corun::task_handle<int>;
  static_assert(takes(std::type_identity<std::vector<handle>>()));
  static_assert(!takes(std::type_identity<std::vector<job>>()));
  static_assert(!takes(std::type_identity<handle>()));
  static_assert(!takes(std::type_identity<job>()));
}

TEST(Wait, ForTheFirstLeavesTheOthersPending) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(forever());
    auto b = corun::create_task(nothing());
    auto [done, pending] = co_await corun::wait(
        corun::handles(b, a), {.return_when = return_when::first_completed});
    EXPECT_EQ(done, (handles{b}));
    EXPECT_EQ(pending, (handles{a}));
    EXPECT_FALSE(a.done());
    EXPECT_EQ(a.cancelling(), 0U);
    a.cancel();
  });
}

TEST(Wait, WhatEndsBeforeItGoesOnCountsAsDone) {
  run([]() -> corun::task<void> {
    auto b = corun::create_task(iterations(2));
    auto a = corun::create_task(iterations(1));
    auto [done, pending] = co_await corun::wait(
        corun::handles(b, a), {.return_when = return_when::first_completed});
    EXPECT_EQ(done, (handles{b, a}))
        << "a ended the wait; b ended in the same iteration";
    EXPECT_TRUE(pending.empty());
  });
}

TEST(Wait, ForTheFirstExceptionThatIsThereAlready) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(forever());
    auto b = corun::create_task(failing("err"));
    co_await iterations(3);
    auto [done, pending] = co_await corun::wait(
        corun::handles(b, a), {.return_when = return_when::first_exception});
    EXPECT_EQ(done, (handles{b}));
    EXPECT_EQ(pending, (handles{a}));
    EXPECT_EQ(what(b.exception()), "err");
    a.cancel();
  });
}

TEST(Wait, ForTheFirstExceptionThatHappensMeanwhile) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(forever());
    auto b = corun::create_task(failing("err"));
    auto c = corun::create_task(nothing());
    auto [done, pending] = co_await corun::wait(
        corun::handles(a, b, c), {.return_when = return_when::first_exception});
    EXPECT_EQ(done, (handles{b, c}));
    EXPECT_EQ(pending, (handles{a}));
    EXPECT_EQ(what(b.exception()), "err");
    a.cancel();
  });
}

TEST(Wait, ForTheFirstExceptionACancelledTaskIsNone) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(forever());
    auto b = corun::create_task(number_after(2, 5));
    co_await iterations(1);
    a.cancel();
    auto [done, pending] = co_await corun::wait(
        corun::handles(a, b), {.return_when = return_when::first_exception});
    EXPECT_EQ(done.size(), 2U);
    EXPECT_TRUE(pending.empty());
  });
}

TEST(Wait, DoesNotThrowWhatTheTasksThrow) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number(1));
    auto b = corun::create_task(failing("really"));
    for (int i = 0; i < 2; ++i) { // pending, then done
      auto [done, pending] = co_await corun::wait(corun::handles(b, a));
      EXPECT_EQ(done.size(), 2U);
      EXPECT_TRUE(pending.empty());
      EXPECT_EQ(what(done.at(0).exception()), "really");
      EXPECT_EQ(done.at(1).exception(), nullptr);
    }
  });
}

TEST(Wait, TimeIsOverWithoutAnErrorOrACancellation) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number(1));
    auto b = corun::create_task(forever());
    auto [done, pending] =
        co_await corun::wait(corun::handles(b, a), {.timeout = 2ms});
    EXPECT_EQ(done, (handles{a}));
    EXPECT_EQ(pending, (handles{b}));
    EXPECT_EQ(b.cancelling(), 0U);
    b.cancel();
  });
}

TEST(Wait, TaskThatEndsTogetherWithTheTimeCountsAsDone) {
  run([]() -> corun::task<void> {
    auto sleeper = []() -> corun::task<void> { co_await corun::sleep(2ms); };
    auto a = corun::create_task(sleeper());
    auto b = corun::create_task(forever());
    co_await iterations(1);
    // Both timers are due when the loop looks again.
    corun::current_loop().call_soon([] { std::this_thread::sleep_for(5ms); });
    auto [done, pending] =
        co_await corun::wait(corun::handles(b, a), {.timeout = 2ms});
    EXPECT_EQ(done, (handles{a}));
    EXPECT_EQ(pending, (handles{b}));
    b.cancel();
  });
}

TEST(Wait, TimeoutOfZeroLooksAfterOneIteration) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number(1));
    auto b = corun::create_task(number_after(1, 5));
    auto [done, pending] =
        co_await corun::wait(corun::handles(a, b), {.timeout = 0s});
    EXPECT_EQ(done, (handles{a}));
    EXPECT_EQ(pending, (handles{b}));
    co_await b;
  });
}

TEST(Wait, EndlessTimeoutDoesNotOverflow) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(iterations(3));
    auto [done, pending] = co_await corun::wait(
        corun::handles(a),
        {.timeout = std::chrono::steady_clock::duration::max()});
    EXPECT_EQ(done.size(), 1U);
    EXPECT_TRUE(pending.empty());
  });
}

TEST(Wait, UnusedTimeoutLeavesNoTimerBehind) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(iterations(3));
    static_cast<void>(co_await corun::wait(corun::handles(a), {.timeout = 1h}));
    EXPECT_TRUE(corun::current_loop().core().timers.empty());
  });
}

TEST(Wait, TakesARangeOfHandlesOfOneType) {
  run([]() -> corun::task<void> {
    std::vector<corun::task_handle<int>> tasks;
    for (int i = 0; i < 10; ++i)
      tasks.push_back(corun::create_task(number_after(i, 10 - i)));
    auto [done, pending] = co_await corun::wait(std::move(tasks));
    EXPECT_EQ(done.size(), 10U);
    EXPECT_TRUE(pending.empty());
    for (int i = 0; i < 10; ++i)
      EXPECT_EQ(done.at(i).result(), i);
  });
}

TEST(Wait, TakesARangeThatIsReadOnce) {
  run([]() -> corun::task<void> {
    std::vector<corun::task_handle<int>> tasks;
    for (int i = 0; i < 3; ++i)
      tasks.push_back(corun::create_task(number(i)));
    auto once = std::ranges::subrange(std::make_move_iterator(tasks.begin()),
                                      std::make_move_iterator(tasks.end()));
    auto [done, pending] = co_await corun::wait(once);
    EXPECT_EQ(done.size(), 3U);
    EXPECT_TRUE(pending.empty());
  });
}

TEST(Wait, CancelledItLeavesTheTasksRunning) {
  run([]() -> corun::task<void> {
    int proof = 0;
    corun::event go;
    auto inner = [&]() -> corun::task<void> {
      co_await go.wait();
      proof += 1;
    };
    auto task = corun::create_task(inner());
    auto outer = [&]() -> corun::task<void> {
      static_cast<void>(co_await corun::wait(corun::handles(task)));
      proof += 100;
    };
    auto h = corun::create_task(outer());
    co_await iterations(2);
    h.cancel();
    EXPECT_EQ(co_await ending(h), "cancelled");
    EXPECT_FALSE(task.done());
    EXPECT_EQ(task.cancelling(), 0U);
    go.set();
    co_await task;
    EXPECT_EQ(proof, 1);
  });
}

TEST(Wait, CancelledBetweenTheEndAndTheWakeUpThrows) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(number_after(1, 1));
    auto h = corun::create_task(ending(corun::wait(corun::handles(a))));
    a.add_done_callback([&](const corun::any_task_handle &) { h.cancel(); });
    EXPECT_EQ(co_await h, "cancelled");
    EXPECT_EQ(a.result(), 1);
  });
}

TEST(Wait, ForItselfIsAnError) {
  run([]() -> corun::task<void> {
    EXPECT_NE(
        (co_await ending(corun::wait(corun::handles(corun::current_task()))))
            .find("wait for itself"),
        std::string::npos);
  });
}

TEST(Wait, ForATaskOfAnotherLoopIsAnError) {
  corun::event_loop other;
  auto foreign = other.create_task(number(1));
  run([&]() -> corun::task<void> {
    EXPECT_NE((co_await ending(corun::wait(corun::handles(foreign))))
                  .find("another event loop"),
              std::string::npos);
  });
  EXPECT_EQ(other.run_until_complete(foreign), 1);
}

} // namespace
} // namespace corun_test
