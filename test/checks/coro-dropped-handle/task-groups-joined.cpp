// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Scopes that are joined on every path, or are somebody else's. Nothing is
// reported. task-groups.cpp has the other half.
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/kj.h"
#include "../Inputs/seastar.h"
#include <memory>
#include <utility>
#include <vector>

corun::task<> work();
cppcoro::task<> job();
folly::coro::Task<> step();
seastar::future<> flush();
bool cond();
void fill(corun::task_group &g);

corun::task<> joined(int n) {
  corun::task_group group;
  for (int i = 0; i < n; ++i)
    group.spawn(work());
  co_await group.join(); // V: all have ended
}
corun::task<> joined_on_all_paths() {
  corun::task_group group;
  group.spawn(work());
  if (cond()) {
    co_await group.join();
    co_return;
  }
  group.spawn(work());
  co_await group.join();
}
corun::task<> joined_later() {
  corun::task_group group;
  group.spawn(work());
  auto done = group.join();
  co_await std::move(done); // V
}
corun::task<> joined_in_a_combination() {
  corun::task_group group;
  group.spawn(work());
  co_await corun::gather(work(), group.join()); // V: joined with the rest
}
corun::task<> never_filled() {
  corun::task_group group; // V: nothing to join
  co_return;
}
corun::task<> filled_on_the_joining_path() {
  corun::task_group group;
  if (!cond())
    co_return; // V: nothing spawned yet
  group.spawn(work());
  co_await group.join();
}
corun::task<> given_away() {
  corun::task_group group;
  group.spawn(work());
  fill(group); // V: a reference to what we don't see
  auto shared = std::make_shared<corun::task_group>();
  shared->spawn(work()); // V: others may hold it
  co_return;
}
corun::task<> spawn_into(corun::task_group &group) {
  group.spawn(work()); // V: the caller's group
  co_return;
}
corun::task<> through_a_helper() {
  corun::task_group group;
  co_await spawn_into(group);
  co_await group.join();
}
struct owner {
  corun::task_group group;
  void start() { group.spawn(work()); } // V: a member
  corun::task<> stop() { co_await group.join(); }
};
cppcoro::task<> cppcoro_joined() {
  cppcoro::async_scope scope;
  scope.spawn(job());
  co_await scope.join();
}
folly::coro::Task<> folly_joined(folly::Executor::KeepAlive<> ex) {
  folly::coro::AsyncScope scope;
  scope.add(step().scheduleOn(ex));
  co_await scope.joinAsync();
}
void folly_joined_by_waiting(folly::Executor::KeepAlive<> ex) {
  folly::coro::AsyncScope scope;
  scope.add(step().scheduleOn(ex));
  folly::coro::blockingWait(scope.joinAsync()); // V: waits
}
seastar::future<> gate_closed() {
  seastar::gate gate;
  (void)seastar::with_gate(gate, [] { return flush(); });
  co_await gate.close();
}
kj::Promise<void> destructor_cancels(kj::Promise<void> p) {
  kj::TaskSet tasks; // V: its destructor cancels what is in it, by design
  tasks.add(std::move(p));
  co_return;
}
