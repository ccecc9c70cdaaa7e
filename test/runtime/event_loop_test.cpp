// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace corun_test {
namespace {

TEST(EventLoop, CallbacksRunFirstComeFirstServed) {
  corun::event_loop loop;
  std::vector<int> order;
  for (int i = 0; i < 4; ++i)
    loop.call_soon([&, i] { order.push_back(i); });
  loop.stop();
  loop.run_forever();
  EXPECT_EQ(order, (std::vector{0, 1, 2, 3}));
}

TEST(EventLoop, WhatACallbackSchedulesRunsInTheNextIteration) {
  corun::event_loop loop;
  std::vector<std::string> order;
  loop.call_soon([&] {
    loop.call_soon([&] { order.push_back("second iteration"); });
    order.push_back("first");
  });
  loop.call_soon([&] { order.push_back("first too"); });
  loop.stop();
  loop.run_forever();
  EXPECT_EQ(order, (std::vector<std::string>{"first", "first too"}));
  loop.stop();
  loop.run_forever();
  EXPECT_EQ(order.back(), "second iteration");
}

TEST(EventLoop, StopLetsTheIterationFinish) {
  corun::event_loop loop;
  bool after_stop = false;
  loop.call_soon([&] { loop.stop(); });
  loop.call_soon([&] { after_stop = true; });
  loop.run_forever();
  EXPECT_TRUE(after_stop);
}

TEST(EventLoop, StoppedBeforehandRunsOneIteration) {
  int iterations = 0; // outlives the loop, whose end runs what is left
  corun::event_loop loop;
  loop.call_soon([&] {
    ++iterations;
    loop.call_soon([&] { ++iterations; });
  });
  loop.stop();
  loop.run_forever();
  EXPECT_EQ(iterations, 1);
}

TEST(EventLoop, CallbackMayBeMoveOnly) {
  corun::event_loop loop;
  int seen = 0;
  loop.call_soon([&, p = std::make_unique<int>(3)] { seen = *p; });
  loop.stop();
  loop.run_forever();
  EXPECT_EQ(seen, 3);
}

TEST(EventLoop, ExceptionOfACallbackIsReportedAndTheLoopGoesOn) {
  corun::event_loop loop;
  reports seen;
  loop.set_exception_handler(seen.handler());
  bool went_on = false;
  loop.call_soon([] { throw std::runtime_error("in callback"); });
  loop.call_soon([&] { went_on = true; });
  loop.stop();
  loop.run_forever();
  EXPECT_TRUE(went_on);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(what(seen[0].exception), "in callback");
}

TEST(EventLoop, BrokenExceptionHandlerFallsBackToTheDefaultOne) {
  corun::event_loop loop;
  loop.set_exception_handler([](const corun::exception_context &) {
    throw std::logic_error("handler is broken");
  });
  loop.call_soon([] { throw std::runtime_error("in callback"); });
  loop.stop();
  testing::internal::CaptureStderr();
  loop.run_forever();
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("handler is broken"), std::string::npos) << text;
  EXPECT_NE(text.find("in callback"), std::string::npos) << text;
}

TEST(EventLoop, RunUntilCompleteReturnsTheResult) {
  corun::event_loop loop;
  EXPECT_EQ(loop.run_until_complete(number_after(4, 2)), 4);
}

TEST(EventLoop, RunUntilCompleteThrowsWhatTheTaskThrows) {
  corun::event_loop loop;
  EXPECT_THROW(loop.run_until_complete(failing("x")), std::runtime_error);
}

TEST(EventLoop, OtherTasksGoOnInTheNextRun) {
  corun::event_loop loop;
  auto background = loop.create_task(number_after(1, 10));
  loop.run_until_complete(nothing());
  EXPECT_FALSE(background.done());
  EXPECT_EQ(loop.run_until_complete(background), 1);
}

TEST(EventLoop, StoppedBeforeTheTaskIsDoneSaysSoAndMayGoOn) {
  corun::event_loop loop;
  auto slow = loop.create_task(number_after(8, 3), {.name = "slow"});
  loop.call_soon([&] { loop.stop(); });
  std::string message;
  try {
    loop.run_until_complete(slow);
  } catch (const corun::loop_error &e) {
    message = e.what();
  }
  EXPECT_NE(message.find("stopped before task 'slow' was done"),
            std::string::npos)
      << message;
  EXPECT_FALSE(slow.done());
  EXPECT_EQ(loop.run_until_complete(slow), 8);
}

