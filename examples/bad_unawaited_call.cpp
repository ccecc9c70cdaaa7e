// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mistake:      a coroutine is called like a function.
// At run time:  nothing. The call only makes a task; the task is dropped at the
//               semicolon, and the body never runs. The order is never saved,
//               and no error says so.
// Fix:          co_await the call: good_unawaited_call.cpp.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

int saved_orders = 0;

corun::task<void> save_order(int number) {
  co_await corun::sleep(1ms); // the database answers
  ++saved_orders;
  std::printf("order %d is saved\n", number);
}

corun::task<void> checkout() {
  save_order(1); // BUG: coro-unawaited-task
  co_await save_order(2);
}

int main() {
  corun::run(checkout());
  std::printf("%d of 2 orders saved\n", saved_orders);
}
