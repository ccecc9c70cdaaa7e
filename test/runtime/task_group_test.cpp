// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace corun_test {
namespace {

corun::task<void> failing_after(int count, std::string message) {
  co_await iterations(count);
  throw std::runtime_error(message);
}

/// What the exceptions of a group say, "a, b"; "group" for one that is a group.
std::string texts(const corun::exception_group &group) {
  std::string out;
  for (const std::exception_ptr &each : group.exceptions()) {
    if (!out.empty())
      out += ", ";
    try {
      std::rethrow_exception(each);
    } catch (const corun::exception_group &) {
      out += "group";
    } catch (const std::exception &e) {
      out += e.what();
    }
  }
  return out;
}

/// Awaits a group and returns what its exceptions say; empty if none came.
template <class T> corun::task<std::string> errors_of(corun::task<T> group) {
  try {
    co_await std::move(group);
  } catch (const corun::exception_group &e) {
    co_return texts(e);
  }
  co_return "";
}

/// Waits for ever; counts how often it is cancelled there.
corun::task<void> count_cancellation(int &count) {
  try {
    co_await forever();
  } catch (const corun::cancelled_error &) {
    ++count;
    throw;
  }
}

TEST(TaskGroup, EndsWhenAllMembersHave) {
  run([]() -> corun::task<void> {
    corun::task_handle<int> a;
    corun::task_handle<int> b;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      a = g.create_task(number_after(42, 2));
      b = g.create_task(number_after(11, 5));
      co_return;
    };
    co_await corun::with_task_group(body);
    EXPECT_EQ(a.result(), 42);
    EXPECT_EQ(b.result(), 11);
  });
}

TEST(TaskGroup, BodyMayWaitBetweenItsMembers) {
  run([]() -> corun::task<void> {
    corun::task_handle<int> a;
    corun::task_handle<int> b;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      a = g.create_task(number_after(42, 1));
      co_await iterations(4);
      EXPECT_TRUE(a.done());
      b = g.create_task(number_after(11, 2));
    };
    co_await corun::with_task_group(body);
    EXPECT_EQ(a.result(), 42);
    EXPECT_EQ(b.result(), 11);
  });
}

TEST(TaskGroup, ReturnsWhatTheBodyReturns) {
  run([]() -> corun::task<void> {
    auto body = [](corun::task_group &) -> corun::task<int> { co_return 5; };
    EXPECT_EQ(co_await corun::with_task_group(body), 5);
  });
}

TEST(TaskGroup, MemberThatIsMerelyCancelledIsIgnored) {
  run([]() -> corun::task<void> {
    corun::task_handle<void> a;
    corun::task_handle<int> b;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      a = g.create_task(forever());
      co_await iterations(2);
      a.cancel();
      b = g.create_task(number_after(11, 2));
    };
    co_await corun::with_task_group(body);
    EXPECT_TRUE(a.cancelled());
    EXPECT_EQ(b.result(), 11);
  });
}

TEST(TaskGroup, FailureOfAMemberCancelsTheOthersAndIsThrown) {
  run([]() -> corun::task<void> {
    int cancelled = 0;
    bool went_on = false;
    corun::task_handle<void> other;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(failing("first")).detach();
      other = g.create_task(count_cancellation(cancelled));
      co_return;
    };
    auto runner = [&]() -> corun::task<void> {
      co_await corun::with_task_group(body);
      went_on = true;
    };
    const std::string errors = co_await errors_of(runner());
    EXPECT_EQ(errors, "first");
    EXPECT_EQ(cancelled, 1);
    EXPECT_TRUE(other.cancelled());
    EXPECT_FALSE(went_on);
  });
}

TEST(TaskGroup, FailureOfAMemberCancelsTheBodyThatStillRuns) {
  run([]() -> corun::task<void> {
    int members = 0;
    int bodies = 0;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      for (int i = 0; i < 3; ++i)
        g.create_task(failing("each")).detach();
      g.create_task(count_cancellation(members)).detach();
      co_await count_cancellation(bodies);
    };
    const std::string errors = co_await errors_of(corun::with_task_group(body));
    // They fail in one iteration: the first does not cancel the others.
    EXPECT_EQ(errors, "each, each, each");
    EXPECT_EQ(members, 1);
    EXPECT_EQ(bodies, 1);
  });
}

