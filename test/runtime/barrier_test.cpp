// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "destructible.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>
#include <vector>

namespace corun_test {
namespace {

/// How waits at a barrier have ended.
struct outcomes {
  std::vector<std::size_t> passed;
  int broken = 0;
};

corun::task<void> waits(corun::barrier &b, outcomes &out) {
  try {
    out.passed.push_back(co_await b.wait());
  } catch (const corun::broken_barrier_error &) {
    ++out.broken;
  }
}

corun::task_handle<void> start(corun::barrier &b, outcomes &out) {
  return corun::create_task(waits(b, out));
}
std::vector<corun::task_handle<void>> start(int count, corun::barrier &b,
                                            outcomes &out) {
  std::vector<corun::task_handle<void>> tasks;
  for (int i = 0; i < count; ++i)
    tasks.push_back(start(b, out));
  return tasks;
}

/// `count` coroutines that `body` makes, all at once.
template <class Body> corun::task<void> run_all(int count, Body &body) {
  std::vector<corun::task<void>> all;
  for (int i = 0; i < count; ++i)
    all.push_back(body());
  co_await corun::gather(std::move(all));
}

TEST(Barrier, HasAtLeastOneParty) {
  EXPECT_THROW(corun::barrier(0), std::invalid_argument);
  EXPECT_THROW(corun::barrier(-4), std::invalid_argument);
  EXPECT_EQ(corun::barrier(5).parties(), 5U);
}

TEST(Barrier, IsNotAwaitedItself) {
  EXPECT_FALSE(corun::detail::gatherable<corun::barrier &>);
}

TEST(Barrier, EachPartyGetsANumberOfItsOwn) {
  run([]() -> corun::task<void> {
    corun::barrier b(3);
    outcomes out;
    co_await corun::gather(start(3, b, out));
    std::sort(out.passed.begin(), out.passed.end());
    EXPECT_EQ(out.passed, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_EQ(b.n_waiting(), 0U);
    EXPECT_FALSE(b.broken());
  });
}

TEST(Barrier, OfOnePartyDoesNotWait) {
  run([]() -> corun::task<void> {
    corun::barrier b(1);
    auto next_iteration = corun::current_loop().call_soon([] {});
    EXPECT_EQ(co_await b.wait(), 0U);
    EXPECT_TRUE(next_iteration.cancel()) << "has not begun";
    EXPECT_EQ(b.n_waiting(), 0U);
    EXPECT_FALSE(b.broken());
  });
}

TEST(Barrier, OfOnePartyCanBeUsedAgainAtOnce) {
  run([]() -> corun::task<void> {
    corun::barrier b(1);
    EXPECT_EQ(co_await b.wait(), 0U);
    EXPECT_EQ(b.n_waiting(), 0U);
    EXPECT_EQ(co_await b.wait(), 0U);
    EXPECT_EQ(b.n_waiting(), 0U);
  });
}

TEST(Barrier, CountsThoseWhoWait) {
  run([]() -> corun::task<void> {
    corun::barrier b(3);
    outcomes out;
    auto one = start(b, out);
    co_await corun::sleep(0s);
    EXPECT_EQ(b.n_waiting(), 1U);
    auto two = start(b, out);
    co_await corun::sleep(0s);
    EXPECT_EQ(b.n_waiting(), 2U);
    EXPECT_TRUE(out.passed.empty());
    auto three = start(b, out);
    co_await corun::gather(one, two, three);
    EXPECT_EQ(b.n_waiting(), 0U);
    EXPECT_FALSE(b.broken());
  });
}

TEST(Barrier, CanBeUsedAgain) {
  run([]() -> corun::task<void> {
    corun::barrier b(5);
    outcomes first;
    outcomes second;
    auto body = [&]() -> corun::task<void> {
      co_await waits(b, first);
      co_await waits(b, second);
    };
    co_await run_all(5, body);
    EXPECT_EQ(first.passed.size(), 5U);
    std::sort(second.passed.begin(), second.passed.end());
    EXPECT_EQ(second.passed, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
    EXPECT_EQ(b.n_waiting(), 0U);
  });
}

TEST(Barrier, WhoComesWhileTheOthersLeaveWaitsForTheNextRound) {
  run([]() -> corun::task<void> {
    corun::barrier b(2);
    outcomes out;
    auto one = start(b, out);
    co_await corun::sleep(0s);
    co_await b.wait(); // the round is complete, but `one` has not left
    EXPECT_EQ(b.n_waiting(), 0U);
    auto next = corun::create_task(waits(b, out), {.eager_start = true});
    EXPECT_EQ(b.n_waiting(), 0U);
    co_await iterations(3);
    EXPECT_TRUE(one.done());
    EXPECT_FALSE(next.done());
    EXPECT_EQ(b.n_waiting(), 1U);
    co_await b.wait();
    co_await corun::gather(one, next);
    EXPECT_EQ(out.passed, (std::vector<std::size_t>{0, 0}));
  });
}

TEST(Barrier, ThoseWhoWaitOutsideCanCompleteTheNextRound) {
  run([]() -> corun::task<void> {
    corun::barrier b(3);
    int rounds = 0;
    auto body = [&]() -> corun::task<void> {
      for (int i = 0; i < 4; ++i)
        if (co_await b.wait() == 0)
          ++rounds;
    };
    co_await run_all(3, body);
    EXPECT_EQ(rounds, 4);
    EXPECT_EQ(b.n_waiting(), 0U);
  });
}

TEST(Barrier, SomeWaitAgainWhileOthersStillLeave) {
  run([]() -> corun::task<void> {
    corun::barrier b(5);
    corun::barrier rest(3);
    int again = 2;
    int over = 0;
    auto body = [&]() -> corun::task<void> {
      co_await b.wait();
      if (again > 0) {
        --again;
        co_await b.wait();
      } else {
        co_await rest.wait();
        co_await b.wait();
      }
      ++over;
    };
    co_await run_all(5, body);
    EXPECT_EQ(over, 5);
  });
}

TEST(Barrier, MoreThanOneRoundOfWaitersOutside) {
  run([]() -> corun::task<void> {
    corun::barrier b(2);
    outcomes out;
    auto all = start(7, b, out);
    co_await iterations(10);
    EXPECT_EQ(out.passed.size(), 6U);
    EXPECT_EQ(b.n_waiting(), 1U);
    co_await b.wait();
    co_await corun::gather(all);
    EXPECT_EQ(out.passed.size(), 7U);
  });
}

TEST(Barrier, CancelledWaiterLeavesAndAnotherTakesItsPlace) {
  run([]() -> corun::task<void> {
    corun::barrier b(3);
    outcomes out;
    auto one = start(b, out);
    auto two = start(b, out);
    co_await corun::sleep(0s);
    EXPECT_EQ(b.n_waiting(), 2U);
    one.cancel();
    co_await corun::sleep(0s);
    EXPECT_EQ(b.n_waiting(), 1U);
    EXPECT_TRUE(one.cancelled());
    auto three = start(b, out);
    co_await corun::sleep(0s);
    EXPECT_EQ(b.n_waiting(), 2U);
    auto four = start(b, out);
    co_await corun::gather(two, three, four);
    std::sort(out.passed.begin(), out.passed.end());
    EXPECT_EQ(out.passed, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_FALSE(b.broken());
  });
}

TEST(Barrier, WaiterCancelledAfterTheRoundIsCompleteDoesNotHoldUpTheNext) {
  run([]() -> corun::task<void> {
    corun::barrier b(2);
    outcomes out;
    auto one = start(b, out);
    co_await corun::sleep(0s);
    co_await b.wait();
    one.cancel();
    EXPECT_THROW(co_await one, corun::cancelled_error);
    auto two = start(b, out);
    co_await corun::sleep(0s);
    EXPECT_EQ(b.n_waiting(), 1U);
    co_await b.wait();
    co_await two;
    EXPECT_EQ(out.passed, std::vector<std::size_t>{0});
  });
}

TEST(Barrier, WaiterCancelledOutsideIsNotInTheNextRound) {
  run([]() -> corun::task<void> {
    corun::barrier b(2);
    outcomes out;
    auto one = start(b, out);
    co_await corun::sleep(0s);
    co_await b.wait(); // the round is complete, but `one` has not left
    auto outside = corun::create_task(waits(b, out), {.eager_start = true});
    outside.cancel();
    co_await corun::wait(corun::handles(one, outside));
    EXPECT_TRUE(outside.cancelled());
    EXPECT_EQ(b.n_waiting(), 0U);
    auto next = start(b, out);
    co_await corun::sleep(0s);
    EXPECT_EQ(b.n_waiting(), 1U);
    co_await b.wait();
    co_await next;
  });
}

TEST(Barrier, DestroyedWaiterLeaves) {
  run([]() -> corun::task<void> {
    corun::barrier b(2);
    auto body = [&]() -> destructible { co_await b.wait(); };
    auto first = body();
    EXPECT_EQ(b.n_waiting(), 1U);
    first.destroy();
    EXPECT_EQ(b.n_waiting(), 0U);
    auto second = body();
    co_await b.wait(); // completes the round
    second.destroy();  // before it has left
    auto third = body();
    EXPECT_EQ(b.n_waiting(), 1U) << "the next round has begun";
    third.destroy();
  });
}

TEST(Barrier, ResetOfAnIdleOneDoesNothing) {
  corun::barrier b(1);
  b.reset();
  EXPECT_EQ(b.n_waiting(), 0U);
  EXPECT_FALSE(b.broken());
}

TEST(Barrier, ResetBreaksTheWaitOfThoseInside) {
  run([]() -> corun::task<void> {
    corun::barrier b(5);
    outcomes out;
    auto all = start(4, b, out);
    co_await corun::sleep(0s);
    b.reset();
    EXPECT_FALSE(b.broken());
    co_await corun::gather(all);
    EXPECT_EQ(out.broken, 4);
    EXPECT_EQ(b.n_waiting(), 0U);
    co_await corun::gather(start(5, b, out));
    EXPECT_EQ(out.passed.size(), 5U) << "it can be used again";
  });
}

TEST(Barrier, ResetWhileARoundLeavesBreaksTheWaitOfTheRest) {
  run([]() -> corun::task<void> {
    corun::barrier b(5);
    int left = 0;
    int broken = 0;
    auto body = [&]() -> corun::task<void> {
      try {
        co_await b.wait();
        if (++left == 3)
          b.reset();
      } catch (const corun::broken_barrier_error &) {
        ++broken;
      }
    };
    co_await run_all(5, body);
    EXPECT_EQ(left, 3);
    EXPECT_EQ(broken, 2);
    EXPECT_EQ(b.n_waiting(), 0U);
    EXPECT_FALSE(b.broken());
  });
}

TEST(Barrier, ResetLeavesThoseWhoWaitForTheNextRoundAlone) {
  run([]() -> corun::task<void> {
    corun::barrier b(5);
    int left = 0;
    outcomes first;
    outcomes next;
    auto body = [&]() -> corun::task<void> {
      const int broken_before = first.broken;
      co_await waits(b, first);
      if (first.broken == broken_before && ++left == 3)
        b.reset();
      co_await waits(b, next);
    };
    co_await run_all(5, body);
    EXPECT_EQ(first.broken, 2);
    EXPECT_EQ(next.broken, 0);
    EXPECT_EQ(next.passed.size(), 5U);
    EXPECT_EQ(b.n_waiting(), 0U);
  });
}

TEST(Barrier, ThoseWhoseWaitWasResetCanWaitAgainAtOnce) {
  run([]() -> corun::task<void> {
    corun::barrier b(5);
    outcomes first;
    outcomes second;
    auto body = [&]() -> corun::task<void> {
      co_await waits(b, first);
      co_await waits(b, second);
    };
    auto four = corun::create_task(run_all(4, body));
    co_await iterations(2);
    b.reset();
    auto fifth = start(b, second);
    co_await corun::gather(four, fifth);
    EXPECT_EQ(first.broken, 4);
    EXPECT_EQ(second.passed.size(), 5U);
    EXPECT_FALSE(b.broken());
    EXPECT_EQ(b.n_waiting(), 0U);
  });
}

TEST(Barrier, ResetByTheLastToLeaveDisturbsNobody) {
  run([]() -> corun::task<void> {
    corun::barrier b(5);
    int left = 0;
    outcomes second;
    outcomes third;
    auto body = [&]() -> corun::task<void> {
      co_await b.wait();
      if (++left == 5)
        b.reset();
      co_await waits(b, second);
      co_await waits(b, third);
    };
    co_await run_all(5, body);
    EXPECT_EQ(second.broken + third.broken, 0);
    EXPECT_EQ(third.passed.size(), 5U);
    EXPECT_EQ(b.n_waiting(), 0U);
  });
}

TEST(Barrier, AbortBreaksIt) {
  run([]() -> corun::task<void> {
    corun::barrier b(1);
    b.abort();
    EXPECT_TRUE(b.broken());
    EXPECT_EQ(b.n_waiting(), 0U);
    outcomes out;
    co_await waits(b, out);
    EXPECT_EQ(out.broken, 1);
  });
}

TEST(Barrier, AbortBreaksEveryWait) {
  run([]() -> corun::task<void> {
    corun::barrier b(5);
    int left = 0;
    outcomes first;
    outcomes next;
    auto body = [&]() -> corun::task<void> {
      const int broken_before = first.broken;
      co_await waits(b, first);
      if (first.broken != broken_before)
        co_return; // had not left when it was aborted
      if (++left == 3)
        b.abort();
      else
        co_await waits(b, next); // outside
    };
    co_await run_all(5, body);
    EXPECT_TRUE(b.broken());
    EXPECT_EQ(first.broken, 2);
    EXPECT_EQ(next.broken, 2);
    EXPECT_EQ(b.n_waiting(), 0U);
  });
}

TEST(Barrier, PartyThatFailsCanAbortForTheOthers) {
  run([]() -> corun::task<void> {
    corun::barrier b(5);
    int broken = 0;
    int passed_twice = 0;
    auto body = [&]() -> corun::task<void> {
      try {
        if (co_await b.wait() == 2)
          throw std::runtime_error("no");
        co_await b.wait();
        ++passed_twice;
      } catch (const corun::broken_barrier_error &) {
        ++broken;
      } catch (const std::runtime_error &) {
        b.abort();
      }
    };
    co_await run_all(5, body);
    EXPECT_EQ(passed_twice, 0);
    EXPECT_EQ(broken, 4);
    EXPECT_TRUE(b.broken());
    EXPECT_EQ(b.n_waiting(), 0U);
  });
}

TEST(Barrier, ResetRepairsAnAbortedOne) {
  run([]() -> corun::task<void> {
    corun::barrier b(5);
    corun::barrier all_have_left(5);
    corun::barrier repaired(5);
    outcomes second;
    outcomes third;
    auto body = [&]() -> corun::task<void> {
      outcomes first;
      co_await waits(b, first);
      if (!first.passed.empty() && first.passed[0] == 2)
        b.abort();
      else
        co_await waits(b, second);
      if (co_await all_have_left.wait() == 2)
        b.reset();
      co_await repaired.wait();
      co_await waits(b, third);
    };
    co_await run_all(5, body);
    EXPECT_TRUE(second.passed.empty());
    EXPECT_EQ(third.passed.size(), 5U);
    EXPECT_FALSE(b.broken());
    EXPECT_EQ(b.n_waiting(), 0U);
  });
}

TEST(Barrier, ResetBeforeTheAbortedHaveLeftStillBreaksTheirWait) {
  run([]() -> corun::task<void> {
    corun::barrier b(3);
    outcomes out;
    auto two = start(2, b, out);
    co_await corun::sleep(0s);
    b.abort();
    b.reset();
    auto next = start(3, b, out);
    co_await corun::gather(two);
    EXPECT_EQ(out.broken, 2);
    co_await corun::gather(next);
    EXPECT_EQ(out.passed.size(), 3U);
  });
}

} // namespace
} // namespace corun_test
