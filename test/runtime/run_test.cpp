// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace corun_test {
namespace {

TEST(Run, ReturnsWhatMainReturns) {
  EXPECT_EQ(corun::run(number_after(42, 1)), 42);
}

TEST(Run, ThrowsWhatMainThrows) {
  std::string caught;
  try {
    corun::run(failing("spam"));
  } catch (const std::runtime_error &e) {
    caught = e.what();
  }
  EXPECT_EQ(caught, "spam");
}

TEST(Run, KeepsTheTypeOfAnExceptionThatIsNoStdException) {
  auto main = []() -> corun::task<void> {
    co_await corun::sleep(0s);
    throw 42;
  };
  int caught = 0;
  try {
    corun::run(main());
  } catch (int i) {
    caught = i;
  }
  EXPECT_EQ(caught, 42);
}

TEST(Run, DoesNotCopyTheResult) {
  struct counted {
    explicit counted(int &n) : copies(&n) {}
    counted(const counted &o) : copies(o.copies) { ++*copies; }
    counted(counted &&) = default;
    int *copies;
  };
  int copies = 0;
  auto main = [&]() -> corun::task<counted> { co_return counted(copies); };
  static_cast<void>(corun::run(main()));
  EXPECT_EQ(copies, 0);
}

corun::task<bool> in_debug_mode() { co_return corun::current_loop().debug(); }

/// CORUN_DEBUG has that value while it lives.
class debug_variable {
public:
  explicit debug_variable(const char *value) {
    if (const char *const before = std::getenv("CORUN_DEBUG"))
      before_ = before;
    ::setenv("CORUN_DEBUG", value, 1);
  }
  debug_variable(const debug_variable &) = delete;
  debug_variable &operator=(const debug_variable &) = delete;
  ~debug_variable() { ::setenv("CORUN_DEBUG", before_.c_str(), 1); }

private:
  std::string before_;
};

TEST(Run, DebugOptionWinsOverTheEnvironment) {
  {
    const debug_variable off("");
    EXPECT_FALSE(corun::run(in_debug_mode()));
    EXPECT_TRUE(corun::run(in_debug_mode(), {.debug = true}));
  }
  const debug_variable on("1");
  EXPECT_TRUE(corun::run(in_debug_mode()));
  EXPECT_FALSE(corun::run(in_debug_mode(), {.debug = false}));
}

TEST(Run, EnvironmentTurnsDebugModeOnUnlessEmptyOrZero) {
  const auto with = [](const char *value) {
    const debug_variable set(value);
    return corun::event_loop().debug();
  };
  EXPECT_FALSE(with(""));
  EXPECT_FALSE(with("0"));
  EXPECT_TRUE(with("1"));
}

TEST(Run, InsideARunningLoopIsRefusedAndClosesTheCoroutine) {
  bool freed = false;
  auto inner = [](on_destruction) -> corun::task<void> { co_return; };
  auto main = [&]() -> corun::task<std::string> {
    try {
      corun::run(inner(on_destruction(freed)));
    } catch (const corun::loop_error &e) {
      co_return e.what();
    }
    co_return "";
  };
  EXPECT_NE(corun::run(main()).find("running in this thread already"),
            std::string::npos);
  EXPECT_TRUE(freed);
}

TEST(Run, CancelsTasksThatAreLeft) {
  corun::task_handle<void> left;
  bool cancelled = false;
  auto leftover = [&]() -> corun::task<void> {
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
      cancelled = true;
      throw;
    }
  };
  reports seen;
  auto main = [&]() -> corun::task<int> {
    left = corun::create_task(leftover());
    co_await corun::sleep(0s);
    co_return 123;
  };
  EXPECT_EQ(corun::run(main(), seen.options()), 123);
  EXPECT_TRUE(left.done());
  EXPECT_TRUE(left.cancelled());
  EXPECT_TRUE(cancelled);
}

TEST(Run, ReportsErrorsOfTasksThatAreLeft) {
  reports seen;
  auto leftover = []() -> corun::task<void> {
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
      throw std::domain_error("division");
    }
  };
  auto main = [&]() -> corun::task<int> {
    corun::create_task(leftover(), {.name = "lo"}).detach();
    co_await corun::sleep(0s);
    co_return 123;
  };
  EXPECT_EQ(corun::run(main(), seen.options()), 123);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].task_name, "lo");
  EXPECT_EQ(what(seen[0].exception), "division");
}

