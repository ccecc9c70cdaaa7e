// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

namespace corun_test {
namespace {

using corun::timeout_scope;

/// What is left of a scope when it is over.
struct seen {
  bool expired = false;
  std::optional<corun::event_loop::clock::time_point> when;
};
/// Notes the state of a scope as it is when its body ends, however it ends.
class note_at_end {
public:
  note_at_end(timeout_scope &scope, seen &to) : scope_(scope), to_(to) {}
  note_at_end(const note_at_end &) = delete;
  note_at_end &operator=(const note_at_end &) = delete;
  ~note_at_end() { to_ = {scope_.expired(), scope_.when()}; }

private:
  timeout_scope &scope_;
  seen &to_;
};

enum class ended { normally, by_timeout, by_cancellation, otherwise };
template <class T> corun::task<ended> end_of(corun::task<T> body) {
  try {
    co_await std::move(body);
  } catch (const corun::timeout_error &) {
    co_return ended::by_timeout;
  } catch (const corun::cancelled_error &) {
    co_return ended::by_cancellation;
  } catch (...) {
    co_return ended::otherwise;
  }
  co_return ended::normally;
}

TEST(Timeout, EndsTheBodyWithTimeoutError) {
  run([]() -> corun::task<void> {
    seen s;
    auto body = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, s);
      co_await forever();
    };
    EXPECT_EQ(co_await end_of(corun::timeout(1ms, body)), ended::by_timeout);
    EXPECT_TRUE(s.expired);
  });
}

TEST(Timeout, AtEndsTheBodyAtThatTime) {
  run([]() -> corun::task<void> {
    seen s;
    const auto deadline = corun::current_loop().time() + 1ms;
    auto body = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, s);
      co_await forever();
    };
    EXPECT_EQ(co_await end_of(corun::timeout_at(deadline, body)),
              ended::by_timeout);
    EXPECT_GE(corun::current_loop().time(), deadline);
    EXPECT_TRUE(s.expired);
    EXPECT_EQ(s.when, deadline);
  });
}

TEST(Timeout, OfNestedOnesThatExpireTogetherTheOuterThrows) {
  run([]() -> corun::task<void> {
    seen inner_seen;
    seen outer_seen;
    bool cancelled = false;
    const auto deadline = corun::current_loop().time() + 1ms;
    auto inner = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, inner_seen);
      co_await forever();
    };
    auto outer = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, outer_seen);
      try {
        co_await corun::timeout_at(deadline, inner);
      } catch (const corun::cancelled_error &) {
        cancelled = true;
        throw;
      }
    };
    EXPECT_EQ(co_await end_of(corun::timeout_at(deadline, outer)),
              ended::by_timeout);
    EXPECT_TRUE(cancelled);
    EXPECT_TRUE(inner_seen.expired);
    EXPECT_TRUE(outer_seen.expired);
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
  });
}

TEST(Timeout, BodySeesACancellation) {
  run([]() -> corun::task<void> {
    bool cancelled = false;
    auto body = [&]() -> corun::task<void> {
      try {
        co_await forever();
      } catch (const corun::cancelled_error &) {
        cancelled = true;
        throw;
      }
    };
    EXPECT_EQ(co_await end_of(corun::timeout(1ms, body())), ended::by_timeout);
    EXPECT_TRUE(cancelled);
  });
}

TEST(Timeout, BodyThatIsFastEnoughKnowsNothingOfIt) {
  run([]() -> corun::task<void> {
    seen s;
    auto body = [&](timeout_scope &scope) -> corun::task<int> {
      const note_at_end note(scope, s);
      co_return co_await number_after(7, 2);
    };
    EXPECT_EQ(co_await corun::timeout(10s, body), 7);
    EXPECT_FALSE(s.expired);
    EXPECT_GT(s.when, corun::current_loop().time());
  });
}

TEST(Timeout, OfNulloptNeverExpires) {
  run([]() -> corun::task<void> {
    seen s;
    s.when = corun::current_loop().time();
    auto body = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, s);
      co_await corun::sleep(1ms);
    };
    EXPECT_EQ(co_await end_of(corun::timeout(std::nullopt, body)),
              ended::normally);
    EXPECT_FALSE(s.expired);
    EXPECT_EQ(s.when, std::nullopt);
  });
}

