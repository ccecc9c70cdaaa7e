// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a loop does with what is left when it ends.
#include "support.hpp"

#include <gtest/gtest.h>

#include <ctime>
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

TEST(Close, PendingTaskIsCancelledRunToItsEndAndReported) {
  reports seen;
  bool unwound = false;
  auto body = [&]() -> corun::task<void> {
    on_destruction local(unwound);
    co_await corun::sleep(1h);
  };
  run(
      [&]() -> corun::task<void> {
        auto left = corun::create_task(body(), {.name = "left behind"});
        co_await corun::sleep(0s);
      },
      seen.options());
  EXPECT_TRUE(unwound);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].task_name, "left behind");
  EXPECT_NE(seen[0].message.find("still pending"), std::string::npos);
}

TEST(Close, DetachedOrCancelledTaskEndsWithoutAReport) {
  reports seen;
  run(
      [&]() -> corun::task<void> {
        corun::create_task(forever()).detach();
        auto cancelled = corun::create_task(forever());
        co_await corun::sleep(0s);
        cancelled.cancel();
      },
      seen.options());
  EXPECT_TRUE(seen.empty());
}

TEST(Close, CleanUpMayAwait) {
  bool cleaned_up = false;
  auto body = [&]() -> corun::task<void> {
    try {
      co_await corun::sleep(1h);
    } catch (const corun::cancelled_error &) {
    }
    co_await corun::sleep(1ms);
    co_await corun::to_thread([] {});
    cleaned_up = true;
  };
  run([&]() -> corun::task<void> {
    corun::create_task(body()).detach();
    co_await corun::sleep(0s);
  });
  EXPECT_TRUE(cleaned_up);
}

TEST(Close, SleepsWhileACleanUpSleeps) {
  auto body = []() -> corun::task<void> {
    try {
      co_await corun::sleep(1h);
    } catch (const corun::cancelled_error &) {
    }
    co_await corun::sleep(200ms);
  };
  const std::clock_t before = std::clock();
  run([&]() -> corun::task<void> {
    corun::create_task(body()).detach();
    co_await corun::sleep(0s);
  });
  const double cpu_seconds =
      static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
  EXPECT_LT(cpu_seconds, 0.1);
}

TEST(Close, CleanUpMayStopTheLoop) {
  bool cleaned_up = false;
  auto body = [&]() -> corun::task<void> {
    try {
      co_await corun::sleep(1h);
    } catch (const corun::cancelled_error &) {
    }
    corun::current_loop().stop();
    co_await iterations(3);
    cleaned_up = true;
  };
  run([&]() -> corun::task<void> {
    corun::create_task(body()).detach();
    co_await corun::sleep(0s);
  });
  EXPECT_TRUE(cleaned_up);
}

TEST(Close, TasksSpawnedDuringCleanUpAreCancelledToo) {
  bool late_ran = false;
  auto late = [&]() -> corun::task<void> {
    late_ran = true;
    co_await corun::sleep(1h);
  };
  auto body = [&]() -> corun::task<void> {
    try {
      co_await corun::sleep(1h);
    } catch (const corun::cancelled_error &) {
      corun::create_task(late()).detach();
    }
  };
  run([&]() -> corun::task<void> {
    corun::create_task(body()).detach();
    co_await corun::sleep(0s);
  });
  EXPECT_FALSE(late_ran);
}

TEST(Close, ExceptionOfACleanUpIsReported) {
  reports seen;
  auto body = []() -> corun::task<void> {
    try {
      co_await corun::sleep(1h);
    } catch (const corun::cancelled_error &) {
      throw std::runtime_error("clean-up failed");
    }
  };
  run(
      [&]() -> corun::task<void> {
        corun::create_task(body()).detach();
        co_await corun::sleep(0s);
      },
      seen.options());
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(what(seen[0].exception), "clean-up failed");
}

