// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a loop does with what is left when it ends.
#include "support.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <stdexcept>
#include <string>

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

} // namespace
} // namespace corun_test
