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

TEST(ToThread, CallsItOnce) {
  std::atomic<int> calls = 0;
  run([&]() -> corun::task<void> {
    co_await corun::to_thread([&] { ++calls; });
  });
  EXPECT_EQ(calls, 1);
}

TEST(ToThread, ReturnsTheResult) {
  auto sum = [](const std::vector<int> &numbers) {
    int total = 0;
    for (const int n : numbers)
      total += n;
    return total;
  };
  run([&]() -> corun::task<void> {
    const std::vector<int> numbers{40, 2};
    EXPECT_EQ(co_await corun::to_thread(sum, numbers), 42);
  });
}

TEST(ToThread, TenCallsGatheredAreTenCalls) {
  std::atomic<int> calls = 0;
  run([&]() -> corun::task<void> {
    std::vector<corun::task<void>> tasks;
    for (int i = 0; i < 10; ++i)
      tasks.push_back(corun::to_thread([&] { ++calls; }));
    co_await corun::gather(std::move(tasks));
  });
  EXPECT_EQ(calls, 10);
}

TEST(ToThread, NeverMoreThanTheLimitOfThreads) {
  const unsigned limit = std::min(32U, std::thread::hardware_concurrency() + 4);
  std::atomic<unsigned> running = 0;
  std::atomic<unsigned> most = 0;
  run([&]() -> corun::task<void> {
    std::promise<void> release;
    std::shared_future<void> released = release.get_future().share();
    std::vector<corun::task_handle<void>> calls;
    for (unsigned i = 0; i < limit + 3; ++i)
      calls.push_back(corun::create_task(corun::to_thread([&, released] {
        most = std::max(most.load(), ++running);
        released.wait();
        --running;
      })));
    while (running < limit)
      co_await corun::sleep(1ms);
    co_await corun::sleep(2ms); // time enough for one too many
    EXPECT_EQ(running, limit);
    release.set_value();
    co_await corun::gather(calls);
  });
  EXPECT_LE(most, limit);
}

TEST(ToThread, ExceptionThatIsNoStdExceptionReachesTheAwait) {
  run([]() -> corun::task<void> {
    int caught = 0;
    try {
      co_await corun::to_thread([] { throw 42; });
    } catch (int i) {
      caught = i;
    }
    EXPECT_EQ(caught, 42);
  });
}

TEST(ToThread, CancelledRaceWithItsCompletionIsSafe) {
  for (int i = 0; i < 200; ++i)
    run([&]() -> corun::task<void> {
      auto job = corun::create_task(corun::to_thread([] { return 1; }));
      co_await iterations(i % 4);
      job.cancel();
      bool ended = false;
      try {
        static_cast<void>(co_await job);
        ended = true;
      } catch (const corun::cancelled_error &) {
        ended = true;
      }
      EXPECT_TRUE(ended);
    });
}

TEST(ToThread, AfterShutdownIsRefused) {
  corun::event_loop loop;
  auto body = [&]() -> corun::task<std::string> {
    co_await corun::to_thread([] {});
    EXPECT_TRUE(co_await loop.shutdown_default_executor());
    try {
      co_await corun::to_thread([] {});
    } catch (const corun::loop_error &e) {
      co_return e.what();
    }
    co_return "";
  };
  EXPECT_NE(loop.run_until_complete(body()).find("shut down"),
            std::string::npos);
}

TEST(ToThread, ShutdownWithoutACallIsAtOnce) {
  corun::event_loop loop;
  EXPECT_TRUE(loop.run_until_complete(loop.shutdown_default_executor()));
}

TEST(ToThread, ShutdownWaitsForCallsWithoutBlockingTheLoop) {
  corun::event_loop loop;
  std::promise<void> release;
  std::atomic<bool> ended = false;
  auto body = [&]() -> corun::task<void> {
    corun::create_task(corun::to_thread([&] {
      release.get_future().wait();
      ended = true;
    })).detach();
    co_await iterations(2);
    auto shutdown = corun::create_task(loop.shutdown_default_executor());
    co_await iterations(5);
    EXPECT_FALSE(shutdown.done());
    release.set_value();
    EXPECT_TRUE(co_await shutdown);
    EXPECT_TRUE(ended);
  };
  loop.run_until_complete(body());
}

TEST(ToThread, ShutdownGivesUpAfterItsLimit) {
  corun::event_loop loop;
  std::promise<void> release;
  auto body = [&]() -> corun::task<void> {
    corun::create_task(corun::to_thread([&] {
      release.get_future().wait();
    })).detach();
    co_await iterations(2);
    EXPECT_FALSE(co_await loop.shutdown_default_executor(1ms));
    release.set_value();
    EXPECT_TRUE(co_await loop.shutdown_default_executor());
  };
  loop.run_until_complete(body());
}

TEST(ToThread, TwoShutdownsAtOnceBothEnd) {
  corun::event_loop loop;
  std::promise<void> release;
  auto body = [&]() -> corun::task<void> {
    corun::create_task(corun::to_thread([&] {
      release.get_future().wait();
    })).detach();
    co_await iterations(2);
    auto one = corun::create_task(loop.shutdown_default_executor(2s));
    auto two = corun::create_task(loop.shutdown_default_executor(2s));
    co_await iterations(3);
    release.set_value();
    EXPECT_TRUE(co_await one);
    EXPECT_TRUE(co_await two);
  };
  loop.run_until_complete(body());
}

TEST(ToThread, CancelledCallTouchesNoClosedLoop) {
  std::promise<void> begun;
  std::promise<void> release;
  std::promise<void> over;
  {
    corun::event_loop loop;
    auto job = loop.create_task(corun::to_thread([&] {
      begun.set_value();
      release.get_future().wait();
      over.set_value();
    }));
    loop.run_until_complete(iterations(2));
    begun.get_future().wait();
    job.cancel();
    EXPECT_THROW(loop.run_until_complete(job), corun::cancelled_error);
    loop.set_exception_handler([](const corun::exception_context &) {});
    loop.close(0s);
  }
  release.set_value(); // the loop is gone
  over.get_future().wait();
}

} // namespace
} // namespace corun_test
