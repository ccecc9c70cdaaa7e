// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What debug mode says, word for word, and that it says nothing when it is off.
#include "support.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <regex>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace corun_test;

/// Text with "FILE:N" for "/path/FILE.cpp:12": see dump_tasks_test.cpp.
std::string without_lines(const std::string &text) {
  return std::regex_replace(
      text, std::regex("[^ (]*/([a-z_]+)\\.[ch]pp:[0-9]+"), "$1:N");
}
/// And "N ms".
std::string without_numbers(const std::string &text) {
  return std::regex_replace(without_lines(text), std::regex("[0-9]+ ms"),
                            "N ms");
}

corun::run_options debugging(reports &reported) {
  return {.on_exception = reported.handler(), .debug = true, .name = "main"};
}

class environment {
public:
  environment(const char *name, const char *value) : name_(name) {
    ::setenv(name, value, 1);
  }
  ~environment() { ::unsetenv(name_); }

private:
  const char *name_;
};

// --- turning it on ---

TEST(Debug, IsOffUnlessTheEnvironmentAsks) {
  EXPECT_FALSE(corun::event_loop().debug());
  {
    const environment off("CORUN_DEBUG", "0");
    EXPECT_FALSE(corun::event_loop().debug());
  }
  const environment on("CORUN_DEBUG", "1");
  EXPECT_TRUE(corun::event_loop().debug());
}

TEST(Debug, CanBeSetOnALoop) {
  corun::event_loop loop;
  loop.set_debug(true);
  EXPECT_TRUE(loop.debug());
  loop.set_debug(false);
  EXPECT_FALSE(loop.debug());
}

TEST(Debug, RunsAsTheOptionSays) {
  const environment on("CORUN_DEBUG", "1");
  const auto asked = []() -> corun::task<bool> {
    co_return corun::current_loop().debug();
  };
  EXPECT_TRUE(run(asked));
  EXPECT_FALSE(run(asked, {.debug = false}));
}

// --- never awaited ---

corun::task<int> fetch(int n) { co_return n; }

TEST(Debug, NamesACoroutineThatWasNeverAwaited) {
  reports reported;
  run(
      []() -> corun::task<void> {
        static_cast<void>(fetch(1));
        co_return;
      },
      debugging(reported));
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_EQ(
      reported[0].message,
      "coroutine 'fetch' was never awaited: it never runs; co_await it, or "
      "give it to create_task");
  EXPECT_EQ(without_lines(reported[0].origin), "debug_test:N");
}

TEST(Debug, OffSaysNothingOfACoroutineThatWasNeverAwaited) {
  reports reported;
  run(
      []() -> corun::task<void> {
        static_cast<void>(fetch(1));
        co_return;
      },
      reported.options());
  EXPECT_TRUE(reported.empty());
}

