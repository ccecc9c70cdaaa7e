// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Scopes and spawned futures of libunifex, stdexec and the standard library:
// a scope that dies un-joined ends the program, a future that is dropped asks
// its work to stop. TooManyCooks and async_simple are detached aloud.
#include "../Inputs/async_simple.h"
#include "../Inputs/std_coroutines.h"
#include "../Inputs/stdexec.h"
#include "../Inputs/tmc.h"
#include "../Inputs/unifex.h"
#include <future>
#include <utility>

namespace ex = std::execution;
unifex::task<int> number();
unifex::task<void> step();
exec::task<int> answer();
exec::task<void> work();
ex::task<int> value();
bool cond();
void use(int n);

unifex::task<void> unifex_lost(unifex::async_scope &scope) {
  scope.spawn(number());                            // X: the future is dropped, the work is cancelled
  // expected-warning@-1 {{'async_scope::spawn' returns the handle of a task that is dropped here; dropping it cancels the work [coro-dropped-handle]}}
  unifex::spawn_future(number(), scope);            // X: likewise
  // expected-warning@-1 {{'spawn_future' returns the handle of a task that is dropped here; dropping it cancels the work [coro-dropped-handle]}}
  auto f = unifex::spawn_future(number(), scope);   // X: kept, never awaited
  // expected-warning@-1 {{'f' holds the handle of a task that nobody awaits; dropping it cancels the work [coro-dropped-handle]}}
  co_return;
}
unifex::task<void> unifex_not_joined() {
  unifex::async_scope scope; // X: never cleaned up
  // expected-warning@-1 {{'scope' is a 'unifex::async_scope' that is never joined; when it dies, its destructor ends the program [coro-dropped-handle]}}
  scope.detached_spawn(step());
  // expected-note@-1 {{a task is put in here}}
  co_return;
}
unifex::task<void> unifex_joined_on_one_path() {
  unifex::async_scope scope; // X: not when cond() is false
  // expected-warning@-1 {{'scope' is a 'unifex::async_scope' that is not joined on every path; when it dies, its destructor ends the program [coro-dropped-handle]}}
  scope.detached_spawn(step());
  // expected-note@-1 {{a task is put in here}}
  if (cond())
    co_await scope.cleanup();
}
exec::task<void> stdexec_lost(exec::async_scope &scope) {
  scope.spawn_future(answer());                     // X: the work is asked to stop
  // expected-warning@-1 {{'async_scope::spawn_future' returns the handle of a task that is dropped here; dropping it cancels the work [coro-dropped-handle]}}
  co_return;
}
exec::task<void> stdexec_not_joined() {
  exec::async_scope scope; // X: dies with its work
  // expected-warning@-1 {{'scope' is a 'exec::async_scope' that is never joined; when it dies, its destructor ends the program [coro-dropped-handle]}}
  scope.spawn(work());
  // expected-note@-1 {{a task is put in here}}
  co_return;
}
ex::task<void> std_not_joined() {
  ex::counting_scope scope; // X: ends the program
  // expected-warning@-1 {{'scope' is a 'ex::counting_scope' that is never joined; when it dies, its destructor ends the program [coro-dropped-handle]}}
  ex::spawn(value(), scope.get_token());
  // expected-note@-1 {{a task is put in here}}
  scope.close();
  co_return;
}
ex::task<void> std_lost(ex::counting_scope &scope) {
  ex::spawn_future(value(), scope.get_token());     // X: the work is asked to stop
  // expected-warning@-1 {{'std::execution::spawn_future' returns the handle of a task that is dropped here; dropping it cancels the work [coro-dropped-handle]}}
  co_return;
}
void tmc_lost(tmc::task<int> t) {
  tmc::post_waitable(tmc::cpu_executor(), std::move(t)); // X: the result is in the future
  // expected-warning@-1 {{'post_waitable' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
}

unifex::task<void> unifex_kept(unifex::async_scope &scope) {
  unifex::spawn_detached(step(), scope);            // V: gives nothing
  scope.detached_spawn(step());
  auto f = scope.spawn(number());
  co_await step();
  use(co_await std::move(f));                       // V: awaited later
  (void)scope.spawn(number());                      // V: said aloud
}
unifex::task<void> unifex_joined() {
  unifex::async_scope scope;
  scope.detached_spawn(step());
  co_await scope.cleanup();                         // V
  unifex::async_scope other;
  other.detached_spawn(step());
  co_await other.complete();                        // V
}
void unifex_joined_by_waiting() {
  unifex::async_scope scope;
  scope.detached_spawn(step());
  unifex::sync_wait(scope.cleanup());               // V: waits
}
struct unifex_owner {
  unifex::async_scope scope; // V: a member
  void start() { scope.detached_spawn(step()); }
  unifex::task<void> stop() { co_await scope.cleanup(); }
};
exec::task<void> stdexec_kept(stdexec::scheduler s) {
  exec::async_scope scope;
  scope.spawn(stdexec::starts_on(s, work()));
  auto f = scope.spawn_future(answer());
  use(co_await std::move(f));
  exec::start_detached(work());                     // V: detached aloud
  co_await scope.on_empty();
}
void stdexec_joined_by_waiting() {
  exec::async_scope scope;
  scope.spawn(work());
  stdexec::sync_wait(scope.on_empty());             // V: waits
}
ex::task<void> std_kept() {
  ex::counting_scope scope;
  ex::spawn(value(), scope.get_token());
  use(co_await ex::spawn_future(value(), scope.get_token()));
  co_await scope.join();                            // V
}
ex::task<void> std_never_used() {
  ex::counting_scope scope; // V: nothing was spawned
  co_return;
}
tmc::task<void> job();
void detached_aloud(async_simple::Executor *e, async_simple::coro::Lazy<> lazy) {
  tmc::spawn(job()).detach();                       // V
  tmc::post(tmc::cpu_executor(), job());            // V: gives nothing
  std::move(lazy).via(e).detach();                  // V
}
int tmc_kept(tmc::task<int> t) {
  return tmc::post_waitable(tmc::cpu_executor(), std::move(t)).get();
}
