// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "destructible.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace corun_test {
namespace {

corun::task<int> awaits(corun::future<int> f) { co_return co_await f; }

// --- states ---

TEST(Future, IsPendingAtFirst) {
  corun::event_loop loop;
  corun::future<int> f(loop);
  EXPECT_FALSE(f.done());
  EXPECT_FALSE(f.cancelled());
  EXPECT_THROW(static_cast<void>(f.result()), corun::loop_error);
  EXPECT_THROW(static_cast<void>(f.exception()), corun::loop_error);
}

TEST(Future, NeedsALoop) {
  EXPECT_THROW(corun::future<int>(), corun::loop_error);
  corun::event_loop loop;
  loop.close();
  EXPECT_THROW(corun::future<int>{loop}, corun::loop_error);
}

TEST(Future, OfTheRunningLoop) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    f.set_result(1);
    EXPECT_EQ(co_await f, 1);
  });
}

TEST(Future, ResultIsSetOnce) {
  corun::event_loop loop;
  corun::future<int> f(loop);
  f.set_result(42);
  EXPECT_TRUE(f.done());
  EXPECT_FALSE(f.cancelled());
  EXPECT_EQ(f.result(), 42);
  EXPECT_EQ(f.exception(), nullptr);
  EXPECT_THROW(f.set_result(1), corun::loop_error);
  EXPECT_THROW(f.set_exception(std::runtime_error("x")), corun::loop_error);
  EXPECT_FALSE(f.cancel());
  EXPECT_EQ(f.result(), 42);
}

TEST(Future, ExceptionIsSetOnce) {
  corun::event_loop loop;
  corun::future<int> f(loop);
  f.set_exception(std::runtime_error("boom"));
  EXPECT_TRUE(f.done());
  EXPECT_FALSE(f.cancelled());
  EXPECT_THROW(static_cast<void>(f.result()), std::runtime_error);
  EXPECT_EQ(what(f.exception()), "boom");
  EXPECT_THROW(f.set_result(1), corun::loop_error);
  EXPECT_THROW(f.set_exception(std::runtime_error("x")), corun::loop_error);
  EXPECT_FALSE(f.cancel());
}

TEST(Future, NoExceptionIsNotAnException) {
  corun::event_loop loop;
  corun::future<int> f(loop);
  EXPECT_THROW(f.set_exception(std::exception_ptr()), std::invalid_argument);
  EXPECT_FALSE(f.done());
}

TEST(Future, CancelledIsDone) {
  corun::event_loop loop;
  corun::future<int> f(loop);
  EXPECT_TRUE(f.cancel());
  EXPECT_TRUE(f.cancelled());
  EXPECT_TRUE(f.done());
  EXPECT_THROW(static_cast<void>(f.result()), corun::cancelled_error);
  EXPECT_THROW(std::rethrow_exception(f.exception()), corun::cancelled_error);
  EXPECT_THROW(f.set_result(1), corun::loop_error);
  EXPECT_THROW(f.set_exception(std::runtime_error("x")), corun::loop_error);
  EXPECT_FALSE(f.cancel());
}

TEST(Future, CancelSaysAMessage) {
  corun::event_loop loop;
  corun::future<int> f(loop);
  f.cancel("my message");
  EXPECT_EQ(what(f.exception()), "my message");
  try {
    loop.run_until_complete(awaits(f));
    ADD_FAILURE() << "not cancelled";
  } catch (const corun::cancelled_error &error) {
    EXPECT_EQ(std::string(error.what()), "my message");
  }
}

TEST(Future, CopiesAreTheSameFuture) {
  corun::event_loop loop;
  corun::future<int> f(loop);
  const corun::future<int> copy = f;
  EXPECT_TRUE(copy == f);
  EXPECT_FALSE(copy == corun::future<int>(loop));
  copy.set_result(1);
  EXPECT_EQ(f.result(), 1);
}

