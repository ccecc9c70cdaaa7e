// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <gtest/gtest.h>

#include <coroutine>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace corun_test {
namespace {

template <class T>
concept awaitable_as_lvalue = requires(T &t) { t.operator co_await(); };
template <class T>
concept awaitable_as_rvalue =
    requires(T &&t) { std::move(t).operator co_await(); };

static_assert(!awaitable_as_lvalue<corun::task<int>>,
              "a second await of the same task must not compile");
static_assert(awaitable_as_rvalue<corun::task<int>>);
static_assert(!std::is_copy_constructible_v<corun::task<int>>);
static_assert(std::is_nothrow_move_constructible_v<corun::task<int>>);
static_assert(awaitable_as_lvalue<corun::task_handle<int>>,
              "a handle may be awaited many times");

TEST(Task, DoesNotRunUntilAwaited) {
  bool ran = false;
  auto mark = [&]() -> corun::task<void> {
    ran = true;
    co_return;
  };
  run([&]() -> corun::task<void> {
    corun::task<void> t = mark();
    EXPECT_FALSE(ran);
    co_await std::move(t);
    EXPECT_TRUE(ran);
  });
}

TEST(Task, DroppedTaskNeverRunsAndFreesItsParameters) {
  bool ran = false;
  bool freed = false;
  auto body = [&](on_destruction) -> corun::task<void> {
    ran = true;
    co_return;
  };
  {
    corun::task<void> dropped = body(on_destruction(freed));
    EXPECT_FALSE(freed);
  }
  EXPECT_TRUE(freed);
  EXPECT_FALSE(ran);
}

TEST(Task, ReturnsValue) { EXPECT_EQ(corun::run(number(42)), 42); }

TEST(Task, ReturnsMoveOnlyValue) {
  auto result = run([]() -> corun::task<std::unique_ptr<int>> {
    co_return std::make_unique<int>(7);
  });
  EXPECT_EQ(*result, 7);
}

TEST(Task, ReturnsReferenceToTheSameObject) {
  int object = 1;
  auto refer = [&]() -> corun::task<int &> { co_return object; };
  run([&]() -> corun::task<void> {
    int &same = co_await refer();
    EXPECT_EQ(&same, &object);
  });
}

TEST(Task, ConvertsTheReturnedValue) {
  EXPECT_EQ(run([]() -> corun::task<std::string> { co_return "text"; }),
            "text");
}

TEST(Task, ResultMayLackADefaultConstructor) {
  struct no_default {
    explicit no_default(int v) : value(v) {}
    int value;
  };
  auto result =
      run([]() -> corun::task<no_default> { co_return no_default(3); });
  EXPECT_EQ(result.value, 3);
}

TEST(Task, ExceptionReachesTheAwait) {
  run([]() -> corun::task<void> {
    auto thrower = []() -> corun::task<int> {
      throw std::runtime_error("inner");
      co_return 0;
    };
    std::string caught;
    try {
      co_await thrower();
    } catch (const std::runtime_error &e) {
      caught = e.what();
    }
    EXPECT_EQ(caught, "inner");
  });
}

TEST(Task, ExceptionPassesThroughAChainOfAwaits) {
  auto leaf = []() -> corun::task<void> {
    co_await corun::sleep(0s);
    throw std::runtime_error("leaf");
  };
  auto middle = [&]() -> corun::task<void> { co_await leaf(); };
  EXPECT_THROW(run([&]() -> corun::task<void> { co_await middle(); }),
               std::runtime_error);
}

TEST(Task, FrameIsDestroyedWhenItsAwaitIsOver) {
  bool freed = false;
  auto child = [&]() -> corun::task<void> {
    on_destruction local(freed);
    co_return;
  };
  run([&]() -> corun::task<void> {
    co_await child();
    EXPECT_TRUE(freed);
  });
}

TEST(Task, AwaitingAMovedFromTaskSaysWhatToDo) {
  run([]() -> corun::task<void> {
    corun::task<int> t = number(1);
    EXPECT_EQ(co_await std::move(t), 1);
    EXPECT_FALSE(t.valid());
    std::string message;
    try {
      co_await std::move(t);
    } catch (const corun::loop_error &e) {
      message = e.what();
    }
    EXPECT_NE(message.find("call the coroutine again"), std::string::npos)
        << message;
  });
}

TEST(Task, MoveAssignmentDestroysTheTaskItReplaces) {
  bool freed = false;
  auto body = [](on_destruction) -> corun::task<void> { co_return; };
  corun::task<void> t = body(on_destruction(freed));
  t = nothing();
  EXPECT_TRUE(freed);
}

// A coroutine type of another library, lazy, with its own symmetric transfer.
struct foreign {
  struct promise_type {
    foreign get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        return h.promise().continuation;
      }
      void await_resume() noexcept {}
    };
    final final_suspend() noexcept { return {}; }
    void return_value(int v) { value = v; }
    void unhandled_exception() { std::terminate(); }
    std::coroutine_handle<> continuation = std::noop_coroutine();
    int value = 0;
  };

  foreign(std::coroutine_handle<promise_type> h) : handle(h) {}
  foreign(foreign &&other) noexcept
      : handle(std::exchange(other.handle, nullptr)) {}
  ~foreign() {
    if (handle)
      handle.destroy();
  }
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    handle.promise().continuation = h;
    return handle;
  }
  int await_resume() { return handle.promise().value; }

  std::coroutine_handle<promise_type> handle;
};