TEST(TaskGroup, CancelledWhileItWaitsCancelsItsMembersAndThrows) {
  run([]() -> corun::task<void> {
    int cancelled = 0;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      for (int i = 0; i < 5; ++i)
        g.create_task(count_cancellation(cancelled)).detach();
      co_return;
    };
    auto group = corun::create_task(corun::with_task_group(body));
    co_await iterations(3);
    EXPECT_FALSE(group.done());
    group.cancel("test");
    std::string message;
    try {
      co_await group;
    } catch (const corun::cancelled_error &e) {
      message = e.what();
    }
    EXPECT_EQ(message, "test");
    EXPECT_EQ(cancelled, 5);
  });
}

TEST(TaskGroup, CancelledInItsBodyCancelsItsMembersToo) {
  run([]() -> corun::task<void> {
    int members = 0;
    int bodies = 0;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      for (int i = 0; i < 5; ++i)
        g.create_task(count_cancellation(members)).detach();
      co_await count_cancellation(bodies);
    };
    auto group = corun::create_task(corun::with_task_group(body));
    co_await iterations(3);
    group.cancel("test");
    std::string message;
    try {
      co_await group;
    } catch (const corun::cancelled_error &e) {
      message = e.what();
    }
    EXPECT_EQ(message, "test");
    EXPECT_EQ(members, 5);
    EXPECT_EQ(bodies, 1);
  });
}

TEST(TaskGroup, CancelledBeforeItsMembersEvenStarted) {
  run([]() -> corun::task<void> {
    int cancelled = 0;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(count_cancellation(cancelled)).detach();
      co_return;
    };
    auto group = corun::create_task(corun::with_task_group(body));
    co_await corun::sleep(0s);
    group.cancel();
    co_await iterations(4);
    EXPECT_TRUE(group.cancelled());
  });
}

TEST(TaskGroup, CancelledWithoutMembersThrows) {
  run([]() -> corun::task<void> {
    int bodies = 0;
    auto body = [&](corun::task_group &) -> corun::task<void> {
      co_await count_cancellation(bodies);
    };
    auto group = corun::create_task(corun::with_task_group(body));
    co_await iterations(2);
    group.cancel();
    co_await iterations(3);
    EXPECT_TRUE(group.cancelled());
    EXPECT_EQ(bodies, 1);
  });
}

TEST(TaskGroup, ExceptionOfTheBodyCancelsTheMembers) {
  run([]() -> corun::task<void> {
    corun::task_handle<void> a;
    corun::task_handle<void> b;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      a = g.create_task(forever());
      b = g.create_task(forever());
      co_await iterations(2);
      throw std::runtime_error("body");
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(body)), "body");
    EXPECT_TRUE(a.cancelled());
    EXPECT_TRUE(b.cancelled());
  });
}

TEST(TaskGroup, BodyThatThrowsAtOnceLeavesNoMemberStarted) {
  run([]() -> corun::task<void> {
    bool started = false;
    corun::task_handle<void> a;
    auto member = [&]() -> corun::task<void> {
      started = true;
      co_await forever();
    };
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      a = g.create_task(member());
      throw std::runtime_error("body");
      co_return;
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(body)), "body");
    EXPECT_TRUE(a.cancelled());
    EXPECT_FALSE(started);
  });
}

TEST(TaskGroup, CancellationReachesANestedGroup) {
  run([]() -> corun::task<void> {
    int inner_members = 0;
    int outer_members = 0;
    auto inner = [&](corun::task_group &g) -> corun::task<void> {
      for (int i = 0; i < 5; ++i)
        g.create_task(count_cancellation(inner_members)).detach();
      co_await forever();
    };
    auto outer = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(count_cancellation(outer_members)).detach();
      co_await corun::with_task_group(inner);
    };
    auto group = corun::create_task(corun::with_task_group(outer));
    co_await iterations(3);
    group.cancel();
    co_await iterations(12);
    EXPECT_TRUE(group.cancelled());
    EXPECT_EQ(inner_members, 5);
    EXPECT_EQ(outer_members, 1);
  });
}

corun::task<void> fails_when_cancelled() {
  try {
    co_await forever();
  } catch (const corun::cancelled_error &) {
    throw std::runtime_error("clean-up");
  }
}

