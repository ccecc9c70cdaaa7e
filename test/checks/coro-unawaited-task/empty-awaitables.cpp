// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A class without members has nothing to copy; to return it is to hand it on
// all the same.
#include <coroutine>
#include <utility>

struct sender_tag {};
struct schedule_sender {
  using sender_concept = sender_tag;
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
schedule_sender schedule();

schedule_sender returned_by_name() {
  static int calls = 0;
  ++calls;
  auto stop = schedule();
  return stop; // V: its caller's
}
schedule_sender copied() {
  auto stop = schedule();
  schedule_sender copy = stop;
  return copy; // V: likewise
}
schedule_sender moved() {
  auto stop = schedule();
  return std::move(stop); // V: likewise
}
