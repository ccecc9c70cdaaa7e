// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The cases of stack_depth_test.cpp without GoogleTest, which would have to be
// built for every compiler, library and sanitizer of scripts/stack-matrix.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr int million = 1'000'000;

corun::task<int> number(int n) { co_return n; }

corun::task<int> in_a_loop() {
  int sum = 0;
  for (int i = 0; i < million; ++i)
    sum += co_await number(1);
  co_return sum;
}

corun::task<int> failing() {
  throw 1;
  co_return 0;
}
corun::task<int> failures_in_a_loop() {
  int sum = 0;
  for (int i = 0; i < million / 10; ++i) {
    try {
      sum += co_await failing();
    } catch (int n) {
      sum += n;
    }
  }
  co_return sum * 10;
}

corun::task<int> nested(int depth) {
  if (depth == 0)
    co_return 0;
  co_return 1 + co_await nested(depth - 1);
}
corun::task<int> nested_suspending(int depth) {
  if (depth == 0) {
    co_await corun::sleep(0s);
    co_return 0;
  }
  co_return 1 + co_await nested_suspending(depth - 1);
}

corun::task<int> done_handle() {
  auto handle = corun::create_task(number(1));
  int sum = 0;
  for (int i = 0; i < million; ++i)
    sum += co_await handle;
  co_return sum;
}

corun::task<int> sleeps() {
  for (int i = 0; i < million; ++i)
    co_await corun::sleep(0s);
  co_return million;
}

corun::task<int> one_more(corun::task_handle<int> before) {
  co_return co_await std::move(before) + 1;
}
corun::task<int> chain() {
  auto last = corun::create_task(number(0));
  for (int i = 0; i < million / 10; ++i)
    last = corun::create_task(one_more(std::move(last)));
  co_return co_await std::move(last) * 10;
}

bool passes(const char *name, corun::task<int> task) {
  const int result = corun::run(std::move(task));
  if (result != million)
    std::printf("%s: %d\n", name, result);
  return result == million;
}

} // namespace

int main() {
  bool ok = passes("in a loop", in_a_loop());
  ok &= passes("failures in a loop", failures_in_a_loop());
  ok &= passes("nested", nested(million));
  ok &= passes("nested, suspending", nested_suspending(million));
  ok &= passes("done handle", done_handle());
  ok &= passes("sleeps", sleeps());
  ok &= passes("chain", chain());
  return ok ? 0 : 1;
}