TEST(TaskGroup, MembersThatFailWhenTheyAreCancelledHideTheCancellation) {
  run([]() -> corun::task<void> {
    auto body = [](corun::task_group &g) -> corun::task<void> {
      for (int i = 0; i < 3; ++i)
        g.create_task(fails_when_cancelled()).detach();
      co_await forever();
    };
    auto group = corun::create_task(corun::with_task_group(body));
    co_await iterations(3);
    group.cancel();
    auto join = [&]() -> corun::task<void> { co_await group; };
    EXPECT_EQ(co_await errors_of(join()), "clean-up, clean-up, clean-up");
  });
}

TEST(TaskGroup, CancelledNestedGroupWithFailuresIsAGroupOfGroups) {
  run([]() -> corun::task<void> {
    int outer_members = 0;
    auto inner = [](corun::task_group &g) -> corun::task<void> {
      g.create_task(fails_when_cancelled()).detach();
      co_await forever();
    };
    auto outer = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(count_cancellation(outer_members)).detach();
      co_await corun::with_task_group(inner);
    };
    auto group = corun::create_task(corun::with_task_group(outer));
    co_await iterations(3);
    group.cancel();
    auto join = [&]() -> corun::task<void> { co_await group; };
    EXPECT_EQ(co_await errors_of(join()), "group");
    EXPECT_EQ(outer_members, 1);
  });
}

TEST(TaskGroup, FailureInTheOuterGroupCancelsTheInnerOne) {
  run([]() -> corun::task<void> {
    int cancelled = 0;
    auto inner = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(count_cancellation(cancelled)).detach();
      co_return;
    };
    auto outer = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(failing("outer")).detach();
      co_await corun::with_task_group(inner);
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(outer)), "outer");
    EXPECT_EQ(cancelled, 1);
  });
}

TEST(TaskGroup, FailureInTheInnerGroupIsAGroupInTheOuterOne) {
  run([]() -> corun::task<void> {
    int cancelled = 0;
    auto inner = [](corun::task_group &g) -> corun::task<void> {
      g.create_task(failing("inner")).detach();
      co_return;
    };
    auto outer = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(count_cancellation(cancelled)).detach();
      co_await corun::with_task_group(inner);
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(outer)), "group");
    EXPECT_EQ(cancelled, 1);
  });
}

corun::task<void> with_slow_clean_up() {
  auto body = [](corun::task_group &g) -> corun::task<void> {
    g.create_task(failing_after(6, "crash")).detach();
    bool cancelled = false;
    try {
      co_await forever();
    } catch (const corun::cancelled_error &) {
      cancelled = true;
    }
    EXPECT_TRUE(cancelled);
    co_await iterations(50); // the member fails meanwhile
    ADD_FAILURE() << "the failure cancels the clean-up";
  };
  co_await corun::with_task_group(body);
}

TEST(TaskGroup, FailureDuringTheCleanUpOfACancelledBodyWins) {
  run([]() -> corun::task<void> {
    auto group = corun::create_task(with_slow_clean_up());
    co_await iterations(2);
    group.cancel();
    auto join = [&]() -> corun::task<void> { co_await group; };
    EXPECT_EQ(co_await errors_of(join()), "crash");
  });
}

TEST(TaskGroup, FailureDuringTheCleanUpReachesTheTaskThatAwaitsIt) {
  run([]() -> corun::task<void> {
    auto outer = []() -> corun::task<void> {
      auto group = corun::create_task(with_slow_clean_up());
      co_await group;
    };
    auto task = corun::create_task(outer());
    co_await iterations(3);
    task.cancel();
    auto join = [&]() -> corun::task<void> { co_await task; };
    EXPECT_EQ(co_await errors_of(join()), "crash");
  });
}

TEST(TaskGroup, CancellationThroughTheTaskThatAwaitsIt) {
  run([]() -> corun::task<void> {
    int cancelled = 0;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(count_cancellation(cancelled)).detach();
      co_await forever();
    };
    auto outer = [&]() -> corun::task<void> {
      auto group = corun::create_task(corun::with_task_group(body));
      co_await group;
    };
    auto task = corun::create_task(outer());
    co_await iterations(4);
    task.cancel();
    co_await iterations(12);
    EXPECT_TRUE(task.cancelled());
    EXPECT_EQ(cancelled, 1);
  });
}