TEST(Debug, ACoroutineThatCreateTaskRefusedIsNotReportedToo) {
  const environment on("CORUN_DEBUG", "1");
  corun::event_loop loop;
  loop.close();
  testing::internal::CaptureStderr();
  EXPECT_THROW(static_cast<void>(loop.create_task(nothing())),
               corun::loop_error);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

// --- slow steps ---

void hold_up() { std::this_thread::sleep_for(3ms); }

TEST(Debug, NamesATaskThatHoldsUpTheLoopAndWhere) {
  reports reported;
  run(
      []() -> corun::task<void> {
        corun::current_loop().set_slow_callback_duration(3ms);
        auto slow = corun::create_task(
            []() -> corun::task<void> {
              co_await corun::sleep(0s);
              hold_up();
              co_await nothing();
              co_await corun::sleep(0s);
            }(),
            {.name = "slow"});
        co_await slow;
      },
      debugging(reported));
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_EQ(without_numbers(reported[0].message),
            "task 'slow' held up the event loop for N ms, from debug_test:N "
            "(Debug_NamesATaskThatHoldsUpTheLoopAndWhere_Test::TestBody::"
            "(lambda)::(lambda)) to debug_test:N "
            "(Debug_NamesATaskThatHoldsUpTheLoopAndWhere_Test::TestBody::"
            "(lambda)::(lambda)): move what takes so long to to_thread");
  EXPECT_EQ(reported[0].task_name, "slow");
  EXPECT_EQ(without_lines(reported[0].origin), "debug_test:N");
}

corun::task<void> slow_to_the_end() {
  hold_up();
  co_return;
}

TEST(Debug, SaysThatASlowStepWasTheLast) {
  reports reported;
  run(
      []() -> corun::task<void> {
        corun::current_loop().set_slow_callback_duration(3ms);
        auto slow = corun::create_task(slow_to_the_end(), {.name = "slow"});
        co_await slow;
      },
      debugging(reported));
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_EQ(
      without_numbers(reported[0].message),
      "task 'slow' held up the event loop for N ms, from debug_test:N "
      "(slow_to_the_end) to its end: move what takes so long to to_thread");
}

/// What is said of a slow callback that `make` gives to the loop.
std::string slow_report(const std::function<void(corun::event_loop &)> &make) {
  reports reported;
  corun::event_loop loop;
  loop.set_debug(true);
  loop.set_slow_callback_duration(3ms);
  loop.set_exception_handler(reported.handler());
  make(loop);
  loop.run_forever();
  EXPECT_EQ(reported.size(), 1U);
  EXPECT_EQ(reported[0].origin, "");
  return without_numbers(reported[0].message);
}

TEST(Debug, NamesTheKindOfASlowCallback) {
  const std::string rest =
      " held up the event loop for N ms: move what takes so long to to_thread";
  const auto slow = [](corun::event_loop &loop) {
    return [&loop] {
      hold_up();
      loop.stop();
    };
  };
  EXPECT_EQ(slow_report([&](auto &loop) { loop.call_soon(slow(loop)); }),
            "a callback of call_soon" + rest);
  EXPECT_EQ(slow_report([&](auto &loop) { loop.call_later(1ms, slow(loop)); }),
            "a callback of call_later or call_at" + rest);
  EXPECT_EQ(slow_report([&](auto &loop) {
              loop.create_task(nothing()).add_done_callback(
                  [&](const corun::any_task_handle &) { slow(loop)(); });
            }),
            "a callback of add_done_callback" + rest);
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  EXPECT_EQ(
      slow_report([&](auto &loop) { loop.add_writer(ends[1], slow(loop)); }),
      "a callback of add_writer" + rest);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  EXPECT_EQ(
      slow_report([&](auto &loop) { loop.add_reader(ends[0], slow(loop)); }),
      "a callback of add_reader" + rest);
  ::close(ends[0]);
  ::close(ends[1]);
  EXPECT_EQ(slow_report([&](auto &loop) {
              loop.add_signal_handler(SIGUSR2, slow(loop));
              std::raise(SIGUSR2);
            }),
            "a callback of add_signal_handler" + rest);
}

TEST(Debug, OffSaysNothingOfSlowSteps) {
  reports reported;
  run(
      []() -> corun::task<void> {
        corun::current_loop().set_slow_callback_duration(3ms);
        hold_up();
        co_await corun::sleep(0s);
      },
      reported.options());
  EXPECT_TRUE(reported.empty());
}

TEST(Debug, SaysNothingOfQuickSteps) {
  reports reported;
  run(
      []() -> corun::task<void> {
        corun::current_loop().set_slow_callback_duration(1h);
        hold_up();
        co_await corun::sleep(0s);
      },
      debugging(reported));
  EXPECT_TRUE(reported.empty());
}

TEST(Debug, MayBeTurnedOffInTheMiddleOfAStep) {
  reports reported;
  run(
      []() -> corun::task<void> {
        corun::current_loop().set_slow_callback_duration(3ms);
        hold_up();
        corun::current_loop().set_debug(false);
        co_await corun::sleep(0s);
      },
      debugging(reported));
  EXPECT_TRUE(reported.empty());
}

// --- the wrong thread ---

struct wrong_call {
  const char *name;
  std::function<void(corun::event_loop &, corun::task_handle<void> &)> make;
};

const std::vector<wrong_call> wrong_calls = {
    {"event_loop::call_soon", [](auto &l, auto &) { l.call_soon([] {}); }},
    {"event_loop::call_at", [](auto &l, auto &) { l.call_later(1s, [] {}); }},
    {"event_loop::call_at",
     [](auto &l, auto &) { l.call_at(l.time(), [] {}); }},
    {"create_task", [](auto &l, auto &) { l.create_task(nothing()).detach(); }},
    {"event_loop::stop", [](auto &l, auto &) { l.stop(); }},
    {"add_reader or add_writer",
     [](auto &l, auto &) { l.add_reader(0, [] {}); }},
    {"add_reader or add_writer",
     [](auto &l, auto &) { l.add_writer(0, [] {}); }},
    {"remove_reader or remove_writer",
     [](auto &l, auto &) { l.remove_reader(0); }},
    {"remove_reader or remove_writer",
     [](auto &l, auto &) { l.remove_writer(0); }},
    {"add_signal_handler",
     [](auto &l, auto &) { l.add_signal_handler(SIGUSR2, [] {}); }},
    {"remove_signal_handler",
     [](auto &l, auto &) { l.remove_signal_handler(SIGUSR2); }},
    {"event_loop::set_exception_handler",
     [](auto &l, auto &) { l.set_exception_handler({}); }},
    {"event_loop::call_exception_handler",
     [](auto &l, auto &) { l.call_exception_handler({}); }},
    {"event_loop::set_debug", [](auto &l, auto &) { l.set_debug(false); }},
    {"event_loop::set_slow_callback_duration",
     [](auto &l, auto &) { l.set_slow_callback_duration(1s); }},
    {"event_loop::all_tasks",
     [](auto &l, auto &) { static_cast<void>(l.all_tasks()); }},
    {"event_loop::dump_tasks",
     [](auto &l, auto &) { static_cast<void>(l.dump_tasks()); }},
    {"task_handle::cancel", [](auto &, auto &t) { t.cancel(); }},
    {"task_handle::uncancel", [](auto &, auto &t) { t.uncancel(); }},
    {"task_handle::cancelling",
     [](auto &, auto &t) { static_cast<void>(t.cancelling()); }},
    {"task_handle::done", [](auto &, auto &t) { static_cast<void>(t.done()); }},
    {"task_handle::cancelled",
     [](auto &, auto &t) { static_cast<void>(t.cancelled()); }},
    {"task_handle::name", [](auto &, auto &t) { static_cast<void>(t.name()); }},
    {"task_handle::set_name", [](auto &, auto &t) { t.set_name("x"); }},
    {"task_handle::exception",
     [](auto &, auto &t) { static_cast<void>(t.exception()); }},
    {"task_handle::result", [](auto &, auto &t) { t.result(); }},
    {"task_handle::detach", [](auto &, auto &t) { t.detach(); }},
    {"task_handle::add_done_callback",
     [](auto &, auto &t) { t.add_done_callback([](const auto &) {}); }},
};

/// What the calls say in a thread that is not the loop's.
std::vector<std::string> said_elsewhere(bool debug) {
  reports reported;
  return run(
      []() -> corun::task<std::vector<std::string>> {
        corun::event_loop &loop = corun::current_loop();
        auto pending = corun::create_task(forever());
        auto calls = [&] {
          std::vector<std::string> said;
          for (const wrong_call &call : wrong_calls)
            try {
              call.make(loop, pending);
              said.emplace_back("");
            } catch (const corun::loop_error &error) {
              said.emplace_back(error.what());
            }
          return said;
        };
        std::vector<std::string> said =
            co_await corun::to_thread(std::ref(calls));
        pending.cancel();
        co_return said;
      },
      {.on_exception = reported.handler(), .debug = debug});
}

TEST(Debug, RefusesUseInAnotherThread) {
  const std::vector<std::string> said = said_elsewhere(true);
  ASSERT_EQ(said.size(), wrong_calls.size());
  for (std::size_t i = 0; i < said.size(); ++i)
    EXPECT_EQ(said[i],
              wrong_calls[i].name +
                  std::string(" was called in another thread than the event "
                              "loop's: use call_soon_threadsafe() or "
                              "run_coroutine_threadsafe() there"));
}

TEST(Debug, OffDoesNotLookAtTheThread) {
  int ran = 0;
  run([&]() -> corun::task<void> {
    corun::event_loop &loop = corun::current_loop();
    // join() keeps this thread from using the loop at the same time.
    std::thread([&] {
      const corun::event_loop another;
      loop.call_soon([&] { ++ran; });
      loop.call_later(0s, [&] { ++ran; });
      loop.call_at(loop.time(), [&] { ++ran; });
    }).join();
    co_await iterations(2);
  });
  EXPECT_EQ(ran, 3);
}

TEST(Debug, LetsOtherThreadsUseWhatIsForThem) {
  reports reported;
  const int n = run(
      []() -> corun::task<int> {
        corun::event_loop &loop = corun::current_loop();
        co_return co_await corun::to_thread([&] {
          loop.call_soon_threadsafe([] {});
          return corun::run_coroutine_threadsafe(number(7), loop).get();
        });
      },
      debugging(reported));
  EXPECT_EQ(n, 7);
  EXPECT_TRUE(reported.empty());
}

TEST(Debug, LetsALoopThatDoesNotRunMoveToAnotherThread) {
  corun::event_loop loop;
  loop.set_debug(true);
  auto task = loop.create_task(number(7));
  int n = 0;
  std::thread([&] { n = loop.run_until_complete(std::move(task)); }).join();
  EXPECT_EQ(n, 7);
}

// --- exceptions and tasks that nobody waits for: also without debug mode ---

TEST(Debug, NamesTheTaskOfAnExceptionThatNobodyRetrieved) {
  reports reported;
  run(
      []() -> corun::task<void> {
        corun::create_task(failing("no"), {.name = "lost"}).detach();
        co_await iterations(3);
      },
      reported.options());
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_EQ(reported[0].message, "task 'lost' failed and nobody awaited it");
  EXPECT_EQ(what(reported[0].exception), "no");
  EXPECT_EQ(reported[0].task_name, "lost");
  EXPECT_EQ(without_lines(reported[0].origin), "debug_test:N");
}

TEST(Debug, SaysNothingOfAnExceptionThatWasRetrieved) {
  reports reported;
  run(
      []() -> corun::task<void> {
        auto asked = corun::create_task(failing("no"));
        auto resulted = corun::create_task(failing("no"));
        co_await iterations(3);
        static_cast<void>(asked.exception());
        EXPECT_THROW(resulted.result(), std::runtime_error);
      },
      reported.options());
  EXPECT_TRUE(reported.empty());
}

TEST(Debug, SaysNothingOfAResultThatNobodyRetrieved) {
  // A task that is done has left its loop: it would report to stderr.
  testing::internal::CaptureStderr();
  reports reported;
  run(
      []() -> corun::task<void> {
        const auto dropped = corun::create_task(number(1));
        co_await iterations(2);
      },
      reported.options());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_TRUE(reported.empty());
}

TEST(Debug, SaysNothingOfACancelledTask) {
  // A task that is done has left its loop: it would report to stderr.
  testing::internal::CaptureStderr();
  reports reported;
  run(
      []() -> corun::task<void> {
        auto task = corun::create_task(forever());
        co_await iterations(1);
        task.cancel();
        co_await iterations(2);
      },
      reported.options());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_TRUE(reported.empty());
}

TEST(Debug, NamesATaskThatIsPendingAtTheEnd) {
  reports reported;
  run(
      []() -> corun::task<void> {
        const auto left = corun::create_task(forever(), {.name = "left"});
        co_return;
      },
      reported.options());
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_EQ(reported[0].message,
            "task 'left' was still pending when its event loop closed and is "
            "cancelled; await it, cancel it or detach it");
  EXPECT_EQ(reported[0].exception, nullptr);
  EXPECT_EQ(reported[0].task_name, "left");
  EXPECT_EQ(without_lines(reported[0].origin), "debug_test:N");
}

// --- the exception handler ---

void fail_in_callback() { throw std::runtime_error("broken"); }

TEST(ExceptionHandler, DefaultWritesALineToStderr) {
  testing::internal::CaptureStderr();
  corun::event_loop loop;
  loop.call_soon(fail_in_callback);
  loop.stop();
  loop.run_forever();
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "corun: a callback of the event loop failed: broken\n");
}

