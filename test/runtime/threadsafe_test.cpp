// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// call_soon_threadsafe: for ThreadSanitizer.
#include "support.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace corun_test {
namespace {

TEST(Threadsafe, NoCallIsLostUnderLoad) {
  corun::event_loop loop;
  constexpr int threads = 8;
  constexpr int calls = 500;
  long total = 0; // only the loop's thread touches it
  int ended = 0;
  std::vector<std::thread> producers;
  for (int t = 0; t < threads; ++t)
    producers.emplace_back([&] {
      for (int i = 1; i <= calls; ++i)
        loop.call_soon_threadsafe([&, i] { total += i; });
      loop.call_soon_threadsafe([&] {
        if (++ended == threads)
          loop.stop();
      });
    });
  loop.run_forever();
  for (std::thread &p : producers)
    p.join();
  EXPECT_EQ(total, threads * (calls * (calls + 1L) / 2));
}

TEST(Threadsafe, EachCallWakesALoopThatSleepsAgainAndAgain) {
  corun::event_loop loop;
  int count = 0;
  std::thread producer([&] {
    for (int i = 0; i < 200; ++i) {
      std::promise<void> ran;
      loop.call_soon_threadsafe([&] {
        ++count;
        ran.set_value();
      });
      ran.get_future().wait(); // the loop has nothing else to do
    }
    loop.call_soon_threadsafe([&] { loop.stop(); });
  });
  loop.run_forever();
  producer.join();
  EXPECT_EQ(count, 200);
}

TEST(Threadsafe, HandleCancelledInTheSameThread) {
  corun::event_loop loop;
  bool ran = false;
  corun::callback_handle handle =
      loop.call_soon_threadsafe([&] { ran = true; });
  EXPECT_TRUE(handle.cancel());
  loop.call_later(1ms, [&] { loop.stop(); });
  loop.run_forever();
  EXPECT_TRUE(handle.cancelled());
  EXPECT_FALSE(ran);
}

TEST(Threadsafe, HandleCancelledInAnotherThread) {
  corun::event_loop loop;
  bool ran = false;
  corun::callback_handle handle;
  bool cancelled = false;
  loop.call_soon([&] {
    // This callback holds the loop until the other thread has cancelled.
    std::thread other([&] {
      handle = loop.call_soon_threadsafe([&] { ran = true; });
      cancelled = handle.cancel();
    });
    other.join();
    loop.call_soon([&] { loop.stop(); });
  });
  loop.run_forever();
  EXPECT_TRUE(cancelled);
  EXPECT_TRUE(handle.cancelled());
  EXPECT_FALSE(ran);
}

TEST(Threadsafe, HandleOfARunningCallbackCannotBeCancelledElsewhere) {
  corun::event_loop loop;
  std::promise<void> begun;
  std::promise<void> tried;
  corun::callback_handle handle;
  bool cancelled = true;
  bool reads_cancelled = true;
  std::thread other([&] {
    handle = loop.call_soon_threadsafe([&] {
      begun.set_value();
      tried.get_future().wait();
      loop.stop();
    });
    begun.get_future().wait();
    reads_cancelled = handle.cancelled(); // does not block
    cancelled = handle.cancel();
    tried.set_value();
  });
  loop.run_forever();
  other.join();
  EXPECT_FALSE(cancelled);
  EXPECT_FALSE(reads_cancelled);
  EXPECT_FALSE(handle.cancelled());
}

TEST(Threadsafe, CancelAndRunRaceForEachCallbackOnce) {
  corun::event_loop loop;
  constexpr int count = 1'000;
  std::atomic<int> ran = 0;
  int cancelled = 0;
  std::thread other([&] {
    for (int i = 0; i < count; ++i) {
      corun::callback_handle handle = loop.call_soon_threadsafe([&] { ++ran; });
      if (i % 3 == 0)
        std::this_thread::yield();
      cancelled += handle.cancel();
    }
    loop.call_soon_threadsafe([&] { loop.stop(); });
  });
  loop.run_forever();
  other.join();
  EXPECT_EQ(ran + cancelled, count);
}

TEST(Threadsafe, CallbackPostedAfterTheLoopClosedIsFreed) {
  // A thread that found the loop open may come when it is closed.
  bool freed = false;
  {
    corun::event_loop loop;
    loop.close();
    auto *const node = corun::detail::make_callback(
        loop.core(), [g = std::make_shared<on_destruction>(freed)] {});
    loop.core().push_remote(*node);
  }
  EXPECT_TRUE(freed);
}

TEST(Threadsafe, PostingRacesWithClosing) {
  for (int i = 0; i < 20; ++i) {
    auto loop = std::make_unique<corun::event_loop>();
    std::latch begin(2);
    auto token = std::make_shared<int>();
    std::thread other([&] {
      begin.arrive_and_wait();
      try {
        for (;;) {
          loop->call_soon_threadsafe([token] {});
          std::this_thread::yield();
        }
      } catch (const corun::loop_error &) { // closed
      }
    });
    begin.arrive_and_wait();
    loop->run_until_complete(iterations(3));
    loop->close();
    other.join();
    loop.reset();
    EXPECT_EQ(token.use_count(), 1);
  }
}

TEST(Threadsafe, RunInsideAThreadIsALoopOfItsOwn) {
  auto main = []() -> corun::task<int> {
    auto inner = [] { return corun::run(number_after(3, 2)); };
    co_return co_await corun::to_thread(inner);
  };
  EXPECT_EQ(corun::run(main()), 3);
}

} // namespace
} // namespace corun_test
