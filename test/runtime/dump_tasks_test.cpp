// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The whole text of dump_tasks(), but for the lines of this file and the
// directories of all files.
#include "support.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <unistd.h>

namespace {

using namespace corun_test;

/// The text with "FILE:N" for "/path/FILE.hpp:12": lines are g++'s and clang's
/// own, see CORUN_DETAIL_AWAIT_LOCATIONS.
std::string without_lines(const std::string &text) {
  return std::regex_replace(
      text, std::regex("[^ (]*/([a-z_]+)\\.[ch]pp:[0-9]+"), "$1:N");
}
std::string dump() { return without_lines(corun::dump_tasks()); }

/// One iteration, so that what has just been created has begun to wait.
corun::sleep_awaitable turn() { return corun::sleep(0s); }

TEST(DumpTasks, TellsWhatATaskDoes) {
  const std::string text = run(
      []() -> corun::task<std::string> {
        auto sleeping = corun::create_task(forever(), {.name = "sleeping"});
        co_await turn();
        auto fresh = corun::create_task(nothing(), {.name = "fresh"});
        auto never = corun::create_task(nothing(), {.name = "never"});
        never.cancel();
        std::string out = dump();
        sleeping.cancel();
        fresh.detach();
        co_return out;
      },
      {.name = "main"});
  EXPECT_EQ(text,
            "event loop: 4 tasks\n"
            "task 'main': is running (created at support:N)\n"
            "    DumpTasks_TellsWhatATaskDoes_Test::TestBody::(lambda) at "
            "dump_tasks_test:N\n"
            "task 'sleeping': waits for a sleep of 3600 s (created at "
            "dump_tasks_test:N)\n"
            "    corun_test::forever at support:N\n"
            "task 'fresh': has not started (created at dump_tasks_test:N)\n"
            "    corun_test::nothing at support:N\n"
            "task 'never': has not started, cancelling (created at "
            "dump_tasks_test:N)\n"
            "    corun_test::nothing at support:N\n");
}

corun::task<void> inner() { co_await corun::sleep(1500ms); }
corun::task<void> middle() { co_await inner(); }
corun::task<void> outer() { co_await middle(); }

TEST(DumpTasks, NamesTheCoroutinesFromTheRootToTheLeaf) {
  const std::string text = run([]() -> corun::task<std::string> {
    auto t = corun::create_task(outer(), {.name = "nested"});
    co_await turn();
    std::string out = dump();
    t.cancel();
    co_return out;
  });
  EXPECT_NE(text.find("task 'nested': waits for a sleep of 1.5 s (created at "
                      "dump_tasks_test:N)\n"
                      "    outer at dump_tasks_test:N\n"
                      "    middle at dump_tasks_test:N\n"
                      "    inner at dump_tasks_test:N\n"),
            std::string::npos)
      << text;
}

#if CORUN_DETAIL_AWAIT_LOCATIONS
TEST(DumpTasks, SaysAtWhichAwaitACoroutineIs) {
  int line = 0;
  const std::string text = run([&]() -> corun::task<std::string> {
    auto t = corun::create_task([](int &at) -> corun::task<void> {
      co_await turn();
      at = __LINE__ + 1;
      co_await corun::sleep(1h);
    }(line));
    co_await turn();
    co_await turn();
    std::string out = corun::dump_tasks();
    t.cancel();
    co_return out;
  });
  EXPECT_NE(text.find("dump_tasks_test.cpp:" + std::to_string(line) + "\n"),
            std::string::npos)
      << text;
}
#endif

TEST(DumpTasks, SaysWhichDescriptorATaskWaitsFor) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const std::string text = run([&]() -> corun::task<std::string> {
    auto t = corun::create_task([](int fd) -> corun::task<void> {
      co_await corun::readable(fd);
    }(ends[0]));
    co_await turn();
    std::string out = corun::dump_tasks();
    t.cancel();
    co_return out;
  });
  ::close(ends[0]);
  ::close(ends[1]);
  EXPECT_NE(text.find("waits for file descriptor " + std::to_string(ends[0]) +
                      " to be readable"),
            std::string::npos)
      << text;
}

