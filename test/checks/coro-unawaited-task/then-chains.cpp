// RUN: %check_coro %s
//
// A continuation returns a task again; a terminal does not. Cases 8, 9, 10.
#include "../Inputs/folly.h"
#include "../Inputs/kj.h"
#include "../Inputs/seastar.h"

seastar::future<int> read();
seastar::future<> write(int);
kj::Promise<int> ask();
folly::coro::Task<> work();
void log(std::exception_ptr);

seastar::future<> lost() {
  read().then([](int n) { return write(n); });     // X: still a future
  // expected-warning@-1 {{'future::then' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  read().discard_result();                         // X: still a future
  // expected-warning@-1 {{'future::discard_result' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  read().then([](int) {}).finally([] {});          // X: longer chain
  // expected-warning@-1 {{'future::finally' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  write(1).handle_exception([](std::exception_ptr e) { log(e); }); // X: handled, but nobody waits
  // expected-warning@-1 {{'future::handle_exception' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  co_return;
}

kj::Promise<void> lost_and_cancelled() {
  ask().then([](int) {});                          // X: dropping cancels it
  // expected-warning@-1 {{'Promise::then' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  ask().eagerlyEvaluate([](kj::Exception) {});     // X: evaluated, then cancelled
  // expected-warning@-1 {{'Promise::eagerlyEvaluate' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  ask().ignoreResult();                            // X: still a promise
  // expected-warning@-1 {{'Promise::ignoreResult' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  co_return;
}

folly::coro::Task<> lost_after_binding(folly::Executor::KeepAlive<> ex) {
  work().scheduleOn(ex); // X: an executor binding starts nothing
  // expected-warning@-1 {{'Task::scheduleOn' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

seastar::future<> kept() {
  co_await read().then([](int n) { return write(n); }).finally([] {});
  auto done = read().then([](int) {});
  co_await std::move(done);
}
seastar::future<> forwarded() {
  return read().then([](int n) { return write(n); });
}

void terminals(kj::TaskSet &tasks, folly::Executor::KeepAlive<> ex) {
  ask().detach([](kj::Exception) {});              // V: says where errors go
  ask().then([](int) {}).detach([](kj::Exception) {});
  tasks.add(ask().ignoreResult());
  work().scheduleOn(ex).start();                   // V: started
  work().scheduleOn(ex).start([](auto &&) {});
}

seastar::future<> local_chain() {
  auto f = read();
  std::move(f).then([](int n) { return write(n); }); // X: f moved into a chain that is lost
  // expected-warning@-1 {{'future::then' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  co_return;
}
