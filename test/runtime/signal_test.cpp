// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>

#include <sys/time.h>
#include <unistd.h>

namespace corun_test {
namespace {

using handler = void (*)(int);
handler handler_of(int signal) {
  struct sigaction now{};
  ::sigaction(signal, nullptr, &now);
  return now.sa_handler;
}

/// One iteration.
void step(corun::event_loop &loop) {
  loop.stop();
  loop.run_forever();
}

TEST(Signal, CallbackRunsOnTheLoop) {
  corun::event_loop loop;
  int caught = 0;
  loop.add_signal_handler(SIGUSR1, [&] {
    EXPECT_EQ(&corun::current_loop(), &loop);
    ++caught;
  });
  ::kill(::getpid(), SIGUSR1);
  EXPECT_EQ(caught, 0) << "not in the signal handler";
  step(loop);
  EXPECT_EQ(caught, 1);
}

TEST(Signal, RemovedHandlerGivesTheOldOneBack) {
  const handler before = handler_of(SIGUSR1);
  corun::event_loop loop;
  loop.add_signal_handler(SIGUSR1, [] {});
  EXPECT_NE(handler_of(SIGUSR1), before);
  EXPECT_TRUE(loop.remove_signal_handler(SIGUSR1));
  EXPECT_EQ(handler_of(SIGUSR1), before);
  EXPECT_FALSE(loop.remove_signal_handler(SIGUSR1));
}

TEST(Signal, RemovingOneLeavesTheOther) {
  corun::event_loop loop;
  int caught = 0;
  loop.add_signal_handler(SIGUSR1, [] {});
  loop.add_signal_handler(SIGUSR2, [&] { ++caught; });
  EXPECT_TRUE(loop.remove_signal_handler(SIGUSR1));
  std::raise(SIGUSR2);
  step(loop);
  EXPECT_EQ(caught, 1);
}

std::optional<int> error_of_adding(corun::event_loop &loop, int signal) {
  try {
    loop.add_signal_handler(signal, [] {});
  } catch (const std::system_error &e) {
    return e.code().value();
  }
  return std::nullopt;
}

TEST(Signal, NumbersThatAreNoSignalsAreRefused) {
  corun::event_loop loop;
  EXPECT_EQ(error_of_adding(loop, 0), EINVAL);
  EXPECT_EQ(error_of_adding(loop, -1), EINVAL);
  EXPECT_EQ(error_of_adding(loop, 1'000), EINVAL);
  EXPECT_FALSE(loop.remove_signal_handler(0));
  EXPECT_FALSE(loop.remove_signal_handler(-1));
  EXPECT_FALSE(loop.remove_signal_handler(1'000));
}

TEST(Signal, ThatNobodyMayHandleIsRefusedAndLeavesNoTrace) {
  corun::event_loop loop;
  EXPECT_EQ(error_of_adding(loop, SIGKILL), EINVAL);
  EXPECT_FALSE(loop.remove_signal_handler(SIGKILL));
  // Also for another loop: the first must not hold it.
  corun::event_loop other;
  EXPECT_EQ(error_of_adding(other, SIGKILL), EINVAL);
}

TEST(Signal, WakesALoopThatWaits) {
  corun::event_loop loop;
  int caught = 0;
  loop.add_signal_handler(SIGALRM, [&] {
    ++caught;
    loop.stop();
  });
  itimerval soon{};
  soon.it_value.tv_usec = 5'000;
  ::setitimer(ITIMER_REAL, &soon, nullptr);
  loop.call_later(60s, [&] { loop.stop(); });
  loop.run_forever();
  EXPECT_EQ(caught, 1);
}

TEST(Signal, ArrivesWhileTheLoopIsAlwaysReady) {
  corun::event_loop loop;
  bool caught = false;
  loop.add_signal_handler(SIGUSR1, [&] { caught = true; });
  auto busy = [&]() -> corun::task<bool> {
    std::raise(SIGUSR1);
    co_await iterations(2);
    co_return caught;
  };
  EXPECT_TRUE(loop.run_until_complete(busy()));
}

TEST(Signal, CallbackOwnsItsArguments) {
  corun::event_loop loop;
  int seen = 0;
  loop.add_signal_handler(
      SIGUSR1, [&seen, p = std::make_shared<int>(42)] { seen = *p; });
  std::raise(SIGUSR1);
  step(loop);
  EXPECT_EQ(seen, 42);
}

TEST(Signal, AddingAgainReplacesTheCallback) {
  corun::event_loop loop;
  int first = 0;
  int second = 0;
  loop.add_signal_handler(SIGUSR1, [&] { ++first; });
  loop.add_signal_handler(SIGUSR1, [&] { ++second; });
  std::raise(SIGUSR1);
  step(loop);
  EXPECT_EQ(first, 0);
  EXPECT_EQ(second, 1);
}

TEST(Signal, ArrivalsBeforeTheCallbackRunsAreOne) {
  corun::event_loop loop;
  int caught = 0;
  loop.add_signal_handler(SIGUSR1, [&] { ++caught; });
  for (int i = 0; i < 3; ++i)
    std::raise(SIGUSR1);
  step(loop);
  EXPECT_EQ(caught, 1);
  std::raise(SIGUSR1);
  step(loop);
  EXPECT_EQ(caught, 2);
}

TEST(Signal, CallbackMayRemoveItself) {
  corun::event_loop loop;
  int caught = 0;
  loop.add_signal_handler(SIGUSR1, [&, text = std::string(100, 'x')] {
    EXPECT_TRUE(loop.remove_signal_handler(SIGUSR1));
    EXPECT_EQ(text.size(), 100U);
    ++caught;
  });
  std::raise(SIGUSR1);
  step(loop);
  EXPECT_EQ(caught, 1);
}

TEST(Signal, ThatArrivedBeforeItsHandlerWasRemovedIsForgotten) {
  corun::event_loop loop;
  int caught = 0;
  loop.add_signal_handler(SIGUSR1, [&] { ++caught; });
  std::raise(SIGUSR1);
  loop.remove_signal_handler(SIGUSR1);
  loop.add_signal_handler(SIGUSR1, [&] { ++caught; });
  step(loop);
  EXPECT_EQ(caught, 0);
}

TEST(Signal, ExceptionOfACallbackIsReported) {
  corun::event_loop loop;
  reports seen;
  loop.set_exception_handler(seen.handler());
  loop.add_signal_handler(SIGUSR1, [] { throw std::runtime_error("x"); });
  std::raise(SIGUSR1);
  step(loop);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(what(seen[0].exception), "x");
}

TEST(Signal, ClosingGivesEverySignalBack) {
  const handler one = handler_of(SIGUSR1);
  const handler two = handler_of(SIGUSR2);
  corun::event_loop loop;
  loop.add_signal_handler(SIGUSR1, [] {});
  loop.add_signal_handler(SIGUSR2, [] {});
  loop.close();
  EXPECT_EQ(handler_of(SIGUSR1), one);
  EXPECT_EQ(handler_of(SIGUSR2), two);
  EXPECT_FALSE(loop.remove_signal_handler(SIGUSR1));
  EXPECT_THROW(loop.add_signal_handler(SIGUSR1, [] {}), corun::loop_error);
}

TEST(Signal, HandledByAnotherLoopIsRefused) {
  corun::event_loop first;
  corun::event_loop second;
  first.add_signal_handler(SIGUSR1, [] {});
  EXPECT_THROW(second.add_signal_handler(SIGUSR1, [] {}), corun::loop_error);
  EXPECT_FALSE(second.remove_signal_handler(SIGUSR1));
  first.remove_signal_handler(SIGUSR1);
  second.add_signal_handler(SIGUSR1, [] {});
  EXPECT_TRUE(second.remove_signal_handler(SIGUSR1));
}

TEST(Signal, FromAnotherThreadDuringRemovalIsSafe) {
  // The disposition before must not end the process.
  const handler before = std::signal(SIGUSR1, SIG_IGN);
  std::atomic<bool> over = false;
  std::thread sender([&] {
    while (!over)
      ::kill(::getpid(), SIGUSR1);
  });
  for (int i = 0; i < 200; ++i) {
    corun::event_loop loop;
    loop.add_signal_handler(SIGUSR1, [] {});
    step(loop);
  }
  over = true;
  sender.join();
  std::signal(SIGUSR1, before);
  SUCCEED();
}

} // namespace
} // namespace corun_test
