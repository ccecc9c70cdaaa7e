// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Awaitables that are not corun's: written by hand, or another library's.
#include "support.hpp"

#include <gtest/gtest.h>

#include <coroutine>
#include <string>

namespace corun_test {
namespace {

/// Resumed by a callback of the loop.
struct by_callback {
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const {
    corun::current_loop().call_soon([h] { h.resume(); });
  }
  void await_resume() const noexcept {}
};

/// Resumed by whoever likes to, through the handle that it leaves.
struct by_hand {
  explicit by_hand(std::coroutine_handle<> &h) noexcept : handle(&h) {}
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const noexcept { *handle = h; }
  void await_resume() const noexcept {}
  std::coroutine_handle<> *handle;
};

TEST(ForeignAwaitable, TaskIsItselfAgainAtItsNextSuspension) {
  run([]() -> corun::task<void> {
    auto body = []() -> corun::task<void> {
      co_await by_callback();
      co_await corun::sleep(1h);
    };
    auto h = corun::create_task(body());
    co_await iterations(4);
    h.cancel();
    co_await iterations(2);
    EXPECT_TRUE(h.cancelled());
  });
}

TEST(ForeignAwaitable, TaskResumedByAnotherIsNotThatOne) {
  run([]() -> corun::task<void> {
    std::coroutine_handle<> suspended;
    auto body = [&]() -> corun::task<void> {
      co_await by_hand(suspended);
      co_await corun::sleep(1h);
    };
    auto resumer = [&]() -> corun::task<void> {
      suspended.resume();
      co_await corun::sleep(1h);
    };
    auto a = corun::create_task(body());
    co_await corun::sleep(0s);
    auto b = corun::create_task(resumer());
    co_await iterations(2);
    a.cancel();
    co_await iterations(2);
    EXPECT_TRUE(a.cancelled());
    EXPECT_FALSE(b.done());
    b.cancel();
  });
}

TEST(ForeignAwaitable, TimeoutAfterItKnowsItsTask) {
  run([]() -> corun::task<void> {
    auto body = []() -> corun::task<bool> {
      co_await by_callback();
      try {
        co_await corun::timeout(0s, corun::sleep(1h));
      } catch (const corun::timeout_error &) {
        co_return true;
      }
      co_return false;
    };
    auto h = corun::create_task(body());
    EXPECT_TRUE(co_await h);
  });
}

TEST(ForeignAwaitable, LoopThatWaitsForOneAtItsEndSaysSo) {
  reports seen;
  std::coroutine_handle<> suspended;
  corun::event_loop loop;
  loop.set_exception_handler(seen.handler());
  auto body = [&]() -> corun::task<void> { co_await by_hand(suspended); };
  loop.create_task(body(), {.name = "stuck"}).detach();
  loop.stop();
  loop.run_forever();
  // Before anything else, because nobody else would wake the loop.
  loop.call_soon([&] { suspended.resume(); });
  loop.close();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].message,
            "task 'stuck' is suspended at an awaitable that corun cannot "
            "cancel: closing its event loop waits until that resumes it");
}

corun::task<void> awaits(corun::task_handle<void> &other) { co_await other; }

TEST(Circle, OfTasksThatAwaitEachOtherCanBeCancelled) {
  run([]() -> corun::task<void> {
    corun::task_handle<void> a, b;
    a = corun::create_task(awaits(b));
    b = corun::create_task(awaits(a));
    co_await corun::sleep(0s);
    a.cancel();
    co_await iterations(4);
    EXPECT_TRUE(a.cancelled());
    EXPECT_TRUE(b.cancelled());
  });
}

TEST(Circle, OfGathersCanBeCancelled) {
  run([]() -> corun::task<void> {
    corun::task_handle<void> a, b;
    auto gathers = [](corun::task_handle<void> &h) -> corun::task<void> {
      co_await corun::gather(h);
    };
    a = corun::create_task(gathers(b));
    b = corun::create_task(gathers(a));
    co_await corun::sleep(0s);
    a.cancel();
    co_await iterations(6);
    EXPECT_TRUE(a.cancelled());
    EXPECT_TRUE(b.cancelled());
  });
}

corun::task<void> link(corun::task_handle<void> before) { co_await before; }

TEST(Chain, OfManyTasksIsCancelledAndDestroyedWithoutRecursion) {
  run([]() -> corun::task<void> {
    auto last = corun::create_task(forever());
    for (int i = 0; i < 200'000; ++i)
      last = corun::create_task(link(std::move(last)));
    co_await corun::sleep(0s);
    last.cancel();
    try {
      co_await last;
    } catch (const corun::cancelled_error &) {
    }
    EXPECT_TRUE(last.cancelled());
  });
}

TEST(Chain, IsCancelledOnceWhenItsLoopCloses) {
  corun::event_loop loop;
  reports seen;
  loop.set_exception_handler(seen.handler());
  auto last = loop.create_task(forever());
  auto first = last;
  for (int i = 0; i < 100; ++i) {
    last = loop.create_task(link(last));
    auto copy = last;
    copy.detach();
  }
  loop.stop();
  loop.run_forever();
  loop.stop();
  loop.run_forever();
  loop.close();
  EXPECT_TRUE(last.cancelled());
  EXPECT_EQ(first.cancelling(), 1U) << "not once for each that awaits it";
}

} // namespace
} // namespace corun_test