TEST(Close, ExceptionOfATaskWhoseHandleOutlivesTheLoopIsReported) {
  reports seen;
  corun::task_handle<void> survivor;
  run(
      [&]() -> corun::task<void> {
        survivor = corun::create_task(failing("nobody asked"));
        co_await iterations(3);
      },
      seen.options());
  EXPECT_EQ(seen.size(), 1U);
}

TEST(Close, HappensAlsoWhenMainThrows) {
  bool unwound = false;
  auto body = [&]() -> corun::task<void> {
    on_destruction local(unwound);
    co_await corun::sleep(1h);
  };
  auto main = [&]() -> corun::task<void> {
    corun::create_task(body()).detach();
    co_await corun::sleep(0s);
    throw std::runtime_error("main");
  };
  EXPECT_THROW(run(main), std::runtime_error);
  EXPECT_TRUE(unwound);
}

TEST(Close, CallbacksThatNeverRanAreFreed) {
  bool freed = false;
  bool freed_remote = false;
  {
    corun::event_loop loop;
    loop.call_soon([g = on_destruction(freed)] {});
    loop.call_soon_threadsafe([g = on_destruction(freed_remote)] {});
  }
  EXPECT_TRUE(freed);
  EXPECT_TRUE(freed_remote);
}

TEST(Close, OfALoopInsideAnotherLoopsCoroutine) {
  bool unwound = false;
  auto body = [&]() -> corun::task<void> {
    on_destruction local(unwound);
    co_await corun::sleep(1h);
  };
  run([&]() -> corun::task<void> {
    {
      corun::event_loop inner;
      inner.create_task(body()).detach();
    } // never ran: cancelled before its first step
    co_await corun::sleep(0s); // the outer loop is the current one again
  });
  EXPECT_FALSE(unwound) << "the body never ran, so it made no local";
}

TEST(Close, WhileRunningIsRefused) {
  corun::event_loop loop;
  bool refused = false;
  loop.call_soon([&] {
    try {
      loop.close();
    } catch (const corun::loop_error &) {
      refused = true;
    }
    loop.stop();
  });
  loop.run_forever();
  EXPECT_TRUE(refused);
}

TEST(Close, ReportGoesToStderrByDefault) {
  testing::internal::CaptureStderr();
  constexpr int line = __LINE__ + 2;
  run([&]() -> corun::task<void> {
    auto left = corun::create_task(forever(), {.name = "forgotten"});
    co_await corun::sleep(0s);
  });
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "corun: task 'forgotten' was still pending when its event loop "
            "closed and is cancelled; await it, cancel it or detach it (" +
                std::string(__FILE__) + ':' + std::to_string(line) + ")\n");
}

TEST(Close, CallbackOfTheLastTaskMaySpawnAnother) {
  bool freed = false;
  bool ran = false;
  auto late = [&](on_destruction) -> corun::task<void> {
    ran = true;
    co_return;
  };
  {
    corun::event_loop loop;
    auto h = loop.create_task(forever());
    h.add_done_callback([&](const corun::any_task_handle &) {
      loop.create_task(late(on_destruction(freed))).detach();
    });
    h.detach();
    loop.close();
    EXPECT_TRUE(loop.is_closed());
  }
  EXPECT_FALSE(ran);
  EXPECT_TRUE(freed);
}

TEST(Close, CallbacksOfTheLastTasksRun) {
  bool told = false;
  corun::event_loop loop;
  auto h = loop.create_task(forever());
  h.add_done_callback(
      [&](const corun::any_task_handle &task) { told = task.cancelled(); });
  h.detach();
  loop.close();
  EXPECT_TRUE(told);
}

TEST(Close, CallbackThatSchedulesItselfForEverDoesNotHoldItUp) {
  corun::event_loop loop;
  int count = 0;
  std::function<void()> again = [&] {
    ++count;
    loop.call_soon(again);
  };
  loop.call_soon(again);
  loop.create_task(forever()).detach();
  loop.close();
  EXPECT_GE(count, 1);
  EXPECT_TRUE(loop.is_closed());
}

