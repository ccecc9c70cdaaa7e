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
  read().discard_result();                         // X: still a future
  read().then([](int) {}).finally([] {});          // X: longer chain
  write(1).handle_exception([](std::exception_ptr e) { log(e); }); // X: handled, but nobody waits
  co_return;
}

kj::Promise<void> lost_and_cancelled() {
  ask().then([](int) {});                          // X: dropping cancels it
  ask().eagerlyEvaluate([](kj::Exception) {});     // X: evaluated, then cancelled
  ask().ignoreResult();                            // X: still a promise
  co_return;
}

folly::coro::Task<> lost_after_binding(folly::Executor::KeepAlive<> ex) {
  work().scheduleOn(ex); // X: an executor binding starts nothing
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
  co_return;
}