TEST(TaskGroup, BodyMayTurnACancellationIntoAnError) {
  run([]() -> corun::task<void> {
    auto body = [](corun::task_group &) -> corun::task<void> {
      try {
        co_await forever();
      } catch (const corun::cancelled_error &) {
        throw std::runtime_error("instead");
      }
    };
    auto group = corun::create_task(corun::with_task_group(body));
    co_await iterations(2);
    group.cancel();
    co_await iterations(3);
    EXPECT_FALSE(group.cancelled());
    std::string errors;
    try {
      co_await group;
    } catch (const corun::exception_group &e) {
      errors = texts(e);
    }
    EXPECT_EQ(errors, "instead");
  });
}

TEST(TaskGroup, ErrorsOfMembersAndOfTheBodysCleanUpAreAllThrown) {
  run([]() -> corun::task<void> {
    auto body = [](corun::task_group &g) -> corun::task<void> {
      g.create_task(failing("member")).detach();
      try {
        co_await forever();
      } catch (const corun::cancelled_error &) {
        throw std::logic_error("clean-up");
      }
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(body)),
              "member, clean-up");
  });
}

TEST(TaskGroup, ExceptionsThatAreNoStdExceptionsAreCollectedToo) {
  run([]() -> corun::task<void> {
    auto member = []() -> corun::task<void> {
      co_await corun::sleep(0s);
      throw 42;
    };
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(member()).detach();
      co_await forever();
    };
    int number = 0;
    try {
      co_await corun::with_task_group(body);
    } catch (const corun::exception_group &e) {
      try {
        std::rethrow_exception(e.exceptions().at(0));
      } catch (int i) {
        number = i;
      }
    }
    EXPECT_EQ(number, 42);
  });
}

TEST(TaskGroup, CancelledRightAfterItsStart) {
  run([]() -> corun::task<void> {
    auto body = [](corun::task_group &g) -> corun::task<void> {
      g.create_task(forever()).detach();
      g.create_task(forever()).detach();
      co_return;
    };
    auto group = corun::create_task(corun::with_task_group(body));
    co_await corun::sleep(0s);
    group.cancel();
    bool cancelled = false;
    try {
      co_await group;
    } catch (const corun::cancelled_error &) {
      cancelled = true;
    }
    EXPECT_TRUE(cancelled);
  });
}

TEST(TaskGroup, ForgetsMembersThatHaveEnded) {
  // A task that only the group could keep alive has been destroyed.
  run([]() -> corun::task<void> {
    bool freed = false;
    auto member = [](on_destruction) -> corun::task<void> { co_return; };
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(member(on_destruction(freed))).detach();
      co_await iterations(3);
      EXPECT_TRUE(freed);
    };
    co_await corun::with_task_group(body);
  });
}

TEST(TaskGroup, MembersMayAddMembersWhileItWaits) {
  run([]() -> corun::task<void> {
    int ended = 0;
    auto leaf = [&]() -> corun::task<void> {
      co_await iterations(2);
      ++ended;
    };
    auto root = [&](corun::task_group &g) -> corun::task<void> {
      co_await iterations(2);
      g.create_task(leaf()).detach();
      g.create_task(leaf()).detach();
    };
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(root(g)).detach();
      co_return;
    };
    co_await corun::with_task_group(body);
    EXPECT_EQ(ended, 2);
  });
}

TEST(TaskGroup, FailureEndsMembersThatMultiply) {
  run([]() -> corun::task<void> {
    int heads = 0;
    struct hydra {
      static corun::task<void> grow(corun::task_group &g, int &heads) {
        if (++heads > 1'000)
          co_return; // Hercules is late
        co_await corun::sleep(0s);
        g.create_task(grow(g, heads)).detach();
        g.create_task(grow(g, heads)).detach();
      }
    };
    auto hercules = [&]() -> corun::task<void> {
      while (heads < 10)
        co_await corun::sleep(0s);
      throw std::runtime_error("cut");
    };
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(hydra::grow(g, heads)).detach();
      g.create_task(hercules()).detach();
      co_return;
    };
    const std::string errors = co_await errors_of(corun::with_task_group(body));
    EXPECT_EQ(errors, "cut");
    EXPECT_GE(heads, 10);
  });
}

TEST(TaskGroup, MemberHasTheGivenName) {
  run([]() -> corun::task<void> {
    std::string name;
    auto member = [&]() -> corun::task<void> {
      name = corun::current_task().name();
      co_return;
    };
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      auto h = g.create_task(member(), {.name = "yolo"});
      EXPECT_EQ(h.name(), "yolo");
      co_await h;
    };
    co_await corun::with_task_group(body);
    EXPECT_EQ(name, "yolo");
  });
}