TEST(Close, TaskThatIgnoresTheCancellationForAWhileIsWaitedFor) {
  int rounds = 0;
  auto stubborn = [&]() -> corun::task<void> {
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
    }
    for (; rounds < 50; ++rounds)
      co_await corun::sleep(0s);
  };
  run([&]() -> corun::task<void> {
    corun::create_task(stubborn()).detach();
    co_await corun::sleep(0s);
  });
  EXPECT_EQ(rounds, 50);
}

TEST(Close, TasksThatSpawnTasksWhileTheyCleanUpAllEnd) {
  int ended = 0;
  struct tree {
    static corun::task<void> grow(int depth, int &ended) {
      const auto note =
          std::shared_ptr<void>(nullptr, [&ended](void *) { ++ended; });
      try {
        co_await forever();
      } catch (const corun::cancelled_error &) {
        if (depth > 0)
          corun::create_task(grow(depth - 1, ended)).detach();
        throw;
      }
    }
  };
  run([&]() -> corun::task<void> {
    for (int i = 0; i < 3; ++i)
      corun::create_task(tree::grow(5, ended)).detach();
    co_await corun::sleep(0s);
  });
  // Those that are spawned during the clean-up never start.
  EXPECT_EQ(ended, 3);
}

TEST(Close, ByADestructorDuringUnwinding) {
  bool unwound = false;
  auto body = [&]() -> corun::task<void> {
    const on_destruction local(unwound);
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
    }
    co_await corun::sleep(1ms); // the loop still runs
  };
  std::string caught;
  try {
    corun::event_loop loop;
    loop.create_task(body()).detach();
    loop.run_until_complete(iterations(2));
    throw std::runtime_error("out");
  } catch (const std::runtime_error &e) {
    caught = e.what();
  }
  EXPECT_EQ(caught, "out");
  EXPECT_TRUE(unwound);
}

TEST(Close, OfALoopThatNeverRanFreesItsTasks) {
  reports seen;
  bool freed = false;
  bool ran = false;
  auto body = [&](on_destruction) -> corun::task<void> {
    ran = true;
    co_return;
  };
  corun::task_handle<void> survivor;
  {
    corun::event_loop loop;
    loop.set_exception_handler(seen.handler());
    loop.create_task(body(on_destruction(freed))).detach();
    survivor = loop.create_task(nothing());
  }
  EXPECT_FALSE(ran);
  EXPECT_TRUE(freed);
  EXPECT_TRUE(survivor.cancelled());
  EXPECT_EQ(seen.size(), 1U) << "the one that is not detached";
}

TEST(Close, InAnotherThreadThanTheOneThatRanIt) {
  bool unwound = false;
  auto body = [&]() -> corun::task<void> {
    const on_destruction local(unwound);
    co_await forever();
  };
  auto loop = std::make_unique<corun::event_loop>();
  loop->create_task(body()).detach();
  loop->run_until_complete(iterations(2));
  std::thread other([&] { loop.reset(); });
  other.join();
  EXPECT_TRUE(unwound);
}

TEST(Close, WhatAThreadPostsMeanwhileStillRuns) {
  bool posted = false;
  run([&]() -> corun::task<void> {
    corun::event_loop &loop = corun::current_loop();
    std::promise<void> begun;
    auto job = corun::create_task(corun::to_thread([&] {
      begun.set_value();
      std::this_thread::sleep_for(5ms); // the loop closes meanwhile
      loop.call_soon_threadsafe([&] { posted = true; });
    }));
    job.detach();
    co_await corun::sleep(0s);
    begun.get_future().wait();
  });
  EXPECT_TRUE(posted);
}