TEST(Future, MovedFromIsEmpty) {
  corun::event_loop loop;
  corun::future<int> f(loop);
  const auto taken = std::move(f);
  EXPECT_FALSE(taken.done());
  EXPECT_THROW(static_cast<void>(f.done()), // NOLINT(*-use-after-move)
               corun::loop_error);
}

TEST(Future, MayHaveNoValueOrAReference) {
  run([]() -> corun::task<void> {
    corun::future<> f;
    f.set_result();
    co_await f;
    f.result();
    int object = 0;
    corun::future<int &> r;
    r.set_result(object);
    EXPECT_EQ(&co_await r, &object);
    EXPECT_EQ(&r.result(), &object);
  });
}

// --- awaiting ---

TEST(Future, WaitersGoOnOneIterationAfterTheResult) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    auto one = corun::create_task(awaits(f));
    auto two = corun::create_task(awaits(f));
    co_await corun::sleep(0s);
    f.set_result(42);
    EXPECT_FALSE(one.done());
    co_await corun::sleep(0s);
    EXPECT_TRUE(one.done());
    EXPECT_EQ(co_await one, 42);
    EXPECT_EQ(co_await two, 42);
  });
}

TEST(Future, DoneOneDoesNotSuspend) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    f.set_result(42);
    auto next_iteration = corun::current_loop().call_soon([] {});
    EXPECT_EQ(co_await f, 42);
    EXPECT_EQ(co_await f, 42) << "any number of times";
    EXPECT_TRUE(next_iteration.cancel()) << "has not begun";
  });
}

TEST(Future, AwaitThrowsTheException) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    auto waiter = corun::create_task(awaits(f));
    co_await corun::sleep(0s);
    f.set_exception(std::runtime_error("boom"));
    EXPECT_THROW(static_cast<void>(co_await waiter), std::runtime_error);
    EXPECT_THROW(static_cast<void>(co_await f), std::runtime_error);
  });
}

TEST(Future, CallbackCodeGivesTheResult) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    corun::current_loop().call_soon([f] { f.set_result(7); });
    EXPECT_EQ(co_await f, 7);
  });
}

TEST(Future, MoveOnlyResultIsReferredToOrMovedOut) {
  run([]() -> corun::task<void> {
    corun::future<std::unique_ptr<int>> f;
    f.set_result(std::make_unique<int>(1));
    EXPECT_EQ(*co_await f, 1);
    const std::unique_ptr<int> mine = co_await std::move(f);
    EXPECT_EQ(*mine, 1);
  });
}

TEST(Future, ResultIsCopiedUnlessItIsTheLastReference) {
  run([]() -> corun::task<void> {
    corun::future<std::string> f;
    f.set_result("text");
    corun::future<std::string> copy = f;
    EXPECT_EQ(co_await std::move(copy), "text");
    EXPECT_EQ(f.result(), "text");
    EXPECT_EQ(co_await std::move(f), "text");
  });
}

TEST(Future, CancellingAWaiterCancelsTheFuture) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    auto one = corun::create_task(awaits(f));
    auto two = corun::create_task(awaits(f));
    co_await corun::sleep(0s);
    one.cancel("enough");
    EXPECT_TRUE(f.cancelled());
    co_await corun::wait(corun::handles(one, two));
    EXPECT_TRUE(one.cancelled());
    EXPECT_TRUE(two.cancelled()) << "all who wait are";
    EXPECT_EQ(what(one.exception()), "enough");
    EXPECT_EQ(what(f.exception()), "enough");
  });
}

TEST(Future, CancellationToBeDeliveredReachesItWhenTheTaskWaits) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    auto body = [&]() -> corun::task<void> {
      corun::current_task().cancel();
      co_await f;
    };
    auto task = corun::create_task(body());
    co_await corun::wait(corun::handles(task));
    EXPECT_TRUE(task.cancelled());
    EXPECT_TRUE(f.cancelled());
  });
}

