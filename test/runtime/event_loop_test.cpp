// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

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
  corun::event_loop loop;
  int iterations = 0;
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

} // namespace
} // namespace corun_test