TEST(Timeout, OfZeroExpiresAtTheFirstLongWait) {
  run([]() -> corun::task<void> {
    seen s;
    bool begun = false;
    const auto before = corun::current_loop().time();
    auto body = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, s);
      begun = true;
      co_await forever();
    };
    EXPECT_EQ(co_await end_of(corun::timeout(0s, body)), ended::by_timeout);
    EXPECT_TRUE(begun);
    EXPECT_TRUE(s.expired);
    EXPECT_GE(s.when, before);
    EXPECT_LE(s.when, corun::current_loop().time());
  });
}

TEST(Timeout, OfZeroExpiresEvenAtAYield) {
  run([]() -> corun::task<void> {
    seen s;
    auto body = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, s);
      co_await corun::sleep(0s);
    };
    EXPECT_EQ(co_await end_of(corun::timeout(0s, body)), ended::by_timeout);
    EXPECT_TRUE(s.expired);
  });
}

TEST(Timeout, InThePastExpiresEvenAtAYield) {
  run([]() -> corun::task<void> {
    seen s;
    const auto before = corun::current_loop().time();
    auto body = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, s);
      co_await corun::sleep(0s);
    };
    EXPECT_EQ(co_await end_of(corun::timeout(-11s, body)), ended::by_timeout);
    EXPECT_TRUE(s.expired);
    EXPECT_LE(s.when, before);
  });
}

TEST(Timeout, AtTheBeginningOfTimeExpiresAtOnce) {
  run([]() -> corun::task<void> {
    const auto ages_ago = corun::event_loop::clock::time_point::min();
    EXPECT_EQ(co_await end_of(corun::timeout_at(ages_ago, forever())),
              ended::by_timeout);
  });
}

TEST(Timeout, BodyThatNeverSuspendsIsNotCancelled) {
  run([]() -> corun::task<void> {
    EXPECT_EQ(co_await corun::timeout(0s, number(3)), 3);
    co_await corun::sleep(2ms); // nor is what comes after it
  });
}

TEST(Timeout, OtherExceptionPassesThrough) {
  run([]() -> corun::task<void> {
    seen s;
    auto body = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, s);
      throw std::invalid_argument("key");
      co_return;
    };
    std::string caught;
    try {
      co_await corun::timeout(10ms, body);
    } catch (const std::invalid_argument &e) {
      caught = e.what();
    }
    EXPECT_EQ(caught, "key");
    EXPECT_FALSE(s.expired);
  });
}

TEST(Timeout, ExceptionOfACleanUpWinsOverIt) {
  run([]() -> corun::task<void> {
    auto crash = []() -> corun::task<void> {
      try {
        co_await forever();
      } catch (const corun::cancelled_error &) {
        throw std::domain_error("clean-up");
      }
    };
    std::string caught;
    try {
      co_await corun::timeout(1ms, crash());
    } catch (const std::domain_error &e) {
      caught = e.what();
    }
    EXPECT_EQ(caught, "clean-up");
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
  });
}

TEST(Timeout, CancellationFromOutsideIsNotATimeout) {
  run([]() -> corun::task<void> {
    seen s;
    auto body = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, s);
      corun::current_task().cancel();
      co_await forever();
    };
    auto task = corun::create_task(end_of(corun::timeout(10s, body)));
    EXPECT_EQ(co_await task, ended::by_cancellation);
    EXPECT_FALSE(s.expired);
  });
}

TEST(Timeout, CancellationFromOutsideWinsOverOneThatExpiresToo) {
  run([]() -> corun::task<void> {
    seen s;
    auto body = [&](timeout_scope &scope) -> corun::task<void> {
      const note_at_end note(scope, s);
      corun::current_task().cancel();
      std::this_thread::sleep_for(2ms); // the limit passes meanwhile
      co_await forever();
    };
    auto outer = [&]() -> corun::task<ended> {
      co_return co_await end_of(corun::timeout(1ms, body));
    };
    auto task = corun::create_task(outer());
    EXPECT_EQ(co_await task, ended::by_cancellation);
    EXPECT_EQ(task.cancelling(), 1U);
  });
}

TEST(Timeout, DoesNotCancelTheTaskAroundIt) {
  run([]() -> corun::task<void> {
    auto outer = []() -> corun::task<void> {
      EXPECT_EQ(co_await end_of(corun::timeout(1ms, forever())),
                ended::by_timeout);
    };
    auto task = corun::create_task(outer());
    co_await task;
    EXPECT_TRUE(task.done());
    EXPECT_FALSE(task.cancelled());
  });
}

