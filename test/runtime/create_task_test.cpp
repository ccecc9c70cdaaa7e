// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace corun_test {
namespace {

TEST(CreateTask, FirstStepIsNotRunInline) {
  bool started = false;
  auto body = [&]() -> corun::task<void> {
    started = true;
    co_return;
  };
  run([&]() -> corun::task<void> {
    auto h = corun::create_task(body());
    EXPECT_FALSE(started);
    co_await corun::sleep(0s);
    EXPECT_TRUE(started);
    EXPECT_TRUE(h.done());
  });
}

TEST(CreateTask, TasksStartInTheOrderOfTheirCreation) {
  std::vector<int> order;
  auto body = [&](int i) -> corun::task<void> {
    order.push_back(i);
    co_return;
  };
  run([&]() -> corun::task<void> {
    auto a = corun::create_task(body(1));
    auto b = corun::create_task(body(2));
    auto c = corun::create_task(body(3));
    co_await c;
    EXPECT_EQ(order, (std::vector{1, 2, 3}));
  });
}

TEST(CreateTask, OutsideALoopSaysWhatToDo) {
  std::string message;
  try {
    auto h = corun::create_task(nothing());
  } catch (const corun::loop_error &e) {
    message = e.what();
  }
  EXPECT_NE(message.find("corun::create_task needs a running event loop"),
            std::string::npos);
  EXPECT_NE(message.find("corun::run()"), std::string::npos);
}

TEST(CreateTask, NameIsTheGivenOneOrNumbered) {
  run([]() -> corun::task<void> {
    auto named = corun::create_task(nothing(), {.name = "server"});
    auto numbered = corun::create_task(nothing());
    EXPECT_EQ(named.name(), "server");
    EXPECT_EQ(numbered.name().substr(0, 5), "task-");
    co_await corun::gather(named, numbered);
  });
}

TEST(CreateTask, AutomaticNamesCountUp) {
  run([]() -> corun::task<void> {
    auto a = corun::create_task(nothing());
    auto b = corun::create_task(nothing());
    EXPECT_EQ(a.name().substr(0, 5), "task-");
    EXPECT_LT(std::stoi(a.name().substr(5)), std::stoi(b.name().substr(5)));
    co_await corun::gather(a, b);
  });
}

TEST(CreateTask, NameCanBeChanged) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(nothing(), {.name = "987654321"});
    EXPECT_EQ(h.name(), "987654321");
    h.set_name("123456789");
    EXPECT_EQ(h.name(), "123456789");
    co_await h;
  });
}

TEST(CreateTask, OnALoopThatDoesNotRunYet) {
  corun::event_loop loop;
  auto h = loop.create_task(number(5));
  EXPECT_FALSE(h.done());
  EXPECT_EQ(loop.run_until_complete(h), 5);
  EXPECT_TRUE(h.done());
}

TEST(CreateTask, TakesNothingButATask) {
  constexpr auto takes = []<class T>(T *) {
    return requires(T t) { corun::create_task(std::move(t)); };
  };
  static_assert(takes(static_cast<corun::task<int> *>(nullptr)));
  static_assert(!takes(static_cast<int *>(nullptr)));
  static_assert(!takes(static_cast<corun::task_handle<int> *>(nullptr)));
}

TEST(CreateTask, WhoseRunWasStoppedCanBeCancelled) {
  corun::event_loop loop;
  int rounds = 0;
  auto body = [&]() -> corun::task<void> {
    for (; rounds < 10; co_await corun::sleep(0s))
      if (++rounds == 2)
        loop.stop();
  };
  auto h = loop.create_task(body());
  EXPECT_THROW(loop.run_until_complete(h), corun::loop_error);
  EXPECT_FALSE(h.done());
  EXPECT_EQ(rounds, 2);
  h.cancel();
  EXPECT_THROW(loop.run_until_complete(h), corun::cancelled_error);
}

TEST(CreateTask, HandleMayBeAwaitedManyTimes) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number(5));
    EXPECT_EQ(co_await h, 5);
    EXPECT_EQ(co_await h, 5);
    EXPECT_EQ(h.result(), 5);
  });
}

TEST(CreateTask, AwaitersWakeInTheOrderTheyBeganToWait) {
  std::vector<int> order;
  auto wait = [&](corun::task_handle<int> h, int id) -> corun::task<void> {
    co_await h;
    order.push_back(id);
  };
  run([&]() -> corun::task<void> {
    auto h = corun::create_task(number_after(0, 3));
    auto a = corun::create_task(wait(h, 1));
    auto b = corun::create_task(wait(h, 2));
    auto c = corun::create_task(wait(h, 3));
    co_await corun::gather(a, b, c);
    EXPECT_EQ(order, (std::vector{1, 2, 3}));
  });
}

TEST(CreateTask, EveryAwaiterGetsTheSameException) {
  auto wait = [](corun::task_handle<void> h) -> corun::task<std::string> {
    try {
      co_await h;
    } catch (const std::runtime_error &e) {
      co_return e.what();
    }
    co_return "";
  };
  run([&]() -> corun::task<void> {
    auto h = corun::create_task(failing("boom"));
    auto a = corun::create_task(wait(h));
    auto b = corun::create_task(wait(h));
    EXPECT_EQ(co_await a, "boom");
    EXPECT_EQ(co_await b, "boom");
    EXPECT_EQ(what(h.exception()), "boom");
  });
}

