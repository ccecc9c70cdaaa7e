// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A scope that owns tasks must be joined before it dies: the library ends the
// program or lets the tasks run without their owner. The finding is at the
// scope's variable.
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

corun::task<> never_joined(int n) {
  corun::task_group group; // X: dies with its tasks
  // expected-warning@-1 {{'group' is a 'corun::task_group' that is never joined; when it dies, its destructor cancels its tasks [coro-dropped-handle]}}
  for (int i = 0; i < n; ++i)
    group.spawn(work());
    // expected-note@-1 {{a task is put in here}}
  co_return;
}
corun::task<> joined_on_one_path() {
  corun::task_group group; // X: not when cond() is false
  // expected-warning@-1 {{'group' is a 'corun::task_group' that is not joined on every path; when it dies, its destructor cancels its tasks [coro-dropped-handle]}}
  group.spawn(work());
  // expected-note@-1 {{a task is put in here}}
  if (cond())
    co_await group.join();
}
corun::task<> left_before_the_join() {
  corun::task_group group; // X: left by the co_return
  // expected-warning@-1 {{'group' is a 'corun::task_group' that is not joined on every path; when it dies, its destructor cancels its tasks [coro-dropped-handle]}}
  group.spawn(work());
  // expected-note@-1 {{a task is put in here}}
  if (cond())
    co_return;
  co_await group.join();
}
corun::task<> in_each_iteration(int n) {
  while (n-- > 0) {
    corun::task_group group; // X: dies at the end of the body
    // expected-warning@-1 {{'group' is a 'corun::task_group' that is never joined; when it dies, its destructor cancels its tasks [coro-dropped-handle]}}
    group.spawn(work());
    // expected-note@-1 {{a task is put in here}}
  }
  co_return;
}
void in_a_plain_function() {
  corun::task_group group; // X: no join can be awaited here
  // expected-warning@-1 {{'group' is a 'corun::task_group' that is never joined; when it dies, its destructor cancels its tasks [coro-dropped-handle]}}
  group.spawn(work());
  // expected-note@-1 {{a task is put in here}}
}
cppcoro::task<> cppcoro_scope() {
  cppcoro::async_scope scope; // X: cppcoro asserts that it was joined
  // expected-warning@-1 {{'scope' is a 'cppcoro::async_scope' that is never joined; when it dies, its destructor ends the program [coro-dropped-handle]}}
  scope.spawn(job());
  // expected-note@-1 {{a task is put in here}}
  co_return;
}
folly::coro::Task<> folly_scope(folly::Executor::KeepAlive<> ex) {
  folly::coro::AsyncScope scope; // X: folly asserts that it was joined
  // expected-warning@-1 {{'scope' is a 'folly::coro::AsyncScope' that is never joined; when it dies, its destructor ends the program [coro-dropped-handle]}}
  scope.add(step().scheduleOn(ex));
  // expected-note@-1 {{a task is put in here}}
  co_return;
}
