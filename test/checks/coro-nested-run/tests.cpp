// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A test's body is no coroutine: it runs the loop. One that a test framework
// runs as a coroutine is.
#include "../Inputs/corun.h"
#include "../Inputs/folly.h"

namespace testing {
class Test {
public:
  virtual ~Test();
  virtual void SetUp();
  virtual void TearDown();
  virtual void TestBody() = 0;
};
struct failure {
  failure &operator<<(const char *);
};
} // namespace testing
#define GTEST_TEST_CLASS_NAME_(suite, name) suite##_##name##_Test
#define TEST_(suite, name, fixture) \
  class GTEST_TEST_CLASS_NAME_(suite, name) : public fixture { \
  public: \
    void TestBody() override; \
  }; \
  void GTEST_TEST_CLASS_NAME_(suite, name)::TestBody()
#define TEST(suite, name) TEST_(suite, name, ::testing::Test)
#define TEST_F(fixture, name) TEST_(fixture, name, fixture)
#define EXPECT_EQ(a, b) if ((a) == (b)) ; else ::testing::failure() << #a
#define CO_TEST_F(fixture, name) \
  class fixture##_##name##_Test : public fixture { \
  public: \
    void TestBody() override { folly::coro::blockingWait(co_TestBody()); } \
    folly::coro::Task<> co_TestBody(); \
  }; \
  folly::coro::Task<> fixture##_##name##_Test::co_TestBody()

corun::task<int> square(int n);
folly::coro::Task<int> folly_square(int n);
struct service {
  corun::task<> start();
  corun::task<> stop();
};
class Service : public testing::Test {
public:
  void SetUp() override { loop.run_until_complete(s.start()); } // V: no coroutine
  void TearDown() override { loop.run_until_complete(s.stop()); } // V: likewise
  int value(int n) { return corun::run(square(n)); }
  // expected-note@-1 {{'Service::value' calls 'corun::run' here}}
  corun::event_loop loop;
  service s;
};

TEST(Square, OfThree) {
  EXPECT_EQ(corun::run(square(3)), 9); // V: a test's body
  EXPECT_EQ(folly::coro::blockingWait(folly_square(3)), 9); // V: likewise
}
TEST_F(Service, IsStarted) {
  EXPECT_EQ(value(3), 9); // V: likewise
  EXPECT_EQ(loop.run_until_complete(square(3)), 9); // V: likewise
  corun::run([]() -> corun::task<> {
    EXPECT_EQ(co_await square(3), 9); // V: awaited
  }());
}
TEST_F(Service, IsStartedInACoroutine) {
  corun::run([](Service *self) -> corun::task<> {
    EXPECT_EQ(self->value(3), 9); // X: Service::value -> corun::run
    // expected-warning@-1 {{'Service::value' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
    co_return;
  }(this));
}
CO_TEST_F(Service, Coroutine) {
  EXPECT_EQ(co_await folly_square(3), 9); // V: awaited
  EXPECT_EQ(folly::coro::blockingWait(folly_square(3)), 9); // X: this body is a coroutine
  // expected-warning@-1 {{'folly::coro::blockingWait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
