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
  ask().then([](int) { return send(); });       // X: continuation never runs
  send().eagerlyEvaluate([](kj::Exception e) { log(e); }); // X: cancelled
  send().exclusiveJoin(timer.afterDelay(5));    // X: the race is cancelled
  send().attach(1);                             // X: attachments change nothing
  kj::evalLater([] { return send(); });         // X: never evaluated
  tasks.onEmpty();                              // X: nobody waits
  auto p = ask();                               // X: cancelled at the end of scope
  co_return;
}

kj::Promise<void> cancelled_on_a_path() {
  auto p = send(); // X: cancelled when cond() is false
  if (cond())
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