TEST(DumpTasks, PutsATaskUnderTheOneThatWaitsForIt) {
  std::string text;
  run(
      [&]() -> corun::task<void> {
        auto inside = corun::create_task(iterations(3), {.name = "inside"});
        corun::current_loop().call_soon([&] { text = dump(); });
        co_await inside;
      },
      {.name = "main"});
  EXPECT_EQ(
      text,
      "event loop: 2 tasks\n"
      "task 'main': waits for task 'inside' (created at support:N)\n"
      "│   "
      "DumpTasks_PutsATaskUnderTheOneThatWaitsForIt_Test::TestBody::(lambda) "
      "at dump_tasks_test:N\n"
      "└── task 'inside': is about to go on (created at dump_tasks_test:N)\n"
      "        corun_test::iterations at support:N\n");
}

/// The text while `body` waits, for tests that look only at the tree.
template <class Body> std::string tree(Body body) {
  std::string text;
  run([&]() -> corun::task<void> {
    auto main = corun::create_task(body(), {.name = "t"});
    co_await turn();
    co_await turn();
    text = dump();
    for (corun::any_task_handle &task : corun::all_tasks())
      if (!(task == corun::current_task()))
        task.cancel();
    co_await corun::wait(corun::handles(main));
  });
  const std::size_t begin = text.find("task 't'");
  return std::regex_replace(text.substr(begin),
                            std::regex("\n[│ ]*[^\n]* at [a-z_]*:N(?=\n)"), "");
}
/// As tree() leaves it.
std::string line(const std::string &name, const std::string &state) {
  return "task '" + name + "': " + state + " (created at ";
}

bool has(const std::string &text, const std::string &part) {
  return text.find(part) != std::string::npos;
}

TEST(DumpTasks, PutsGatheredTasksUnderTheGather) {
  const std::string text = tree([]() -> corun::task<void> {
    auto a = corun::create_task(forever(), {.name = "a"});
    auto b = corun::create_task(forever(), {.name = "b"});
    co_await corun::gather(a, b);
  });
  EXPECT_TRUE(has(text, line("t", "waits for 2 of 2 gathered tasks"))) << text;
  EXPECT_TRUE(has(text, "├── " + line("a", "waits for a sleep of 3600 s")))
      << text;
  EXPECT_TRUE(has(text, "└── " + line("b", "waits for a sleep of 3600 s")))
      << text;
}

TEST(DumpTasks, PutsTasksUnderWaitAsCompletedAndShield) {
  const auto waiting = []() -> corun::task<void> {
    auto a = corun::create_task(forever(), {.name = "a"});
    co_await corun::wait(corun::handles(a));
  };
  EXPECT_TRUE(has(tree(waiting), "└── task 'a'"));
  const auto next = []() -> corun::task<void> {
    std::vector<corun::task_handle<void>> all;
    all.push_back(corun::create_task(forever(), {.name = "a"}));
    auto range = corun::as_completed(all);
    static_cast<void>(co_await range.next());
  };
  EXPECT_TRUE(has(tree(next), line("t", "waits for the next of 1 tasks")));
  EXPECT_TRUE(has(tree(next), "└── task 'a'"));
  const auto shielding = []() -> corun::task<void> {
    auto a = corun::create_task(forever(), {.name = "a"});
    co_await corun::shield(a);
  };
  EXPECT_TRUE(has(tree(shielding), "└── task 'a'"));
}

TEST(DumpTasks, PutsMembersUnderTheirGroup) {
  const std::string text = tree([]() -> corun::task<void> {
    const auto body = [](corun::task_group &group) -> corun::task<void> {
      static_cast<void>(group.create_task(forever(), {.name = "a"}));
      static_cast<void>(group.create_task(forever(), {.name = "b"}));
      co_return;
    };
    co_await corun::with_task_group(body);
  });
  EXPECT_TRUE(has(text, line("t", "waits for 2 members of its task group")))
      << text;
  EXPECT_TRUE(has(text, "├── task 'a'")) << text;
  EXPECT_TRUE(has(text, "└── task 'b'")) << text;
}

TEST(DumpTasks, TellsOnceOfATaskThatSeveralWaitFor) {
  const std::string text = tree([]() -> corun::task<void> {
    auto shared = corun::create_task(forever(), {.name = "shared"});
    const auto join = [](corun::task_handle<void> of) -> corun::task<void> {
      co_await of;
    };
    auto a = corun::create_task(join(shared), {.name = "a"});
    auto b = corun::create_task(join(shared), {.name = "b"});
    co_await corun::gather(a, b);
  });
  EXPECT_TRUE(has(text, "├── " + line("a", "waits for task 'shared'"))) << text;
  EXPECT_TRUE(
      has(text, "│   └── " + line("shared", "waits for a sleep of 3600 s")))
      << text;
  EXPECT_TRUE(has(text, "    └── task 'shared': see above\n")) << text;
}

