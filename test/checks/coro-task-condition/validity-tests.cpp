// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that may be empty is tested before it is awaited. Nothing is
// reported. Case 23.
#include "../Inputs/concurrencpp.h"
#include "../Inputs/user_task.h"
#include "../Inputs/winrt.h"
#include <coroutine>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

task<> f();
task<int> g();
std::optional<task<>> maybe();
std::unique_ptr<task<>> owned();
task<> *find(int id);
bool cond();
void work();

task<> empty_until_assigned() {
  task<> t;
  if (cond())
    t = f();
  if (t) // V: may be empty
    co_await std::move(t);
}
task<> reset_in_a_loop(int n) {
  task<> t;
  while (n-- > 0) {
    if (!t) // V: empty at first and after each await
      t = f();
    if (cond()) {
      co_await std::move(t);
      t = {};
    }
  }
  if (t)
    co_await std::move(t);
}
task<> after_a_move(bool c) {
  auto t = f();
  if (c)
    co_await std::move(t);
  if (t) // V: moved from on one path
    co_await std::move(t);
}
task<> chosen(bool c) {
  auto t = c ? f() : task<>();
  if (t) // V: one arm is empty
    co_await std::move(t);
}
task<> tested_and_awaited() {
  if (auto t = f(); t.valid()) // V: says that it asks for validity
    co_await std::move(t);
  if (auto t = f()) // V: what the test guards is the await of it
    co_await std::move(t);
  auto u = g();
  bool there = u.valid();
  if (there)
    co_await std::move(u);
}

void parameter(task<> t) {
  if (!t) // V: the caller may pass an empty one
    work();
}
void by_reference(task<> &t) {
  if (t) // V: likewise
    work();
}
class connection {
  task<> pending;
  std::map<int, task<>> by_id;
  task<> flush() {
    if (pending) // V: a member
      co_await std::move(pending);
    if (!by_id[1]) // V: an element
      by_id[1] = f();
  }
  bool idle() const { return !pending; } // V
};
task<> global;
void a_global() {
  if (!global) // V
    global = f();
}
task<> filled_by_another(void (*fill)(task<> &)) {
  auto t = f();
  fill(t);
  if (t) // V: the callee may have taken it
    co_await std::move(t);
}
task<> exchanged(task<> &slot) {
  auto t = std::exchange(slot, {});
  if (t) // V: what was there may have been empty
    co_await std::move(t);
}