TEST(Future, CancelledFutureCancelsThoseWhoWait) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    auto one = corun::create_task(awaits(f));
    co_await corun::sleep(0s);
    f.cancel();
    co_await corun::wait(corun::handles(one));
    EXPECT_TRUE(one.cancelled());
  });
}

TEST(Future, WaiterCancelledAfterTheResultLeavesTheResult) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    auto one = corun::create_task(awaits(f));
    co_await corun::sleep(0s);
    f.set_result(42);
    one.cancel();
    co_await corun::wait(corun::handles(one));
    EXPECT_TRUE(one.cancelled());
    EXPECT_EQ(f.result(), 42);
  });
}

TEST(Future, DestroyedWaiterLeaves) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    auto body = [&]() -> destructible { co_await f; };
    auto waiting = body();
    auto woken = body();
    waiting.destroy();
    f.set_result(1);
    woken.destroy();
    EXPECT_EQ(co_await f, 1);
  });
}

TEST(Future, OfAnotherLoopCannotBeAwaited) {
  corun::event_loop other;
  corun::future<int> f(other);
  EXPECT_THROW(corun::run(awaits(f)), corun::loop_error);
}

TEST(Future, GathersWithTasks) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    corun::current_loop().call_soon([f] { f.set_result(1); });
    auto [a, b] = co_await corun::gather(f, number_after(2, 3));
    EXPECT_EQ(a, 1);
    EXPECT_EQ(b, 2);
  });
}

TEST(Future, WaitForCancelsItWhenTheTimeIsOver) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    EXPECT_THROW(static_cast<void>(co_await corun::wait_for(f, 1ms)),
                 corun::timeout_error);
    EXPECT_TRUE(f.cancelled());
  });
}

TEST(Future, WaitForWithoutTimeGivesWhatIsThere) {
  run([]() -> corun::task<void> {
    corun::future<int> pending;
    EXPECT_THROW(static_cast<void>(co_await corun::wait_for(pending, 0s)),
                 corun::timeout_error);
    EXPECT_TRUE(pending.cancelled());
    corun::future<int> f;
    f.set_result(1);
    EXPECT_EQ(co_await corun::wait_for(f, 0s), 1);
  });
}

TEST(Future, ShieldKeepsACancellationFromIt) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    auto body = [&]() -> corun::task<int> {
      co_return co_await corun::shield(f);
    };
    auto outer = corun::create_task(body());
    co_await iterations(2);
    outer.cancel();
    co_await corun::wait(corun::handles(outer));
    EXPECT_TRUE(outer.cancelled());
    EXPECT_FALSE(f.done());
    f.set_result(1);
    EXPECT_EQ(co_await f, 1);
    co_await corun::sleep(0s);
  });
}

// --- callbacks ---

TEST(Future, CallbacksRunOneIterationLaterInOrder) {
  run([]() -> corun::task<void> {
    corun::future<std::string> f;
    std::vector<int> bag;
    f.add_done_callback([&](const corun::future<std::string> &done) {
      EXPECT_EQ(done.result(), "foo");
      bag.push_back(42);
    });
    f.add_done_callback([&](const auto &) { bag.push_back(17); });
    f.set_result("foo");
    EXPECT_TRUE(bag.empty());
    co_await corun::sleep(0s);
    EXPECT_EQ(bag, (std::vector{42, 17}));
  });
}

TEST(Future, CallbacksRunAfterAnException) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    std::string message;
    f.add_done_callback([&](const corun::future<int> &done) {
      message = what(done.exception());
    });
    f.set_exception(std::runtime_error("boom"));
    EXPECT_EQ(message, "");
    co_await corun::sleep(0s);
    EXPECT_EQ(message, "boom");
  });
}

TEST(Future, CallbacksRunAfterACancellation) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    bool called = false;
    f.add_done_callback(
        [&](const corun::future<int> &done) { called = done.cancelled(); });
    f.cancel();
    co_await corun::sleep(0s);
    EXPECT_TRUE(called);
  });
}