TEST(Timeout, NestedWhileTheThreadIsBusyExpiresOutsideAndInside) {
  run([]() -> corun::task<void> {
    ended inside = ended::normally;
    auto busy = []() -> corun::task<void> {
      std::this_thread::sleep_for(5ms);
      co_await forever();
    };
    auto outer = [&]() -> corun::task<void> {
      inside = co_await end_of(corun::timeout(10s, busy()));
      co_await corun::sleep(0s);
      throw corun::cancelled_error();
    };
    EXPECT_EQ(co_await end_of(corun::timeout(1ms, outer())), ended::by_timeout);
    EXPECT_EQ(inside, ended::by_cancellation);
  });
}

TEST(Timeout, OuterStopsWhatComesAfterTheInner) {
  run([]() -> corun::task<void> {
    ended inside = ended::normally;
    auto outer = [&](timeout_scope &scope) -> corun::task<void> {
      inside = co_await end_of(corun::timeout(1ms, forever()));
      // Only now, so that a busy machine cannot let both expire at once.
      scope.reschedule(corun::current_loop().time() + 1ms);
      co_await forever();
    };
    EXPECT_EQ(co_await end_of(corun::timeout(1h, outer)), ended::by_timeout);
    EXPECT_EQ(inside, ended::by_timeout);
  });
}

TEST(Timeout, MayBeRescheduled) {
  run([]() -> corun::task<void> {
    timeout_scope *scope = nullptr;
    seen s;
    const auto first = corun::current_loop().time() + 10s;
    auto body = [&](timeout_scope &of) -> corun::task<void> {
      const note_at_end note(of, s);
      scope = &of;
      co_await forever();
    };
    auto task = corun::create_task(corun::timeout_at(first, body));
    co_await corun::sleep(0s);
    EXPECT_EQ(scope->when(), first);
    scope->reschedule(first + 20s);
    EXPECT_EQ(scope->when(), first + 20s);
    scope->reschedule(std::nullopt);
    EXPECT_EQ(scope->when(), std::nullopt);
    task.cancel();
    co_await iterations(2);
    EXPECT_TRUE(task.cancelled());
    EXPECT_FALSE(s.expired);
  });
}

TEST(Timeout, RescheduledToThePastExpiresInTheNextIteration) {
  run([]() -> corun::task<void> {
    auto body = [](timeout_scope &scope) -> corun::task<void> {
      scope.reschedule(corun::current_loop().time() - 1s);
      co_await corun::sleep(0s);
    };
    EXPECT_EQ(co_await end_of(corun::timeout(std::nullopt, body)),
              ended::by_timeout);
  });
}

TEST(Timeout, RescheduledAwayDoesNotExpire) {
  run([]() -> corun::task<void> {
    auto body = [](timeout_scope &scope) -> corun::task<void> {
      scope.reschedule(std::nullopt);
      co_await corun::sleep(3ms);
    };
    EXPECT_EQ(co_await end_of(corun::timeout(1ms, body)), ended::normally);
  });
}

TEST(Timeout, InTheCleanUpOfAnotherWorks) {
  run([]() -> corun::task<void> {
    ended inside = ended::normally;
    auto body = [&]() -> corun::task<void> {
      std::exception_ptr error;
      try {
        co_await forever();
      } catch (...) {
        error = std::current_exception();
      }
      inside = co_await end_of(corun::timeout(1ms, forever()));
      std::rethrow_exception(error);
    };
    EXPECT_EQ(co_await end_of(corun::timeout(1ms, body())), ended::by_timeout);
    EXPECT_EQ(inside, ended::by_timeout);
  });
}

TEST(Timeout, WorksInTheCleanUpOfACancelledTask) {
  run([]() -> corun::task<void> {
    auto body = []() -> corun::task<ended> {
      corun::current_task().cancel();
      EXPECT_EQ(co_await end_of(forever()), ended::by_cancellation);
      co_return co_await end_of(corun::timeout(0s, forever()));
    };
    auto task = corun::create_task(body());
    EXPECT_EQ(co_await task, ended::by_timeout);
    EXPECT_EQ(task.cancelling(), 1U);
  });
}

