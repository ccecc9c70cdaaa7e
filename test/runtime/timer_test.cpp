// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <corun/detail/timer_queue.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace corun_test {
namespace {

TEST(Timer, CallbacksRunInTheOrderOfTheirDeadlines) {
  corun::event_loop loop;
  std::vector<int> order;
  const auto now = loop.time();
  for (const int ms : {3, 1, 2})
    loop.call_at(now + std::chrono::milliseconds(ms),
                 [&, ms] { order.push_back(ms); });
  loop.call_at(now + 4ms, [&] { loop.stop(); });
  loop.run_forever();
  EXPECT_EQ(order, (std::vector{1, 2, 3}));
}

TEST(Timer, NeverRunsBeforeItsDeadline) {
  corun::event_loop loop;
  const auto deadline = loop.time() + 3ms;
  bool early = true;
  loop.call_at(deadline, [&] {
    early = loop.time() < deadline;
    loop.stop();
  });
  loop.run_forever();
  EXPECT_FALSE(early);
}

TEST(Timer, CancelledCallbackDoesNotRun) {
  corun::event_loop loop;
  bool ran = false;
  corun::timer_handle timer = loop.call_later(1ms, [&] { ran = true; });
  loop.call_later(3ms, [&] { loop.stop(); });
  EXPECT_TRUE(timer.cancel());
  EXPECT_FALSE(timer.cancel());
  loop.run_forever();
  EXPECT_FALSE(ran);
}

TEST(Timer, HandleMayOutliveTheLoop) {
  auto loop = std::make_unique<corun::event_loop>();
  corun::timer_handle timer = loop->call_later(1h, [] {});
  loop.reset();
  EXPECT_FALSE(timer.cancel());
}

TEST(Timer, CallbackThatNeverRanIsFreedWithTheLoop) {
  bool freed = false;
  {
    corun::event_loop loop;
    loop.call_later(1h, [g = on_destruction(freed)] {});
  }
  EXPECT_TRUE(freed);
}

TEST(Timer, EndlessDelayDoesNotOverflow) {
  corun::event_loop loop;
  bool ran = false;
  loop.call_later(std::chrono::hours::max(), [&] { ran = true; });
  loop.call_later(std::chrono::duration<double>(HUGE_VAL), [&] { ran = true; });
  loop.call_later(1ms, [&] { loop.stop(); });
  loop.run_forever();
  EXPECT_FALSE(ran);
}

struct plain_timer final : corun::detail::timer_node {
  void expire() noexcept override {}
  int key = 0;
};

TEST(TimerQueue, PopsInOrderAfterRandomRemovals) {
  corun::detail::timer_queue queue;
  std::vector<plain_timer> timers(1'000);
  std::mt19937 random(7);
  std::vector<int> expected;
  for (plain_timer &t : timers) {
    t.key = static_cast<int>(random() % 500);
    queue.add(corun::detail::clock::time_point(std::chrono::seconds(t.key)), t);
  }
  for (plain_timer &t : timers) {
    if (random() % 2 == 0)
      queue.remove(t);
    else
      expected.push_back(t.key);
  }
  std::sort(expected.begin(), expected.end());
  std::vector<int> popped;
  while (auto *t = queue.pop_any())
    popped.push_back(static_cast<plain_timer *>(t)->key);
  EXPECT_EQ(popped, expected);
}

/// One iteration.
void step(corun::event_loop &loop) {
  loop.stop();
  loop.run_forever();
}

TEST(Timer, CallLaterCallsOnce) {
  corun::event_loop loop;
  std::vector<std::string> results;
  loop.call_later(1ms, [&] {
    results.push_back("hello world");
    loop.stop();
  });
  loop.run_forever();
  step(loop);
  EXPECT_EQ(results, std::vector<std::string>{"hello world"});
}

TEST(Timer, DueInThePastRunsInTheNextIteration) {
  corun::event_loop loop;
  bool ran = false;
  loop.call_at(loop.time() - 1h, [&] { ran = true; });
  step(loop);
  EXPECT_TRUE(ran);
}

TEST(Timer, NegativeDelaysKeepTheirOrder) {
  corun::event_loop loop;
  std::string calls;
  loop.call_later(-1s, [&] { calls += 'a'; });
  loop.call_later(-2s, [&] { calls += 'b'; });
  step(loop);
  EXPECT_EQ(calls, "ba");
}

TEST(Timer, BeginningAndEndOfTimeDoNotOverflow) {
  corun::event_loop loop;
  bool past = false;
  bool future = false;
  loop.call_at(corun::event_loop::clock::time_point::min(),
               [&] { past = true; });
  loop.call_at(corun::event_loop::clock::time_point::max(),
               [&] { future = true; });
  loop.call_later(std::chrono::hours::min(), [] {});
  loop.call_later(2ms, [&] { loop.stop(); });
  loop.run_forever();
  EXPECT_TRUE(past);
  EXPECT_FALSE(future);
}

TEST(Timer, HandleKnowsWhenItIsDueAndWhetherItWasCancelled) {
  corun::event_loop loop;
  const auto when = loop.time() + 1h;
  corun::timer_handle timer = loop.call_at(when, [] {});
  EXPECT_EQ(timer.when(), when);
  EXPECT_FALSE(timer.cancelled());
  EXPECT_TRUE(timer.cancel());
  EXPECT_TRUE(timer.cancelled());
}

TEST(Timer, CancelledWhenItIsAlreadyReadyDoesNotRun) {
  corun::event_loop loop;
  bool ran = false;
  corun::timer_handle second;
  const auto now = loop.time();
  loop.call_at(now - 2s, [&] { EXPECT_TRUE(second.cancel()); });
  second = loop.call_at(now - 1s, [&] { ran = true; });
  step(loop);
  EXPECT_FALSE(ran);
}

TEST(Timer, CallbackMayTryToCancelItself) {
  corun::event_loop loop;
  bool cancelled = true;
  corun::timer_handle timer;
  timer = loop.call_later(0s, [&] { cancelled = timer.cancel(); });
  step(loop);
  EXPECT_FALSE(cancelled);
  EXPECT_FALSE(timer.cancelled());
}

TEST(Timer, CancelledOneDoesNotShortenTheWait) {
  corun::event_loop loop;
  loop.call_later(1ms, [] {}).cancel();
  int iterations = 0;
  std::function<void()> count = [&] { ++iterations; };
  // Only the second one wakes the loop.
  loop.call_later(5ms, [&] { loop.stop(); });
  loop.call_soon([&] { ++iterations; });
  const auto before = loop.time();
  loop.run_forever();
  EXPECT_GE(loop.time() - before, 5ms);
}

TEST(Timer, CancelledOnesAreFreedAtOnce) {
  corun::event_loop loop;
  const auto token = std::make_shared<int>();
  std::vector<corun::timer_handle> timers;
  loop.call_later(3'000s, [token] {});
  for (int i = 0; i < 200; ++i)
    timers.push_back(loop.call_later(3'600s, [token] {}));
  EXPECT_EQ(token.use_count(), 202);
  for (corun::timer_handle &timer : timers)
    timer.cancel();
  EXPECT_EQ(token.use_count(), 2);
}

TEST(Timer, TimeIsMonotonic) {
  corun::event_loop loop;
  const auto a = loop.time();
  const auto b = loop.time();
  EXPECT_LE(a, b);
}

TEST(Timer, AtAPointInTimeIsNotCalledBefore) {
  corun::event_loop loop;
  const auto when = loop.time() + 5ms;
  loop.call_at(when, [&] { loop.stop(); });
  loop.run_forever();
  EXPECT_GE(loop.time(), when);
}

} // namespace
} // namespace corun_test