TEST(Future, CallbackOfADoneOneRunsInTheNextIteration) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    f.set_result(1);
    int called = 0;
    f.add_done_callback([&](const corun::future<int> &) { ++called; });
    EXPECT_EQ(called, 0);
    co_await corun::sleep(0s);
    EXPECT_EQ(called, 1);
  });
}

TEST(Future, RemovedCallbacksDoNotRun) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    std::vector<int> bag;
    auto add = [&](int n) {
      return f.add_done_callback([&bag, n](const auto &) { bag.push_back(n); });
    };
    auto one = add(1);
    add(2);
    auto three = add(3);
    add(4);
    EXPECT_TRUE(one.cancel());
    EXPECT_FALSE(one.cancel()) << "removed already";
    EXPECT_TRUE(three.cancel());
    f.set_result(1);
    co_await corun::sleep(0s);
    EXPECT_EQ(bag, (std::vector{2, 4}));
  });
}

TEST(Future, CallbackMayRemoveALaterOne) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    corun::callback_handle second;
    bool called = false;
    f.add_done_callback([&](const auto &) { second.cancel(); });
    second = f.add_done_callback([&](const auto &) { called = true; });
    f.set_result(1);
    co_await iterations(2);
    EXPECT_FALSE(called);
  });
}

TEST(Future, WaitersAndCallbacksShareOneOrder) {
  run([]() -> corun::task<void> {
    corun::future<int> f;
    std::vector<int> log;
    f.add_done_callback([&](const auto &) { log.push_back(1); });
    auto body = [&]() -> corun::task<void> {
      co_await f;
      log.push_back(2);
    };
    auto waiter = corun::create_task(body());
    co_await corun::sleep(0s);
    f.add_done_callback([&](const auto &) { log.push_back(3); });
    f.set_result(1);
    co_await corun::sleep(0s);
    EXPECT_EQ(log, (std::vector{1, 2, 3}));
    co_await waiter;
  });
}

TEST(Future, FailureOfACallbackIsReported) {
  reports reported;
  run(
      []() -> corun::task<void> {
        corun::future<int> f;
        f.add_done_callback(
            [](const auto &) { throw std::runtime_error("callback"); });
        f.set_result(1);
        co_await corun::sleep(0s);
      },
      reported.options());
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_EQ(what(reported[0].exception), "callback");
}

TEST(Future, DroppedWhilePendingDropsItsCallbacks) {
  run([]() -> corun::task<void> {
    auto resource = std::make_shared<int>(1);
    {
      corun::future<int> f;
      f.add_done_callback([resource](const auto &) { ADD_FAILURE(); });
      EXPECT_EQ(resource.use_count(), 2);
    }
    EXPECT_EQ(resource.use_count(), 1);
    co_await corun::sleep(0s);
  });
}

// --- what nobody retrieved ---

/// What is reported when a future that `use` was given is dropped.
template <class Use> std::size_t reports_after(Use use) {
  reports reported;
  corun::event_loop loop;
  loop.set_exception_handler(reported.handler());
  use(corun::future<int>(loop));
  return reported.size();
}

TEST(Future, AbandonedWhilePendingIsNotReported) {
  EXPECT_EQ(reports_after([](corun::future<int>) {}), 0U);
}

TEST(Future, UnretrievedResultIsNotReported) {
  EXPECT_EQ(reports_after([](corun::future<int> f) { f.set_result(42); }), 0U);
}

TEST(Future, RetrievedResultIsNotReported) {
  EXPECT_EQ(reports_after([](corun::future<int> f) {
              f.set_result(42);
              static_cast<void>(f.result());
            }),
            0U);
}

TEST(Future, UnretrievedExceptionIsReportedWhenTheLastReferenceGoes) {
  reports reported;
  corun::event_loop loop;
  loop.set_exception_handler(reported.handler());
  std::optional<corun::future<int>> f(std::in_place, loop);
  std::optional<corun::future<int>> copy = f;
  f->set_exception(std::runtime_error("boom"));
  f.reset();
  EXPECT_TRUE(reported.empty());
  copy.reset();
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_EQ(what(reported[0].exception), "boom");
  EXPECT_NE(reported[0].message.find("nobody retrieved"), std::string::npos);
}