TEST(ExceptionHandler, DefaultWritesOfATimerToo) {
  testing::internal::CaptureStderr();
  corun::event_loop loop;
  loop.call_later(1ms, [&] {
    loop.stop();
    fail_in_callback();
  });
  loop.run_forever();
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "corun: a callback of the event loop failed: broken\n");
}

TEST(ExceptionHandler, DefaultWritesWhereTheTaskWasCreated) {
  testing::internal::CaptureStderr();
  run([]() -> corun::task<void> {
    corun::create_task(failing("no"), {.name = "lost"}).detach();
    co_await iterations(3);
  });
  EXPECT_EQ(without_lines(testing::internal::GetCapturedStderr()),
            "corun: task 'lost' failed and nobody awaited it: no "
            "(debug_test:N)\n");
}

TEST(ExceptionHandler, IsGivenTheWholeContext) {
  reports reported;
  corun::event_loop loop;
  loop.set_exception_handler(reported.handler());
  loop.call_soon(fail_in_callback);
  loop.stop();
  loop.run_forever();
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_EQ(reported[0].message, "a callback of the event loop failed");
  EXPECT_EQ(what(reported[0].exception), "broken");
}

TEST(ExceptionHandler, CanBeTakenAwayAgain) {
  reports reported;
  corun::event_loop loop;
  loop.set_exception_handler(reported.handler());
  loop.set_exception_handler({});
  testing::internal::CaptureStderr();
  loop.call_exception_handler({.message = "hello",
                               .exception = nullptr,
                               .task_name = {},
                               .origin = {}});
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "corun: hello\n");
  EXPECT_TRUE(reported.empty());
}