TEST(Task, MayAwaitACoroutineOfAnotherLibraryThatAwaitsATask) {
  auto middle = []() -> foreign {
    co_await corun::sleep(0s);
    co_return co_await number_after(20, 2) + co_await number(1);
  };
  run([&]() -> corun::task<void> { EXPECT_EQ(co_await middle() * 2, 42); });
}

TEST(Task, ForeignCoroutineResumedByHandMayAwaitATask) {
  auto body = []() -> foreign { co_return co_await number(5); };
  foreign f = body();
  f.handle.resume(); // no loop: nothing in it waits for one
  EXPECT_EQ(f.await_resume(), 5);
}

TEST(Task, ForeignCoroutineResumedInTheMiddleOfAStepDoesNotDisturbIt) {
  std::vector<int> order;
  auto child = [&](int i) -> corun::task<int> {
    order.push_back(i);
    co_return i;
  };
  auto foreign_body = [&]() -> foreign { co_return co_await child(1); };
  run([&]() -> corun::task<void> {
    foreign f = foreign_body();
    f.handle.resume();
    EXPECT_EQ(order, (std::vector{1})) << "ran to its end, in resume()";
    co_await child(2);
  });
  EXPECT_EQ(order, (std::vector{1, 2}));
}

// Fire and forget, as other libraries have it: starts at once, owns itself.
struct foreign_eager {
  struct promise_type {
    foreign_eager get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

TEST(Task, ForeignCoroutineMayOutliveTheTaskThatStartedIt) {
  bool ended = false;
  auto background = [&]() -> foreign_eager {
    co_await iterations(5);
    ended = true;
  };
  auto starter = [&]() -> corun::task<void> {
    background();
    co_await corun::sleep(0s);
  };
  run([&]() -> corun::task<void> {
    co_await corun::create_task(starter());
    EXPECT_FALSE(ended);
    co_await iterations(10);
    EXPECT_TRUE(ended);
  });
}

TEST(Task, DestroyedForeignCoroutineLeavesTheLoop) {
  // Suspended at a timer, in the ready queue, at a handle, at a job.
  run([]() -> corun::task<void> {
    auto at_timer = []() -> foreign {
      co_await corun::sleep(1h);
      co_return 0;
    };
    auto ready = []() -> foreign {
      co_await corun::sleep(0s);
      co_return 0;
    };
    auto at_handle = [](corun::task_handle<void> h) -> foreign {
      co_await h;
      co_return 0;
    };
    auto at_job = []() -> foreign {
      co_await corun::to_thread([] {});
      co_return 0;
    };
    auto handle = corun::create_task(iterations(3));
    {
      foreign coroutines[] = {at_timer(), ready(), at_handle(handle), at_job()};
      for (foreign &f : coroutines)
        f.handle.resume();
    }
    co_await handle;
  });
}

} // namespace
} // namespace corun_test