TEST(Run, LeavesNothingBehindWhenMainThrows) {
  reports seen;
  bool ended = false;
  auto leftover = [&]() -> corun::task<void> {
    const on_destruction note(ended);
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
      throw std::domain_error("division");
    }
  };
  auto main = [&]() -> corun::task<void> {
    corun::create_task(leftover()).detach();
    co_await corun::sleep(0s);
    throw std::runtime_error("fancy exit");
  };
  EXPECT_THROW(corun::run(main(), seen.options()), std::runtime_error);
  EXPECT_TRUE(ended);
  EXPECT_EQ(seen.size(), 1U);
}

TEST(Run, MainHasTheGivenName) {
  auto main = []() -> corun::task<std::string> {
    co_return corun::current_task().name();
  };
  EXPECT_EQ(corun::run(main(), {.name = "main"}), "main");
}

// What asyncio's Runner is for, an event_loop made by hand does.

TEST(Runner, RunsSeveralTimesOnOneLoop) {
  corun::event_loop loop;
  EXPECT_EQ(loop.run_until_complete(number_after(1, 1)), 1);
  EXPECT_EQ(loop.run_until_complete(number_after(2, 1)), 2);
}

TEST(Runner, ClosedOneRefusesToRunAndTheCoroutineNeverStarts) {
  int runs = 0;
  auto f = [&]() -> corun::task<void> {
    ++runs;
    co_return;
  };
  corun::event_loop loop;
  loop.run_until_complete(f());
  loop.close();
  EXPECT_TRUE(loop.is_closed());
  EXPECT_THROW(loop.run_until_complete(f()), corun::loop_error);
  EXPECT_EQ(runs, 1);
}

TEST(Runner, ClosingTwiceIsClosingOnce) {
  corun::event_loop loop;
  loop.close();
  EXPECT_TRUE(loop.is_closed());
  loop.close();
  EXPECT_TRUE(loop.is_closed());
}

TEST(Runner, RunsATaskThatIsDone) {
  corun::event_loop loop;
  auto h = loop.create_task(number(4));
  loop.stop();
  loop.run_forever();
  EXPECT_TRUE(h.done());
  EXPECT_EQ(loop.run_until_complete(h), 4);
}

TEST(Runner, DebugModeCanBeSetByHand) {
  corun::event_loop loop;
  loop.set_debug(true);
  EXPECT_TRUE(loop.debug());
  loop.set_debug(false);
  EXPECT_FALSE(loop.debug());
}

// SIGINT. A handler that is there when run() begins would be left alone, so
// each test makes sure that there is none.

class Interrupt : public testing::Test {
protected:
  Interrupt() { ::sigaction(SIGINT, nullptr, &before_); }
  ~Interrupt() override { ::sigaction(SIGINT, &before_, nullptr); }
  void SetUp() override { std::signal(SIGINT, SIG_DFL); }

private:
  struct sigaction before_{};
};

void interrupt_soon(int count = 1) {
  corun::current_loop().call_later(1ms, [count] {
    for (int i = 0; i < count; ++i)
      std::raise(SIGINT);
  });
}

TEST_F(Interrupt, CancelsMainThatIsAlwaysReady) {
  bool cancelled = false;
  auto main = [&]() -> corun::task<void> {
    interrupt_soon();
    try {
      for (;;)
        co_await corun::sleep(0s);
    } catch (const corun::cancelled_error &) {
      cancelled = true;
    }
    throw corun::cancelled_error();
  };
  EXPECT_THROW(corun::run(main()), corun::keyboard_interrupt);
  EXPECT_TRUE(cancelled);
}

TEST_F(Interrupt, CancelsWhatMainWaitsFor) {
  corun::task_handle<void> awaited;
  auto main = [&]() -> corun::task<void> {
    interrupt_soon();
    awaited = corun::create_task(forever());
    co_await awaited;
  };
  EXPECT_THROW(corun::run(main()), corun::keyboard_interrupt);
  EXPECT_TRUE(awaited.cancelled());
}

TEST_F(Interrupt, SaysWhyInTheCancelledError) {
  std::string message;
  auto main = [&]() -> corun::task<void> {
    interrupt_soon();
    try {
      co_await forever();
    } catch (const corun::cancelled_error &e) {
      message = e.what();
      throw;
    }
  };
  EXPECT_THROW(corun::run(main()), corun::keyboard_interrupt);
  EXPECT_NE(message.find("SIGINT"), std::string::npos) << message;
}