template <class F> std::string message_of(F f) {
  try {
    f();
  } catch (const corun::loop_error &e) {
    return e.what();
  }
  return "nothing thrown";
}

TEST(EventLoop, RunningItAgainInsideItselfSaysWhatToDo) {
  corun::event_loop loop;
  auto body = [&]() -> corun::task<std::string> {
    co_return message_of([&] { loop.run_until_complete(nothing()); });
  };
  EXPECT_NE(loop.run_until_complete(body()).find("co_await the task"),
            std::string::npos);
}

TEST(EventLoop, RunningAnotherLoopInsideSaysWhatToDo) {
  auto body = []() -> corun::task<std::string> {
    co_return message_of([] { corun::run(nothing()); });
  };
  EXPECT_NE(corun::run(body()).find("already"), std::string::npos);
}

TEST(EventLoop, ClosedLoopIsRefused) {
  corun::event_loop loop;
  loop.close();
  EXPECT_TRUE(loop.is_closed());
  EXPECT_NE(message_of([&] { loop.run_forever(); }).find("closed"),
            std::string::npos);
  EXPECT_NE(message_of([&] { loop.call_soon([] {}); }).find("closed"),
            std::string::npos);
  EXPECT_NE(
      message_of([&] { loop.run_until_complete(nothing()); }).find("closed"),
      std::string::npos);
}

TEST(EventLoop, LoopsInTwoThreadsAreIndependent) {
  int other_result = 0;
  std::thread other([&] { other_result = corun::run(number_after(2, 100)); });
  EXPECT_EQ(corun::run(number_after(1, 100)), 1);
  other.join();
  EXPECT_EQ(other_result, 2);
}

TEST(EventLoop, CurrentLoopIsTheRunningOne) {
  corun::event_loop loop;
  auto body = [&]() -> corun::task<bool> {
    co_return &corun::current_loop() == &loop &&loop.is_running();
  };
  EXPECT_TRUE(loop.run_until_complete(body()));
  EXPECT_FALSE(loop.is_running());
  EXPECT_THROW(static_cast<void>(corun::current_loop()), corun::loop_error);
}

TEST(EventLoop, CallSoonThreadsafeWakesASleepingLoop) {
  corun::event_loop loop;
  std::thread::id ran_in;
  std::thread other([&] {
    loop.call_soon_threadsafe([&] {
      ran_in = std::this_thread::get_id();
      loop.stop();
    });
  });
  loop.run_forever();
  other.join();
  EXPECT_EQ(ran_in, std::this_thread::get_id());
}

TEST(EventLoop, CallSoonThreadsafeKeepsTheOrderOfEachThread) {
  corun::event_loop loop;
  constexpr int threads = 4;
  constexpr int calls = 5'000;
  std::vector<int> last(threads, -1);
  bool in_order = true;
  int remaining = threads * calls;
  std::vector<std::thread> producers;
  for (int t = 0; t < threads; ++t)
    producers.emplace_back([&, t] {
      for (int i = 0; i < calls; ++i)
        loop.call_soon_threadsafe([&, t, i] {
          in_order = in_order && last[t] == i - 1;
          last[t] = i;
          if (--remaining == 0)
            loop.stop();
        });
    });
  loop.run_forever();
  for (std::thread &p : producers)
    p.join();
  EXPECT_TRUE(in_order);
}

TEST(EventLoop, TaskFinishedByAForeignResumeOutsideABatch) {
  // A plain callback resumes a coroutine of this library directly.
  struct hand_over {
    std::coroutine_handle<> *to;
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> h) { *to = h; }
    void await_resume() {}
  };
  corun::event_loop loop;
  std::coroutine_handle<> waiting;
  auto body = [&]() -> corun::task<int> {
    co_await hand_over{&waiting};
    co_await corun::sleep(0s);
    co_return co_await number(6);
  };
  auto h = loop.create_task(body());
  loop.call_later(1ms, [&] { waiting.resume(); });
  EXPECT_EQ(loop.run_until_complete(h), 6);
}

