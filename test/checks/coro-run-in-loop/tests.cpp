// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// A test may make a loop an iteration: each starts from nothing.
#include "../Inputs/corun.h"

namespace testing {
class Test {
public:
  virtual ~Test();
  virtual void TestBody() = 0;
};
struct failure {
  failure &operator<<(const char *);
};
} // namespace testing
#define GTEST_TEST_CLASS_NAME_(suite, name) suite##_##name##_Test
#define TEST(suite, name) \
  class GTEST_TEST_CLASS_NAME_(suite, name) : public ::testing::Test { \
  public: \
    void TestBody() override; \
  }; \
  void GTEST_TEST_CLASS_NAME_(suite, name)::TestBody()
#define EXPECT_EQ(a, b) if ((a) == (b)) ; else ::testing::failure() << #a

corun::task<int> square(int n);
corun::task<> fuzz(int seed);

TEST(Square, OfSmallNumbers) {
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(corun::run(square(i)), i * i); // V: a test
}
TEST(Square, Fuzz) {
  for (int seed = 0; seed < 100; ++seed) {
    corun::event_loop loop;
    loop.run_until_complete(fuzz(seed)); // V: each seed starts from nothing
  }
}
TEST(Square, Once) {
  EXPECT_EQ(corun::run(square(3)), 9); // V: once
}