TEST_F(Interrupt, OfMainThatSomebodyElseCancelsTooIsACancellation) {
  auto canceller = [](corun::any_task_handle main) -> corun::task<void> {
    co_await corun::sleep(0s);
    main.cancel();
    std::raise(SIGINT);
  };
  auto main = [&]() -> corun::task<void> {
    corun::create_task(canceller(corun::current_task())).detach();
    try {
      co_await corun::sleep(10s);
    } catch (const corun::cancelled_error &) {
    }
    co_await iterations(5); // lets the signal come, too
    throw corun::cancelled_error();
  };
  EXPECT_THROW(corun::run(main()), corun::cancelled_error);
}

TEST_F(Interrupt, MainThatSwallowsItReturns) {
  auto main = []() -> corun::task<int> {
    interrupt_soon();
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
    }
    co_return 5;
  };
  EXPECT_EQ(corun::run(main()), 5);
}

TEST_F(Interrupt, MainThatSwallowsItAndIsCancelledLaterThrowsIt) {
  // As in asyncio: who swallows a request without uncancel() has it still
  // pending, and the cancellation counts as that of SIGINT.
  auto main = []() -> corun::task<void> {
    interrupt_soon();
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
      corun::current_task().uncancel();
    }
    throw corun::cancelled_error();
  };
  EXPECT_THROW(corun::run(main()), corun::keyboard_interrupt);
}

TEST_F(Interrupt, MainThatFailsInItsCleanUpThrowsThat) {
  auto main = []() -> corun::task<void> {
    interrupt_soon();
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
      throw std::runtime_error("clean-up");
    }
  };
  EXPECT_THROW(corun::run(main()), std::runtime_error);
}

TEST_F(Interrupt, SecondOneDoesNotWaitForMain) {
  reports seen;
  bool second_cleanup = false;
  auto main = [&]() -> corun::task<void> {
    interrupt_soon();
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
      std::raise(SIGINT);
    }
    try {
      co_await forever(); // a clean-up that hangs
    } catch (const corun::cancelled_error &) {
      second_cleanup = true; // by close()
      throw;
    }
  };
  EXPECT_THROW(corun::run(main(), seen.options()), corun::keyboard_interrupt);
  EXPECT_TRUE(second_cleanup);
}

TEST_F(Interrupt, CleansUpOtherTasksToo) {
  bool cleaned = false;
  auto other = [&]() -> corun::task<void> {
    const on_destruction note(cleaned);
    co_await forever();
  };
  auto main = [&]() -> corun::task<void> {
    corun::create_task(other()).detach();
    interrupt_soon();
    co_await forever();
  };
  EXPECT_THROW(corun::run(main()), corun::keyboard_interrupt);
  EXPECT_TRUE(cleaned);
}

TEST_F(Interrupt, GivesTheSignalBack) {
  corun::run(nothing());
  struct sigaction now{};
  ::sigaction(SIGINT, nullptr, &now);
  EXPECT_EQ(now.sa_handler, SIG_DFL);
}

TEST_F(Interrupt, LeavesAHandlerOfTheProgramAlone) {
  static volatile std::sig_atomic_t caught = 0;
  caught = 0;
  std::signal(SIGINT, [](int) { caught = 1; });
  auto main = []() -> corun::task<int> {
    std::raise(SIGINT);
    co_await iterations(3);
    co_return 7;
  };
  EXPECT_EQ(corun::run(main()), 7);
  EXPECT_EQ(caught, 1);
}

TEST_F(Interrupt, RunInAnotherThreadDoesNotTouchIt) {
  struct sigaction during{};
  auto main = [&]() -> corun::task<void> {
    ::sigaction(SIGINT, nullptr, &during);
    co_return;
  };
  std::thread other([&] { corun::run(main()); });
  other.join();
  EXPECT_EQ(during.sa_handler, SIG_DFL);
}

TEST_F(Interrupt, RepeatedWhileTheLoopIsBlockedEndsTheProcess) {
  const pid_t child = ::fork();
  if (child == 0) {
    auto main = []() -> corun::task<void> {
      std::raise(SIGINT);
      std::raise(SIGINT); // the loop had no chance to see the first
      co_return;
    };
    try {
      corun::run(main());
    } catch (...) {
    }
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGINT);
}

TEST_F(Interrupt, EndProcessDiesOfTheSignal) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      auto main = []() -> corun::task<void> {
        std::raise(SIGINT);
        co_await forever();
      };
      corun::run(main());
    } catch (const corun::keyboard_interrupt &) {
      corun::keyboard_interrupt::end_process();
    }
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGINT);
}

} // namespace
} // namespace corun_test