/// One iteration.
void step(corun::event_loop &loop) {
  loop.stop();
  loop.run_forever();
}

TEST(EventLoop, ReportsWhatACallbackOfATimerThrows) {
  corun::event_loop loop;
  reports seen;
  loop.set_exception_handler(seen.handler());
  loop.call_later(1ms, [&] {
    loop.stop();
    throw std::runtime_error("in timer");
  });
  loop.run_forever();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(what(seen[0].exception), "in timer");
}

TEST(EventLoop, ReportsExceptionsThatAreNoStdExceptions) {
  corun::event_loop loop;
  reports seen;
  loop.set_exception_handler(seen.handler());
  loop.call_soon([] { throw 42; });
  loop.call_soon([] { throw corun::cancelled_error(); });
  step(loop);
  EXPECT_EQ(seen.size(), 2U);
}

TEST(EventLoop, ExceptionHandlerMayBeReplacedAndTakenAway) {
  corun::event_loop loop;
  reports first;
  loop.set_exception_handler(first.handler());
  loop.call_soon([] { throw std::runtime_error("one"); });
  step(loop);
  EXPECT_EQ(first.size(), 1U);
  loop.set_exception_handler({});
  loop.call_soon([] { throw std::runtime_error("two"); });
  testing::internal::CaptureStderr();
  step(loop);
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("two"), std::string::npos) << text;
  EXPECT_EQ(first.size(), 1U);
}

TEST(EventLoop, ExceptionHandlerMayReplaceItself) {
  corun::event_loop loop;
  std::string seen;
  loop.set_exception_handler([&, text = std::string(100, 'x')](
                                 const corun::exception_context &context) {
    loop.set_exception_handler({});
    seen = what(context.exception) + text; // the closure is still there
  });
  loop.call_soon([] { throw std::runtime_error("one"); });
  step(loop);
  EXPECT_EQ(seen, "one" + std::string(100, 'x'));
}

TEST(EventLoop, CancelledCallbackDoesNotRun) {
  corun::event_loop loop;
  bool ran = false;
  corun::callback_handle handle = loop.call_soon([&] { ran = true; });
  EXPECT_FALSE(handle.cancelled());
  EXPECT_TRUE(handle.cancel());
  EXPECT_TRUE(handle.cancelled());
  EXPECT_FALSE(handle.cancel());
  step(loop);
  EXPECT_FALSE(ran);
}

TEST(EventLoop, CallbackThatHasRunCannotBeCancelled) {
  corun::event_loop loop;
  corun::callback_handle handle = loop.call_soon([] {});
  step(loop);
  EXPECT_FALSE(handle.cancel());
  EXPECT_FALSE(handle.cancelled());
}

TEST(EventLoop, CallbackMayCancelALaterOneOfItsIteration) {
  corun::event_loop loop;
  bool ran = false;
  corun::callback_handle later;
  loop.call_soon([&] { later.cancel(); });
  later = loop.call_soon([&] { ran = true; });
  step(loop);
  EXPECT_FALSE(ran);
}

TEST(EventLoop, CallbackScheduledFromAnotherThreadFirstRunsFirst) {
  corun::event_loop loop;
  std::vector<std::string> order;
  std::thread other(
      [&] { loop.call_soon_threadsafe([&] { order.push_back("hello"); }); });
  other.join();
  loop.call_soon([&] { order.push_back("world"); });
  step(loop);
  EXPECT_EQ(order, (std::vector<std::string>{"hello", "world"}));
}

TEST(EventLoop, CallSoonThreadsafeInTheSameThreadKeepsTheOrder) {
  corun::event_loop loop;
  std::vector<int> order;
  loop.call_soon([&] {
    loop.call_soon_threadsafe([&] { order.push_back(1); });
    loop.call_soon([&] { order.push_back(2); });
    loop.call_soon_threadsafe([&] { order.push_back(3); });
  });
  step(loop);
  EXPECT_TRUE(order.empty());
  step(loop);
  EXPECT_EQ(order, (std::vector{1, 2, 3}));
}