TEST(ExceptionHandler, ThatFailsIsReportedWithWhatItWasGiven) {
  corun::event_loop loop;
  loop.set_exception_handler([](const corun::exception_context &) {
    throw std::runtime_error("worse");
  });
  loop.call_soon(fail_in_callback);
  loop.stop();
  testing::internal::CaptureStderr();
  loop.run_forever();
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "corun: the event loop's exception handler itself failed: worse\n"
            "corun: a callback of the event loop failed: broken\n");
}

TEST(ExceptionHandler, AFailureDoesNotEndTheLoop) {
  reports reported;
  bool ran = false;
  corun::event_loop loop;
  loop.set_exception_handler(reported.handler());
  loop.call_soon(fail_in_callback);
  loop.call_soon([&] { ran = true; });
  loop.stop();
  loop.run_forever();
  EXPECT_TRUE(ran);
}

// --- SIGUSR1 ---

bool usr1_has_default_action() {
  struct sigaction current{};
  ::sigaction(SIGUSR1, nullptr, &current);
  return current.sa_handler == SIG_DFL;
}

TEST(DebugSignal, WritesTheTasksToStderr) {
  reports reported;
  testing::internal::CaptureStderr();
  run(
      []() -> corun::task<void> {
        std::raise(SIGUSR1);
        co_await iterations(2);
      },
      debugging(reported));
  EXPECT_EQ(without_lines(testing::internal::GetCapturedStderr()),
            "corun: event loop: 1 task\n"
            "task 'main': is about to go on (created at support:N)\n"
            "    DebugSignal_WritesTheTasksToStderr_Test::TestBody::(lambda) "
            "at debug_test:N\n"
            "    corun_test::iterations at support:N\n");
  EXPECT_TRUE(usr1_has_default_action());
}

