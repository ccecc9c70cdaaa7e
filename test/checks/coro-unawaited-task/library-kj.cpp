// RUN: %check_coro %s
//
// kj: an eager promise whose destruction cancels the work.
#include "../Inputs/kj.h"

kj::Promise<int> ask();
kj::Promise<void> send();
void log(kj::Exception);
bool cond();

kj::Promise<void> lost(kj::TaskSet &tasks, kj::Timer &timer) {
  send();                                       // X: cancelled at once
  // expected-warning@-1 {{'send' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  ask().then([](int) { return send(); });       // X: continuation never runs
  // expected-warning@-1 {{'Promise::then' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  send().eagerlyEvaluate([](kj::Exception e) { log(e); }); // X: cancelled
  // expected-warning@-1 {{'Promise::eagerlyEvaluate' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  send().exclusiveJoin(timer.afterDelay(5));    // X: the race is cancelled
  // expected-warning@-1 {{'Promise::exclusiveJoin' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  send().attach(1);                             // X: attachments change nothing
  // expected-warning@-1 {{'Promise::attach' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  kj::evalLater([] { return send(); });         // X: never evaluated
  // expected-warning@-1 {{'evalLater' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  tasks.onEmpty();                              // X: nobody waits
  // expected-warning@-1 {{'TaskSet::onEmpty' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  auto p = ask();                               // X: cancelled at the end of scope
  // expected-warning@-1 {{'p' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  co_return;
}

kj::Promise<void> cancelled_on_a_path() {
  auto p = send(); // X: cancelled when cond() is false
  // expected-warning@-1 {{'p' holds a task that is not awaited on every path; there, its result and exception are lost [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await p;
}

kj::Promise<void> awaited(kj::Timer &timer) {
  int n = co_await ask();
  auto p = send();
  co_await timer.afterDelay(n);
  co_await p; // V: as an lvalue
  co_await ask().then([](int) { return send(); });
  co_await send().exclusiveJoin(timer.afterDelay(5));
  auto q = send().exclusiveJoin(timer.afterDelay(5));
  co_await std::move(q);
}

kj::Promise<void> forwarded() {
  return ask().then([](int) { return send(); });
}
kj::Promise<void> nothing() { return kj::READY_NOW; }

void consumed(kj::TaskSet &tasks, kj::WaitScope &scope) {
  send().detach([](kj::Exception e) { log(e); }); // V: says where errors go
  tasks.add(send());                              // V: the set owns it
  ask().wait(scope);                              // V: waits
  auto p = ask();
  p.wait(scope);
  auto forked = ask().fork();
  auto branch = forked.addBranch();
  branch.wait(scope);
}

class server {
  kj::Promise<void> loop = send(); // V: a member keeps it alive
  void restart() { loop = send().eagerlyEvaluate([](kj::Exception) {}); }
};