TEST(EventLoop, CallbackOfADueTimerRunsAndWhatItSchedulesWaits) {
  bool processed = false;
  bool second = false;
  corun::event_loop loop;
  loop.call_at(loop.time() - 1s, [&] {
    processed = true;
    loop.call_soon([&] { second = true; });
  });
  step(loop);
  EXPECT_TRUE(processed);
  EXPECT_FALSE(second);
}

TEST(EventLoop, TimersCannotStarveByCallbacksThatScheduleThemselves) {
  corun::event_loop loop;
  bool due = false;
  std::function<void()> again = [&] {
    if (!due)
      loop.call_soon(again);
    else
      loop.stop();
  };
  loop.call_soon(again);
  loop.call_later(1ms, [&] { due = true; });
  loop.run_forever();
  EXPECT_TRUE(due);
}

TEST(EventLoop, RunsAgainAfterAStop) {
  corun::event_loop loop;
  int count = 0;
  for (int i = 0; i < 3; ++i) {
    loop.call_soon([&] {
      ++count;
      loop.stop();
    });
    loop.run_forever();
  }
  EXPECT_EQ(count, 3);
}

TEST(EventLoop, StopInsideDoesNotCountForTheNextRun) {
  corun::event_loop loop;
  loop.call_soon([&] { loop.stop(); });
  loop.run_forever();
  // A stop that were left over would end this after one iteration.
  EXPECT_EQ(loop.run_until_complete(number_after(3, 5)), 3);
}

TEST(EventLoop, TaskWhoseRunWasStoppedMayBeCancelledAndRunAgain) {
  corun::event_loop loop;
  int x = 0;
  auto body = [&]() -> corun::task<void> {
    while (x < 10) {
      co_await corun::sleep(0s);
      if (++x == 2)
        loop.stop();
    }
  };
  auto task = loop.create_task(body());
  std::string message;
  try {
    loop.run_until_complete(task);
  } catch (const corun::loop_error &e) {
    message = e.what();
  }
  EXPECT_NE(message.find("was stopped before"), std::string::npos) << message;
  EXPECT_FALSE(task.done());
  EXPECT_EQ(x, 2);
  task.cancel();
  EXPECT_THROW(loop.run_until_complete(task), corun::cancelled_error);
  EXPECT_EQ(x, 2);
}

TEST(EventLoop, RunLeavesNoStopBehindWhenTheTaskThrows) {
  corun::event_loop loop;
  auto body = []() -> corun::task<void> {
    throw corun::keyboard_interrupt();
    co_return;
  };
  EXPECT_THROW(loop.run_until_complete(body()), corun::keyboard_interrupt);
  bool called = false;
  loop.call_soon([&] {
    loop.call_soon([&] {
      called = true;
      loop.stop();
    });
  });
  loop.run_forever();
  EXPECT_TRUE(called);
}

TEST(EventLoop, ExceptionThatComesOutOfARunIsNotReported) {
  reports seen;
  {
    corun::event_loop loop;
    loop.set_exception_handler(seen.handler());
    auto body = []() -> corun::task<void> {
      throw corun::keyboard_interrupt();
      co_return;
    };
    EXPECT_THROW(loop.run_until_complete(body()), corun::keyboard_interrupt);
  }
  EXPECT_TRUE(seen.empty());
}

TEST(EventLoop, StoppedRunLeavesNoCallbackOnTheTask) {
  corun::event_loop loop;
  auto slow = loop.create_task(iterations(3));
  loop.call_soon([&] { loop.stop(); });
  EXPECT_THROW(loop.run_until_complete(slow), corun::loop_error);
  // Its end must not stop the run of another one.
  EXPECT_EQ(loop.run_until_complete(number_after(2, 20)), 2);
  EXPECT_TRUE(slow.done());
}

TEST(EventLoop, TaskOfAnotherLoopIsRefused) {
  corun::event_loop loop;
  corun::event_loop other;
  auto task = loop.create_task(nothing(), {.name = "mine"});
  const std::string message =
      message_of([&] { other.run_until_complete(task); });
  EXPECT_NE(message.find("belongs to another event loop"), std::string::npos)
      << message;
  loop.run_until_complete(task);
}