TEST(CreateTask, LastHandleAwaitedAsRvalueMovesTheResultOut) {
  auto make = []() -> corun::task<std::unique_ptr<int>> {
    co_return std::make_unique<int>(1);
  };
  run([&]() -> corun::task<void> {
    std::unique_ptr<int> p = co_await corun::create_task(make());
    EXPECT_EQ(*p, 1);
  });
}

TEST(CreateTask, SharedResultIsCopiedNotMoved) {
  auto make = []() -> corun::task<std::string> {
    co_return "a string too long for the small buffer of std::string";
  };
  run([&]() -> corun::task<void> {
    auto h = corun::create_task(make());
    auto copy = h;
    std::string first = co_await std::move(copy);
    EXPECT_EQ(co_await h, first);
  });
}

TEST(CreateTask, DroppedHandleDoesNotStopTheTask) {
  bool finished = false;
  auto body = [&]() -> corun::task<void> {
    co_await iterations(2);
    finished = true;
  };
  run([&]() -> corun::task<void> {
    {
      auto dropped = corun::create_task(body());
    }
    co_await iterations(5);
    EXPECT_TRUE(finished);
  });
}

TEST(CreateTask, DetachedTaskRunsOn) {
  bool finished = false;
  auto body = [&]() -> corun::task<void> {
    co_await iterations(2);
    finished = true;
  };
  run([&]() -> corun::task<void> {
    corun::create_task(body()).detach();
    co_await iterations(5);
  });
  EXPECT_TRUE(finished);
}

TEST(CreateTask, ExceptionNobodyRetrievedIsReportedWithTheName) {
  reports seen;
  run(
      [&]() -> corun::task<void> {
        corun::create_task(failing("lost"), {.name = "worker"}).detach();
        co_await iterations(5);
        EXPECT_EQ(seen.size(), 1U);
      },
      seen.options());
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].task_name, "worker");
  EXPECT_EQ(what(seen[0].exception), "lost");
}

TEST(CreateTask, ExceptionIsNotReportedWhileAHandleCanRetrieveIt) {
  reports seen;
  run(
      [&]() -> corun::task<void> {
        auto h = corun::create_task(failing("kept"));
        co_await iterations(5);
        EXPECT_TRUE(seen.empty());
        EXPECT_EQ(what(h.exception()), "kept");
      },
      seen.options());
  EXPECT_TRUE(seen.empty());
}

TEST(CreateTask, ExceptionIsReportedWhenTheLastHandleGoes) {
  reports seen;
  run(
      [&]() -> corun::task<void> {
        auto h = corun::create_task(failing("lost"));
        auto copy = h;
        co_await iterations(5);
        h = {};
        EXPECT_TRUE(seen.empty());
        copy = {};
        EXPECT_EQ(seen.size(), 1U);
      },
      seen.options());
}

TEST(CreateTask, AwaitingItselfIsAnError) {
  run([]() -> corun::task<void> {
    corun::task_handle<void> self;
    auto body = [&]() -> corun::task<void> { co_await self; };
    self = corun::create_task(body(), {.name = "narcissus"});
    std::string message;
    try {
      co_await self;
    } catch (const corun::loop_error &e) {
      message = e.what();
    }
    EXPECT_NE(message.find("'narcissus' would await itself, and never end"), std::string::npos);
  });
}

TEST(CreateTask, ResultBeforeTheEndIsAnError) {
  run([]() -> corun::task<void> {
    auto h = corun::create_task(number_after(1, 1));
    EXPECT_THROW(static_cast<void>(h.result()), corun::loop_error);
    EXPECT_THROW(static_cast<void>(h.exception()), corun::loop_error);
    co_await h;
  });
}

TEST(CreateTask, EmptyHandleIsAnError) {
  corun::task_handle<int> empty;
  EXPECT_FALSE(empty.valid());
  EXPECT_THROW(static_cast<void>(empty.done()), corun::loop_error);
  EXPECT_THROW(empty.cancel(), corun::loop_error);
}

TEST(CreateTask, HandleMayOutliveItsLoop) {
  corun::task_handle<int> survivor;
  run([&]() -> corun::task<void> {
    survivor = corun::create_task(number(9));
    co_await survivor;
  });
  EXPECT_EQ(survivor.result(), 9);
}

TEST(CreateTask, HandleOfAnotherLoopIsRefused) {
  corun::event_loop other;
  auto foreign = other.create_task(number_after(1, 1));
  run([&]() -> corun::task<void> {
    bool refused = false;
    try {
      co_await foreign;
    } catch (const corun::loop_error &) {
      refused = true;
    }
    EXPECT_TRUE(refused);
  });
  EXPECT_EQ(other.run_until_complete(foreign), 1);
}

TEST(CreateTask, HundredThousandTasksRun) {
  int ended = 0;
  auto body = [&]() -> corun::task<void> {
    co_await corun::sleep(0s);
    ++ended;
  };
  run([&]() -> corun::task<void> {
    std::vector<corun::task_handle<void>> handles;
    for (int i = 0; i < 100'000; ++i)
      handles.push_back(corun::create_task(body()));
    for (auto &h : handles)
      co_await h;
    EXPECT_EQ(ended, 100'000);
  });
}

} // namespace
} // namespace corun_test
