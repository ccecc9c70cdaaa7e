// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <corun/detail/timer_queue.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <stdexcept>
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

} // namespace
} // namespace corun_test