TEST(EventLoop, RefusedRunClosesTheCoroutine) {
  bool freed = false;
  auto coroutine = [](on_destruction) -> corun::task<void> { co_return; };
  reports seen;
  corun::event_loop loop;
  loop.set_debug(true);
  loop.set_exception_handler(seen.handler());
  auto body = [&]() -> corun::task<void> {
    EXPECT_THROW(loop.run_until_complete(coroutine(on_destruction(freed))),
                 corun::loop_error);
    co_return;
  };
  loop.run_until_complete(body());
  EXPECT_TRUE(freed);
  EXPECT_TRUE(seen.empty()) << "it is not reported as never awaited";
}

TEST(EventLoop, CreateTaskOnAClosedLoopClosesTheCoroutine) {
  bool freed = false;
  auto coroutine = [](on_destruction) -> corun::task<void> { co_return; };
  corun::event_loop loop;
  loop.close();
  EXPECT_THROW(loop.create_task(coroutine(on_destruction(freed))).detach(),
               corun::loop_error);
  EXPECT_TRUE(freed);
}

TEST(EventLoop, ClosedLoopRefusesEvenATaskThatIsDone) {
  corun::event_loop loop;
  auto h = loop.create_task(number(3));
  EXPECT_EQ(loop.run_until_complete(h), 3);
  loop.close();
  EXPECT_NE(message_of([&] { loop.run_until_complete(h); }).find("closed"),
            std::string::npos);
}

TEST(EventLoop, ClosedLoopRefusesTimersAndThreadsafeCalls) {
  corun::event_loop loop;
  loop.close();
  EXPECT_THROW(loop.call_later(1ms, [] {}), corun::loop_error);
  EXPECT_THROW(loop.call_at(loop.time(), [] {}), corun::loop_error);
  EXPECT_THROW(loop.call_soon_threadsafe([] {}), corun::loop_error);
}

TEST(EventLoop, DebugModeRefusesCallsFromOtherThreads) {
  corun::event_loop loop;
  loop.set_debug(true);
  int refused = 0;
  auto body = [&]() -> corun::task<void> {
    co_await corun::to_thread([&] {
      const auto refuses = [&](auto call) {
        try {
          call();
        } catch (const corun::loop_error &) {
          ++refused;
        }
      };
      refuses([&] { loop.call_soon([] {}); });
      refuses([&] { loop.call_later(60s, [] {}); });
      refuses([&] { loop.call_at(loop.time() + 60s, [] {}); });
      refuses([&] { loop.create_task(nothing()).detach(); });
      loop.call_soon_threadsafe([] {}); // allowed
    });
  };
  loop.run_until_complete(body());
  EXPECT_EQ(refused, 4);
}

TEST(EventLoop, DebugModeAlsoRefusesThreadsWithALoopOfTheirOwn) {
  corun::event_loop loop;
  loop.set_debug(true);
  bool refused = false;
  auto body = [&]() -> corun::task<void> {
    co_await corun::to_thread([&] {
      corun::event_loop own;
      own.call_soon([&] {
        try {
          loop.call_soon([] {});
        } catch (const corun::loop_error &) {
          refused = true;
        }
      });
      step(own);
    });
  };
  loop.run_until_complete(body());
  EXPECT_TRUE(refused);
}

TEST(EventLoop, SlowCallbackIsReportedInDebugMode) {
  corun::event_loop loop;
  reports seen;
  loop.set_exception_handler(seen.handler());
  loop.set_debug(true);
  loop.set_slow_callback_duration(1ms);
  loop.call_soon([] { std::this_thread::sleep_for(2ms); });
  step(loop);
  EXPECT_EQ(seen.size(), 1U);
  loop.set_debug(false);
  loop.call_soon([] { std::this_thread::sleep_for(2ms); });
  step(loop);
  EXPECT_EQ(seen.size(), 1U);
}

TEST(EventLoop, ExceptionOfATaskNobodyAwaitsIsReported) {
  corun::event_loop loop;
  reports seen;
  loop.set_exception_handler(seen.handler());
  {
    auto h = loop.create_task(failing("lost"));
    h.add_done_callback([&](const corun::any_task_handle &) { loop.stop(); });
    loop.run_forever();
    EXPECT_TRUE(seen.empty());
  }
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(what(seen[0].exception), "lost");
}

} // namespace
} // namespace corun_test