TEST(Timeout, SecondCancellationInTheCleanUpIsNotATimeout) {
  run([]() -> corun::task<void> {
    auto again = []() -> corun::task<void> {
      corun::current_task().cancel();
      co_await forever();
    };
    auto body = [&]() -> corun::task<ended> {
      corun::current_task().cancel();
      EXPECT_EQ(co_await end_of(forever()), ended::by_cancellation);
      co_return co_await end_of(corun::timeout(1s, again()));
    };
    auto task = corun::create_task(body());
    EXPECT_EQ(co_await task, ended::by_cancellation);
  });
}

TEST(Timeout, OverCannotBeRescheduled) {
  run([]() -> corun::task<void> {
    timeout_scope scope(std::nullopt);
    static_cast<void>(scope.exit(false));
    std::string refusal;
    try {
      scope.reschedule(std::nullopt);
    } catch (const corun::loop_error &e) {
      refusal = e.what();
    }
    EXPECT_NE(refusal.find("is over"), std::string::npos) << refusal;
    co_return;
  });
}

TEST(Timeout, ExpiredCannotBeRescheduled) {
  run([]() -> corun::task<void> {
    timeout_scope scope(corun::current_loop().time());
    EXPECT_EQ(co_await end_of(forever()), ended::by_cancellation);
    EXPECT_TRUE(scope.exit(true));
    std::string refusal;
    try {
      scope.reschedule(std::nullopt);
    } catch (const corun::loop_error &e) {
      refusal = e.what();
    }
    EXPECT_NE(refusal.find("has expired"), std::string::npos) << refusal;
    EXPECT_TRUE(scope.expired());
  });
}

TEST(Timeout, BodyThatSwallowsItsCancellationReturnsAndCannotReschedule) {
  run([]() -> corun::task<void> {
    std::string refusal;
    auto body = [&](timeout_scope &scope) -> corun::task<int> {
      EXPECT_EQ(co_await end_of(forever()), ended::by_cancellation);
      try {
        scope.reschedule(std::nullopt);
      } catch (const corun::loop_error &e) {
        refusal = e.what();
      }
      co_return 9;
    };
    EXPECT_EQ(co_await corun::timeout(1ms, body), 9);
    EXPECT_NE(refusal.find("expired"), std::string::npos) << refusal;
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
  });
}

TEST(Timeout, OutsideATaskSaysWhatToDo) {
  corun::event_loop loop;
  std::string refusal;
  loop.call_soon([&] {
    try {
      timeout_scope scope(std::nullopt);
    } catch (const corun::loop_error &e) {
      refusal = e.what();
    }
  });
  loop.stop();
  loop.run_forever();
  EXPECT_NE(refusal.find("needs a task"), std::string::npos) << refusal;
}

TEST(Timeout, AroundATaskGroupThrowsTheGroupsErrors) {
  run([]() -> corun::task<void> {
    auto member = []() -> corun::task<void> {
      try {
        co_await forever();
      } catch (const corun::cancelled_error &) {
        throw std::runtime_error("crash in clean-up");
      }
    };
    auto body = [&](corun::task_group &g) -> corun::task<void> {
      g.create_task(member()).detach();
      co_await forever();
    };
    std::string caught;
    try {
      co_await corun::timeout(1ms, corun::with_task_group(body));
    } catch (const corun::exception_group &e) {
      caught = what(e.exceptions().at(0));
    }
    EXPECT_EQ(caught, "crash in clean-up");
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
    co_await corun::sleep(0s);
  });
}

TEST(Timeout, AroundAQuietTaskGroupIsATimeout) {
  run([]() -> corun::task<void> {
    auto body = [](corun::task_group &g) -> corun::task<void> {
      g.create_task(forever()).detach();
      co_return;
    };
    EXPECT_EQ(
        co_await end_of(corun::timeout(1ms, corun::with_task_group(body))),
        ended::by_timeout);
  });
}

TEST(Timeout, DoesNotExpireOnceTheBodyIsOver) {
  run([]() -> corun::task<void> {
    co_await corun::timeout(1ms, nothing());
    co_await corun::sleep(3ms); // a timer left behind would cancel here
    EXPECT_EQ(corun::current_task().cancelling(), 0U);
  });
}

} // namespace
} // namespace corun_test