TEST(DumpTasks, AreFoundInACircle) {
  std::string text;
  reports reported;
  run(
      [&]() -> corun::task<void> {
        corun::task_handle<void> first;
        const auto join =
            [](corun::task_handle<void> &of) -> corun::task<void> {
          co_await corun::shield(of);
        };
        corun::task_handle<void> second;
        first = corun::create_task(join(second), {.name = "first"});
        second = corun::create_task(join(first), {.name = "second"});
        co_await turn();
        co_await turn();
        text = dump();
        first.cancel();
        second.cancel();
        co_await corun::wait(corun::handles(first, second));
      },
      reported.options());
  EXPECT_TRUE(has(text, "\ntask 'first': waits for task 'second'")) << text;
  EXPECT_TRUE(has(text, "└── task 'second': waits for task 'first'")) << text;
  EXPECT_TRUE(
      has(text, "    └── task 'first': see above (the wait is a circle)\n"))
      << text;
}

corun::task<void> countdown(int n) {
  if (n == 0)
    co_await corun::sleep(1h);
  else
    co_await countdown(n - 1);
}

TEST(DumpTasks, CutALongChainInTheMiddle) {
  const std::string text = run([]() -> corun::task<std::string> {
    auto t = corun::create_task(countdown(999));
    co_await turn();
    std::string out = corun::dump_tasks();
    t.cancel();
    co_return out;
  });
  EXPECT_TRUE(has(text, "\n    (936 more)\n")) << text;
  EXPECT_EQ(std::ranges::count(text, '\n'), 1 + 2 + 1 + 64 + 1) << text;
}

corun::task<void> after(corun::task_handle<void> other) { co_await other; }

TEST(DumpTasks, StayShortWhereTasksWaitInALongLine) {
  constexpr int tasks = 10'000;
  const std::string text = run([]() -> corun::task<std::string> {
    auto last = corun::create_task(forever());
    const auto first = last;
    for (int i = 1; i < tasks; ++i)
      last = corun::create_task(after(last));
    co_await turn();
    std::string out = corun::dump_tasks();
    corun::task_handle<void>(first).cancel();
    co_await corun::wait(corun::handles(last));
    co_return out;
  });
  EXPECT_TRUE(has(text, ": see below\n"));
  EXPECT_LT(text.size(), tasks * std::size_t{600});
}

TEST(DumpTasks, KeepTasksApartThatNobodyWaitsFor) {
  const std::string text = run([]() -> corun::task<std::string> {
    auto a = corun::create_task(forever(), {.name = "a"});
    auto b = corun::create_task(forever(), {.name = "b"});
    auto over_b = corun::create_task(after(b), {.name = "over b"});
    co_await turn();
    co_await turn();
    std::string out = corun::dump_tasks();
    a.cancel();
    b.cancel();
    co_await corun::wait(corun::handles(a, over_b));
    co_return out;
  });
  EXPECT_TRUE(has(text, "\ntask 'a': ")) << text;
  EXPECT_TRUE(has(text, "\ntask 'over b': ")) << text;
  EXPECT_FALSE(has(text, "\ntask 'b': ")) << text;
  EXPECT_TRUE(has(text, "\n└── task 'b': ")) << text;
}

TEST(DumpTasks, SeeThroughATimeLimit) {
  const std::string text = tree([]() -> corun::task<void> {
    auto a = corun::create_task(forever(), {.name = "a"});
    co_await corun::wait_for(a, 1h);
  });
  EXPECT_TRUE(has(text, line("t", "waits for task 'a'"))) << text;
  EXPECT_TRUE(has(text, "└── task 'a'")) << text;
}

TEST(DumpTasks, CanBeAskedBetweenTwoRuns) {
  corun::event_loop loop;
  EXPECT_EQ(loop.dump_tasks(), "event loop: 0 tasks\n");
  loop.create_task(forever(), {.name = "later"}).detach();
  EXPECT_TRUE(has(loop.dump_tasks(), "task 'later': has not started"));
}

TEST(DumpTasks, NeedALoop) {
  EXPECT_THROW(static_cast<void>(corun::dump_tasks()), corun::loop_error);
}

} // namespace
