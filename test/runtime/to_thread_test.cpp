// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace corun_test {
namespace {

TEST(ToThread, RunsOnAnotherThreadAndReturnsToTheLoops) {
  run([]() -> corun::task<void> {
    const auto loop_thread = std::this_thread::get_id();
    const auto job_thread =
        co_await corun::to_thread([] { return std::this_thread::get_id(); });
    EXPECT_NE(job_thread, loop_thread);
    EXPECT_EQ(std::this_thread::get_id(), loop_thread);
  });
}

TEST(ToThread, PassesArgumentsAndResult) {
  run([]() -> corun::task<void> {
    auto join = [](const std::string &a, std::string b) { return a + b; };
    EXPECT_EQ(co_await corun::to_thread(join, "a", std::string("b")), "ab");
    EXPECT_EQ(
        *co_await corun::to_thread([](std::unique_ptr<int> p) { return p; },
                                   std::make_unique<int>(3)),
        3);
    int object = 0;
    int &same = co_await corun::to_thread([](int &i) -> int & { return i; },
                                          std::ref(object));
    EXPECT_EQ(&same, &object);
  });
}

TEST(ToThread, ExceptionReachesTheAwait) {
  run([]() -> corun::task<void> {
    std::string caught;
    try {
      co_await corun::to_thread([] { throw std::runtime_error("on thread"); });
    } catch (const std::runtime_error &e) {
      caught = e.what();
    }
    EXPECT_EQ(caught, "on thread");
  });
}

TEST(ToThread, NothingRunsUntilAwaited) {
  std::atomic<bool> ran = false;
  run([&]() -> corun::task<void> {
    {
      auto dropped = corun::to_thread([&] { ran = true; });
    }
    // Had it been submitted, this one would come after it.
    co_await corun::to_thread([] {});
  });
  EXPECT_FALSE(ran);
}

TEST(ToThread, LoopServesOthersMeanwhile) {
  run([]() -> corun::task<void> {
    std::promise<void> release;
    auto job = corun::create_task(
        corun::to_thread([f = release.get_future()]() mutable { f.wait(); }));
    co_await iterations(50);
    EXPECT_FALSE(job.done());
    release.set_value();
    co_await job;
  });
}

TEST(ToThread, CallsRunConcurrently) {
  run([]() -> corun::task<void> {
    std::latch together(4); // passes only if all four run at once
    std::vector<corun::task<void>> calls;
    for (int i = 0; i < 4; ++i)
      calls.push_back(corun::to_thread([&] { together.arrive_and_wait(); }));
    co_await corun::gather(std::move(calls));
  });
}

TEST(ToThread, ManyCallsAllReturn) {
  run([]() -> corun::task<void> {
    std::vector<corun::task<int>> calls;
    for (int i = 0; i < 2'000; ++i)
      calls.push_back(corun::to_thread([i] { return i; }));
    const auto results = co_await corun::gather(std::move(calls));
    for (int i = 0; i < 2'000; ++i)
      EXPECT_EQ(results[i], i);
  });
}

TEST(ToThread, CancelledWhileRunningEndsTheAwaitAtOnceAndDanglesNot) {
  std::promise<void> begun;
  std::promise<void> release;
  bool result_dropped = false;
  run([&]() -> corun::task<void> {
    auto work = [&]() -> corun::task<void> {
      // Named because g++ 12 destroys a closure made inside a co_await
      // expression twice.
      auto call = [&, text = std::string(100, 'x')] {
        begun.set_value();
        release.get_future().wait();
        EXPECT_EQ(text.size(), 100U) << "the job owns its captures";
        return on_destruction(result_dropped);
      };
      co_await corun::to_thread(std::move(call));
    };
    auto job = corun::create_task(work());
    co_await corun::sleep(0s);
    begun.get_future().wait();
    job.cancel();
    co_await iterations(2);
    EXPECT_TRUE(job.cancelled());
    release.set_value();
  });
  EXPECT_TRUE(result_dropped);
}

TEST(ToThread, CancelledBeforeItBeginsNeverRuns) {
  run([]() -> corun::task<void> {
    // Fill every thread of the pool.
    const unsigned threads =
        std::min(32U, std::thread::hardware_concurrency() + 4);
    std::promise<void> release;
    std::shared_future<void> released = release.get_future().share();
    std::vector<corun::task_handle<void>> busy;
    for (unsigned i = 0; i < threads; ++i)
      busy.push_back(corun::create_task(
          corun::to_thread([released] { released.wait(); })));
    std::atomic<bool> ran = false;
    auto waiting = corun::create_task(corun::to_thread([&] { ran = true; }));
    co_await iterations(2);
    waiting.cancel();
    co_await iterations(2);
    EXPECT_TRUE(waiting.cancelled());
    release.set_value();
    co_await corun::gather(busy);
    co_await corun::to_thread([] {}); // behind it in the queue
    EXPECT_FALSE(ran);
  });
}

TEST(ToThread, CallMayPostToTheLoop) {
  run([]() -> corun::task<void> {
    corun::event_loop &loop = corun::current_loop();
    int posted = 0;
    co_await corun::to_thread([&] {
      for (int i = 0; i < 10; ++i)
        loop.call_soon_threadsafe([&] { ++posted; });
    });
    EXPECT_EQ(posted, 10);
  });
}

} // namespace
} // namespace corun_test