TEST(DebugSignal, WakesALoopThatSleeps) {
  EXPECT_EXIT(
      {
        ::alarm(20);
        reports reported;
        run(
            []() -> corun::task<void> {
              corun::current_loop().call_soon([] {
                std::thread([] {
                  std::this_thread::sleep_for(10ms);
                  ::kill(::getpid(), SIGUSR1);
                  std::this_thread::sleep_for(10ms);
                  ::kill(::getpid(), SIGINT);
                }).detach();
              });
              try {
                co_await forever();
              } catch (const corun::cancelled_error &) {
                std::_Exit(7);
              }
            },
            debugging(reported));
      },
      testing::ExitedWithCode(7), "task 'main': waits for a sleep of 3600 s");
}

TEST(DebugSignal, IsLeftAloneWithoutDebugMode) {
  run([]() -> corun::task<void> {
    EXPECT_TRUE(usr1_has_default_action());
    corun::current_loop().set_debug(true);
    EXPECT_FALSE(usr1_has_default_action());
    corun::current_loop().set_debug(false);
    EXPECT_TRUE(usr1_has_default_action());
    co_return;
  });
}

TEST(DebugSignal, IsLeftAloneIfTheProgramHandlesIt) {
  std::signal(SIGUSR1, SIG_IGN);
  reports reported;
  testing::internal::CaptureStderr();
  run(
      []() -> corun::task<void> {
        std::raise(SIGUSR1);
        co_await iterations(2);
      },
      debugging(reported));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(std::signal(SIGUSR1, SIG_DFL), SIG_IGN);
}

TEST(DebugSignal, IsLeftAloneInOtherThreads) {
  reports reported;
  std::thread([&] {
    run(
        []() -> corun::task<void> {
          EXPECT_TRUE(usr1_has_default_action());
          co_return;
        },
        debugging(reported));
  }).join();
}

TEST(DebugSignal, GoesToTheHandlerThatTheProgramAdds) {
  reports reported;
  int handled = 0;
  testing::internal::CaptureStderr();
  run(
      [&]() -> corun::task<void> {
        corun::current_loop().add_signal_handler(SIGUSR1, [&] { ++handled; });
        std::raise(SIGUSR1);
        co_await iterations(2);
        corun::current_loop().set_debug(false);
        std::raise(SIGUSR1);
        co_await iterations(2);
      },
      debugging(reported));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(handled, 2);
}

TEST(Debug, EventThatIsSetInAnotherThreadIsReported) {
  testing::internal::CaptureStderr();
  run(
      []() -> corun::task<void> {
        corun::event event;
        auto wait = [](corun::event &e) -> corun::task<void> {
          co_await e.wait();
        };
        auto h = corun::create_task(wait(event));
        co_await corun::sleep(0s);
        // The loop waits for the call, and touches nothing meanwhile.
        std::thread([&] { event.set(); }).join();
        co_await h;
      },
      {.debug = true});
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "corun: whoever waits for an event was woken in another thread "
            "than the event loop's, and may not notice: use "
            "call_soon_threadsafe() there\n");
}

} // namespace