TEST(TaskGroup, TakesNoTaskAfterAFailure) {
  run([]() -> corun::task<void> {
    std::string refusal;
    bool ran = false;
    auto late = [&]() -> corun::task<void> {
      ran = true;
      co_return;
    };
    auto member = [&](corun::task_group &g) -> corun::task<void> {
      try {
        co_await forever();
      } catch (const corun::cancelled_error &) {
        try {
          g.create_task(late()).detach();
        } catch (const corun::loop_error &e) {
          refusal = e.what();
        }
      }
    };
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(failing("first")).detach();
      g.create_task(member(g)).detach();
      co_return;
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(body)), "first");
    EXPECT_NE(refusal.find("ending"), std::string::npos) << refusal;
    EXPECT_FALSE(ran);
  });
}

TEST(TaskGroup, ErrorOfTheMemberAndOfTheBodyLeaveNoCancellationBehind) {
  run([]() -> corun::task<void> {
    struct database {
      corun::task<void> use() { co_await forever(); }
    };
    auto body = [](corun::task_group &g) -> corun::task<void> {
      g.create_task(failing("member")).detach();
      database db;
      bool left = false;
      try {
        co_await db.use();
      } catch (...) {
        left = true;
      }
      EXPECT_TRUE(left);
      throw std::runtime_error("exit");
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(body)), "member, exit");
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
    co_await corun::sleep(0s);
  });
}

TEST(TaskGroup, EndedTakesNoTaskAndSaysSo) {
  run(
      []() -> corun::task<void> {
        corun::task_group group(corun::current_loop().core());
        co_await group.finish(nullptr);
        std::string refusal;
        bool freed = false;
        auto late = [](on_destruction) -> corun::task<void> { co_return; };
        try {
          group.create_task(late(on_destruction(freed))).detach();
        } catch (const corun::loop_error &e) {
          refusal = e.what();
        }
        EXPECT_NE(refusal.find("has ended"), std::string::npos) << refusal;
        EXPECT_TRUE(freed);
      },
      {.debug = true});
}

TEST(TaskGroup, RefusedTaskIsNotReportedAsNeverAwaited) {
  reports seen;
  corun::run_options options = seen.options();
  options.debug = true;
  run(
      []() -> corun::task<void> {
        corun::task_group group(corun::current_loop().core());
        co_await group.finish(nullptr);
        EXPECT_THROW(group.create_task(nothing()).detach(), corun::loop_error);
      },
      std::move(options));
  EXPECT_TRUE(seen.empty());
}

TEST(TaskGroup, OutsideATaskSaysWhatToDo) {
  corun::event_loop loop;
  std::string refusal;
  loop.call_soon([&] {
    try {
      corun::task_group group(loop.core());
    } catch (const corun::loop_error &e) {
      refusal = e.what();
    }
  });
  loop.stop();
  loop.run_forever();
  EXPECT_NE(refusal.find("needs a task"), std::string::npos) << refusal;
}

TEST(TaskGroup, PreservesTheNumberOfCancellations) {
  run([]() -> corun::task<void> {
    auto body = [](corun::task_group &g) -> corun::task<void> {
      g.create_task(failing("x")).detach();
      co_return;
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(body)), "x");
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
  });
}

TEST(TaskGroup, CancellationDoesNotLeakOutOfIt) {
  run([]() -> corun::task<void> {
    auto body = [](corun::task_group &g) -> corun::task<void> {
      g.create_task(failing("x")).detach();
      co_return;
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(body)), "x");
    bool went_on = false;
    co_await corun::sleep(0s); // would throw here
    went_on = true;
    EXPECT_TRUE(went_on);
  });
}

TEST(TaskGroup, NestedGroupsThatBothFail) {
  run([]() -> corun::task<void> {
    std::uint32_t between = 99;
    auto outer = [&](corun::task_group &o) -> corun::task<void> {
      auto inner = [&](corun::task_group &i) -> corun::task<void> {
        i.create_task(failing("inner")).detach();
        o.create_task(failing("outer")).detach();
        co_return;
      };
      EXPECT_EQ(co_await errors_of(corun::with_task_group(inner)), "inner");
      between = corun::current_task().cancelling();
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(outer)), "outer");
    EXPECT_EQ(between, 1U);
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
  });
}

