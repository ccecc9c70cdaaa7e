// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace corun_test {
namespace {

/// A loop that runs in a thread of its own while this lives.
class loop_in_thread {
public:
  loop_in_thread() : thread_([this] { loop_.run_forever(); }) {}
  loop_in_thread(const loop_in_thread &) = delete;
  loop_in_thread &operator=(const loop_in_thread &) = delete;
  ~loop_in_thread() {
    loop_.call_soon_threadsafe([this] { loop_.stop(); });
    thread_.join();
  }
  corun::event_loop &operator*() { return loop_; }

  /// How many tasks have not ended.
  std::size_t tasks() {
    std::promise<std::size_t> answer;
    loop_.call_soon_threadsafe(
        [&] { answer.set_value(loop_.all_tasks().size()); });
    return answer.get_future().get();
  }

private:
  corun::event_loop loop_;
  std::thread thread_;
};

corun::task<int> add(int a, int b) {
  co_await corun::sleep(1ms);
  co_return a + b;
}

TEST(RunCoroutineThreadsafe, ReturnsTheResult) {
  loop_in_thread loop;
  EXPECT_EQ(corun::run_coroutine_threadsafe(add(1, 2), *loop).get(), 3);
}

TEST(RunCoroutineThreadsafe, FromACallInAThreadOfTheLoop) {
  auto main = []() -> corun::task<int> {
    corun::event_loop &loop = corun::current_loop();
    co_return co_await corun::to_thread(
        [&] { return corun::run_coroutine_threadsafe(add(1, 2), loop).get(); });
  };
  EXPECT_EQ(corun::run(main()), 3);
}

TEST(RunCoroutineThreadsafe, ThrowsWhatTheCoroutineThrows) {
  loop_in_thread loop;
  auto future = corun::run_coroutine_threadsafe(failing("Fail!"), *loop);
  std::string caught;
  try {
    future.get();
  } catch (const std::runtime_error &e) {
    caught = e.what();
  }
  EXPECT_EQ(caught, "Fail!");
}

TEST(RunCoroutineThreadsafe, TimeLimitOfGetLeavesTheCoroutineRunning) {
  loop_in_thread loop;
  auto future = corun::run_coroutine_threadsafe(forever(), *loop);
  EXPECT_THROW(future.get(1ms), corun::timeout_error);
  EXPECT_FALSE(future.done());
  EXPECT_EQ(loop.tasks(), 1U);
  EXPECT_TRUE(future.cancel());
  EXPECT_THROW(future.get(), corun::cancelled_error);
  EXPECT_EQ(loop.tasks(), 0U);
}

TEST(RunCoroutineThreadsafe, CancelledTaskThrowsFromGet) {
  loop_in_thread loop;
  auto cancels_itself = []() -> corun::task<int> {
    corun::current_task().cancel();
    co_await corun::sleep(0s);
    co_return 3;
  };
  auto future = corun::run_coroutine_threadsafe(cancels_itself(), *loop);
  EXPECT_THROW(future.get(), corun::cancelled_error);
}

TEST(RunCoroutineThreadsafe, CancelReachesTheCoroutine) {
  loop_in_thread loop;
  std::promise<void> begun;
  std::promise<bool> cancelled;
  auto body = [&]() -> corun::task<void> {
    begun.set_value();
    bool was_cancelled = false;
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
      was_cancelled = true;
    }
    cancelled.set_value(was_cancelled);
    throw corun::cancelled_error();
  };
  auto future = corun::run_coroutine_threadsafe(body(), *loop);
  begun.get_future().wait();
  EXPECT_FALSE(future.cancelled());
  EXPECT_TRUE(future.cancel());
  EXPECT_TRUE(cancelled.get_future().get());
  EXPECT_THROW(future.get(), corun::cancelled_error);
}

TEST(RunCoroutineThreadsafe, CancelledBeforeItsFirstStepNeverRuns) {
  corun::event_loop loop; // does not run yet
  bool ran = false;
  auto body = [&]() -> corun::task<void> {
    ran = true;
    co_return;
  };
  auto future = corun::run_coroutine_threadsafe(body(), loop);
  EXPECT_TRUE(future.cancel());
  loop.run_until_complete(iterations(5));
  EXPECT_TRUE(future.cancelled());
  EXPECT_FALSE(ran);
}

TEST(RunCoroutineThreadsafe, CancelAfterTheEndIsFalse) {
  loop_in_thread loop;
  auto future = corun::run_coroutine_threadsafe(add(1, 2), *loop);
  while (!future.done())
    std::this_thread::yield();
  EXPECT_FALSE(future.cancel());
  EXPECT_EQ(future.get(), 3);
}

TEST(RunCoroutineThreadsafe, ClosedLoopIsRefused) {
  corun::event_loop loop;
  loop.close();
  EXPECT_THROW(
      static_cast<void>(corun::run_coroutine_threadsafe(add(1, 2), loop)),
      corun::loop_error);
}

TEST(RunCoroutineThreadsafe, LoopThatClosesFirstIsACancellation) {
  auto loop = std::make_unique<corun::event_loop>();
  auto future = corun::run_coroutine_threadsafe(add(1, 2), *loop);
  loop.reset();
  EXPECT_TRUE(future.cancelled());
  EXPECT_THROW(future.get(), corun::cancelled_error);
}

TEST(RunCoroutineThreadsafe, GetInTheLoopsThreadIsRefused) {
  corun::event_loop loop;
  std::string refusal;
  auto body = [&]() -> corun::task<void> {
    auto future = corun::run_coroutine_threadsafe(add(1, 2), loop);
    try {
      future.get();
    } catch (const corun::loop_error &e) {
      refusal = e.what();
    }
    co_return;
  };
  loop.run_until_complete(body());
  EXPECT_NE(refusal.find("would block the event loop"), std::string::npos)
      << refusal;
}

TEST(RunCoroutineThreadsafe, SecondGetSaysWhatIsWrong) {
  loop_in_thread loop;
  auto future = corun::run_coroutine_threadsafe(add(1, 2), *loop);
  EXPECT_EQ(future.get(), 3);
  EXPECT_FALSE(future.valid());
  EXPECT_THROW(static_cast<void>(future.get()), corun::loop_error);
}

TEST(RunCoroutineThreadsafe, ManyThreadsAtOnce) {
  loop_in_thread loop;
  std::vector<std::thread> threads;
  std::atomic<int> total = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i)
        total += corun::run_coroutine_threadsafe(number(1), *loop).get();
    });
  for (std::thread &t : threads)
    t.join();
  EXPECT_EQ(total, 400);
}

TEST(RunCoroutineThreadsafe, CancelRacesWithTheEndSafely) {
  loop_in_thread loop;
  int results = 0;
  int cancellations = 0;
  for (int i = 0; i < 300; ++i) {
    auto future =
        corun::run_coroutine_threadsafe(number_after(1, i % 3), *loop);
    if (i % 2 == 0)
      std::this_thread::yield();
    future.cancel();
    try {
      results += future.get();
    } catch (const corun::cancelled_error &) {
      ++cancellations;
    }
  }
  EXPECT_EQ(results + cancellations, 300);
}

} // namespace
} // namespace corun_test