TEST(Future, ReportSaysWhereItWasMade) {
  reports reported;
  run(
      []() -> corun::task<void> {
        corun::future<int>().set_exception(std::runtime_error("boom"));
        co_return;
      },
      reported.options());
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_NE(reported[0].origin.find("future_test.cpp:"), std::string::npos);
}

TEST(Future, ExceptionLookedAtIsNotReported) {
  EXPECT_EQ(reports_after([](corun::future<int> f) {
              f.set_exception(std::runtime_error("boom"));
              EXPECT_EQ(what(f.exception()), "boom");
            }),
            0U);
}

TEST(Future, ExceptionThrownByResultIsNotReported) {
  EXPECT_EQ(reports_after([](corun::future<int> f) {
              f.set_exception(std::runtime_error("boom"));
              EXPECT_THROW(static_cast<void>(f.result()), std::runtime_error);
            }),
            0U);
}

TEST(Future, ExceptionIsNotReportedAfterCancel) {
  EXPECT_EQ(reports_after([](corun::future<int> f) {
              f.set_exception(std::runtime_error("boom"));
              EXPECT_FALSE(f.cancel());
            }),
            0U);
}

TEST(Future, AwaitedExceptionIsNotReported) {
  reports reported;
  run(
      []() -> corun::task<void> {
        corun::future<int> f;
        f.set_exception(std::runtime_error("boom"));
        EXPECT_THROW(static_cast<void>(co_await f), std::runtime_error);
      },
      reported.options());
  EXPECT_TRUE(reported.empty());
}

// --- the end of the loop ---

TEST(Future, OutlivesItsLoop) {
  reports reported;
  auto resource = std::make_shared<int>(1);
  std::vector<corun::future<int>> futures;
  {
    corun::event_loop loop;
    loop.set_exception_handler(reported.handler());
    for (int i = 0; i < 3; ++i)
      futures.emplace_back(loop);
    futures[0].add_done_callback([resource](const auto &) { ADD_FAILURE(); });
    futures[1].set_exception(std::runtime_error("boom"));
  }
  EXPECT_EQ(reported.size(), 1U) << "at the latest when the loop closes";
  EXPECT_EQ(resource.use_count(), 1) << "the callback will never run";
  futures[0].set_result(1);
  EXPECT_EQ(futures[0].result(), 1);
  EXPECT_TRUE(futures[2].cancel());
}

TEST(Future, TaskThatWaitsForItIsCancelledWhenTheLoopCloses) {
  std::optional<corun::future<int>> kept;
  run([&]() -> corun::task<void> {
    kept.emplace();
    corun::create_task(awaits(*kept)).detach();
    co_await corun::sleep(0s);
  });
  EXPECT_TRUE(kept->cancelled());
}

TEST(Future, ForeignCoroutineThatWaitsForItOutlivesTheLoop) {
  std::optional<corun::future<int>> kept;
  std::optional<destructible> foreign;
  auto body = [&]() -> destructible { co_await *kept; };
  run([&]() -> corun::task<void> {
    kept.emplace();
    foreign = body();
    co_return;
  });
  kept->set_result(1);
  foreign->destroy();
}

TEST(Future, DebugModeRefusesToSetItInAnotherThread) {
  run([]() -> corun::task<void> {
    corun::current_loop().set_debug(true);
    corun::future<int> f;
    // Named first: g++ 12 would destroy a closure made in the expression twice.
    auto body = [f] {
      EXPECT_THROW(f.set_result(1), corun::loop_error);
      return true;
    };
    EXPECT_TRUE(co_await corun::to_thread(std::move(body)));
    EXPECT_FALSE(f.done());
  });
}

} // namespace
} // namespace corun_test