TEST(TaskGroup, ErrorHidesACancellationOnlyUntilTheNextSuspension) {
  run([]() -> corun::task<void> {
    corun::event begun;
    std::uint32_t after = 99;
    auto member = [&]() -> corun::task<void> {
      begun.set();
      co_await corun::sleep(0s);
      throw std::runtime_error("x");
    };
    auto inner = [&]() -> corun::task<void> {
      auto body = [&](corun::task_group &g) -> corun::task<void> {
        g.create_task(member()).detach();
        co_await forever();
      };
      EXPECT_EQ(co_await errors_of(corun::with_task_group(body)), "x");
      after = corun::current_task().cancelling();
      co_await forever();
    };
    auto task = corun::create_task(inner());
    co_await begun.wait();
    EXPECT_EQ(task.cancelling(), 0U);
    task.cancel();
    EXPECT_EQ(task.cancelling(), 1U);
    co_await iterations(12);
    EXPECT_TRUE(task.cancelled());
    EXPECT_EQ(after, 1U);
  });
}

TEST(TaskGroup, KeepsNoExceptionAlive) {
  struct noisy {
    explicit noisy(std::shared_ptr<int> t) : token(std::move(t)) {}
    std::shared_ptr<int> token;
  };
  auto token = std::make_shared<int>();
  run([&]() -> corun::task<void> {
    auto body = [&](corun::task_group &) -> corun::task<void> {
      throw noisy(token);
      co_return;
    };
    auto group = corun::create_task(corun::with_task_group(body));
    co_await iterations(2);
    EXPECT_NE(group.exception(), nullptr);
    EXPECT_GT(token.use_count(), 1);
    group = {};
    EXPECT_EQ(token.use_count(), 1);
  });
}

TEST(TaskGroup, MemberThatFailsInItsEagerStartCancelsTheGroup) {
  run([]() -> corun::task<void> {
    auto now = []() -> corun::task<void> {
      throw std::runtime_error("at once");
      co_return;
    };
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(now(), {.eager_start = true}).detach();
      co_await forever();
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(body)), "at once");
  });
}

TEST(TaskGroup, EagerFailureDoesNotCancelTheBodyInTheMiddleOfAStep) {
  run([]() -> corun::task<void> {
    auto now = []() -> corun::task<void> {
      throw std::runtime_error("at once");
      co_return;
    };
    bool accepted = false;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(now(), {.eager_start = true}).detach();
      g.create_task(nothing()).detach(); // the group has not ended yet
      accepted = true;
      co_return;
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(body)), "at once");
    EXPECT_TRUE(accepted);
  });
}

TEST(TaskGroup, MemberThatAddsAFailingOneInItsEagerStartIsCancelled) {
  run([]() -> corun::task<void> {
    bool cancelled = false;
    auto third = []() -> corun::task<void> {
      throw std::runtime_error("third");
      co_return;
    };
    auto second = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(third(), {.eager_start = true}).detach();
      try {
        co_await iterations(20);
      } catch (const corun::cancelled_error &) {
        cancelled = true;
        throw;
      }
    };
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(second(g), {.eager_start = true}).detach();
      co_return;
    };
    EXPECT_EQ(co_await errors_of(corun::with_task_group(body)), "third");
    EXPECT_TRUE(cancelled);
  });
}

TEST(TaskGroup, EagerMembersThatEndAtOnceNeedNoWaiting) {
  run([]() -> corun::task<void> {
    corun::task_handle<int> h;
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      h = g.create_task(number(3), {.eager_start = true});
      EXPECT_TRUE(h.done());
      co_return;
    };
    co_await corun::with_task_group(body);
    EXPECT_EQ(h.result(), 3);
  });
}

TEST(TaskGroup, DestroyedLoopLeavesNoMemberBehind) {
  int cancelled = 0;
  auto body = [&](corun::task_group &g) -> corun::task<void> {
    g.create_task(count_cancellation(cancelled)).detach();
    co_await count_cancellation(cancelled);
  };
  run([&]() -> corun::task<void> {
    auto group = corun::create_task(corun::with_task_group(body));
    group.detach();
    co_await iterations(3);
  });
  EXPECT_EQ(cancelled, 2);
}

} // namespace
} // namespace corun_test
