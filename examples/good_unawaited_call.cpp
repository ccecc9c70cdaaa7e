// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fix of bad_unawaited_call.cpp: every call is awaited.
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
  co_await save_order(1);
  co_await save_order(2);
}

int main() {
  corun::run(checkout());
  std::printf("%d of 2 orders saved\n", saved_orders);
}