TEST(Close, ThreadThatWaitsForTheLoopGetsAnAnswer) {
  bool cancelled = false;
  bool ran = false;
  auto coroutine = [&]() -> corun::task<void> {
    ran = true;
    co_return;
  };
  run([&]() -> corun::task<void> {
    corun::event_loop &loop = corun::current_loop();
    std::promise<void> begun;
    corun::create_task(corun::to_thread([&] {
      begun.set_value();
      std::this_thread::sleep_for(5ms); // the loop closes meanwhile
      try {
        corun::run_coroutine_threadsafe(coroutine(), loop).get();
      } catch (const corun::cancelled_error &) {
        cancelled = true;
      }
    })).detach();
    co_await corun::sleep(0s);
    begun.get_future().wait();
  });
  EXPECT_TRUE(cancelled);
  EXPECT_FALSE(ran);
}

TEST(Close, ThreadThatAsksInTheVeryLastIterationGetsAnAnswer) {
  std::promise<void> begun;
  std::promise<void> ask;
  std::promise<void> asked;
  bool answered = false;
  /// Lets the thread ask when the last task is destroyed.
  struct last_moment {
    std::promise<void> &ask;
    std::promise<void> &asked;
    ~last_moment() {
      ask.set_value();
      asked.get_future().wait();
    }
  };
  auto body = [&](corun::event_loop &loop) -> corun::task<void> {
    const last_moment moment{ask, asked};
    co_await corun::to_thread([&] {
      begun.set_value();
      ask.get_future().wait();
      auto question = corun::run_coroutine_threadsafe(nothing(), loop);
      asked.set_value();
      try {
        question.get();
      } catch (const corun::cancelled_error &) {
      }
      answered = true;
    });
  };
  auto main = [&]() -> corun::task<void> {
    corun::create_task(body(corun::current_loop())).detach();
    co_await corun::sleep(0s);
    begun.get_future().wait();
  };
  corun::run(main());
  EXPECT_TRUE(answered);
}

TEST(Close, WaitsNoLongerThanItsLimitForThreads) {
  reports seen;
  std::promise<void> release;
  std::promise<void> begun;
  std::promise<void> over;
  auto main = [&]() -> corun::task<void> {
    auto job = corun::create_task(corun::to_thread([&] {
      begun.set_value();
      release.get_future().wait();
      over.set_value();
    }));
    job.detach();
    co_await corun::sleep(0s);
    begun.get_future().wait();
  };
  corun::run_options options = seen.options();
  options.thread_limit = 1ms;
  corun::run(main(), std::move(options));
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_NE(seen[0].message.find("1 calls of to_thread were still running"),
            std::string::npos)
      << seen[0].message;
  release.set_value();
  over.get_future().wait(); // the call outlives the loop without harm
}

TEST(Close, CountsOnlyTheThreadsThatAreAtWork) {
  reports seen;
  std::promise<void> begun;
  std::promise<void> release;
  std::promise<void> over;
  auto main = [&]() -> corun::task<void> {
    std::latch together(3); // makes the pool start three threads
    std::vector<corun::task<void>> calls;
    for (int i = 0; i < 3; ++i)
      calls.push_back(corun::to_thread([&] { together.arrive_and_wait(); }));
    co_await corun::gather(std::move(calls));
    corun::create_task(corun::to_thread([&] {
      begun.set_value();
      release.get_future().wait();
      over.set_value();
    })).detach();
    co_await corun::sleep(0s);
    begun.get_future().wait();
  };
  corun::run_options options = seen.options();
  options.thread_limit = 100ms; // for the other two to become idle
  corun::run(main(), std::move(options));
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].message.rfind("1 calls", 0), 0U) << seen[0].message;
  release.set_value();
  over.get_future().wait();
}

TEST(Close, EndlessThreadLimitDoesNotOverflow) {
  auto main = []() -> corun::task<void> { co_await corun::to_thread([] {}); };
  corun::run_options options;
  options.thread_limit = corun::event_loop::clock::duration::max();
  corun::run(main(), std::move(options));
  SUCCEED();
}

} // namespace
} // namespace corun_test
